// Opening the index of each language: Pagefind, the table of turns and notes, and the texts of records.

const GZIP = 0x1f8b; // the first bytes of a packed file, RFC 1952

/** One language's index. Nothing is fetched before it is asked for, and nothing twice. */
export function openIndex(root, language) {
  const folder = new URL(`pagefind/${language}/`, root);
  let opening;
  let table;
  const texts = new Map();
  const index = {
    language,
    /** Records with a word, of one type: where in the record it stands, by the record's id. */
    async search(word, type) {
      opening ??= import(new URL("pagefind.js", folder)).then(async ({ createInstance }) => {
        const pagefind = createInstance({ basePath: folder.pathname, noWorker: true });
        await pagefind.init();
        return pagefind;
      });
      // Turns alone are marked as such.
      const filters = type === "turn" ? { type } : { not: { type: "turn" } };
      const { results } = await (await opening).search(word, { filters });
      return new Map(results.map(({ id, words }) => [id, words.sort((a, b) => a - b)]));
    },
    /** The units of every record, and what the facets' values are called. */
    table: () => (table ??= fetch(new URL("units.json", folder)).then(async (answer) => readTable(await answer.json(), index))),
    /** A record's words as Pagefind counts them, what it is, and its units. */
    text(id) {
      if (!texts.has(id)) texts.set(id, readText(index, id, new URL(`fragment/${id}.pf_fragment`, folder)));
      return texts.get(id);
    },
  };
  return index;
}

function readTable({ labels, records }, index) {
  const ids = (facet, values) => [values].flat().map((value) => labels[facet][value][0]);
  const units = new Map();
  for (const row of records) {
    const shared = { type: [row.type], language: [index.language] };
    for (const [facet, values] of Object.entries(row.all)) shared[facet] = ids(facet, values);
    let start = 0;
    units.set(row.id, chained(row.starts.map((step, at) => {
      start += step;
      const of = { ...shared };
      for (const [facet, values] of Object.entries(row.each)) of[facet] = ids(facet, values[at]);
      return { index, id: row.id, at, type: row.type, day: row.day, start, words: start + row.leads[at], of };
    })));
  }
  return { labels, units };
}

async function readText(index, id, address) {
  const bytes = await (await fetch(address)).arrayBuffer();
  // Some hosts unpack it on the way.
  const isPacked = new DataView(bytes).getUint16(0) === GZIP;
  const unpacked = isPacked ? new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")) : bytes;
  const { content, anchors } = JSON.parse((await new Response(unpacked).text()).slice("pagefind_dcd".length));
  const [about, ...marks] = anchors.map((anchor) => [anchor.location, JSON.parse(decodeURIComponent(anchor.id))]);
  const { type, day } = about[1];
  const units = [];
  for (const [start, facts] of marks) {
    if (facts.id) units.push({ index, id, at: units.length, type, day, start, facts });
    else units.at(-1).words = start;
  }
  const words = content.includes("\u200b") ? content.split("\u200b") : content.split(/\s+/);
  return { about: about[1], words, units: chained(units, words.length) };
}

/** Let each unit end where the next begins. */
function chained(units, end = Infinity) {
  units.forEach((unit, at) => { unit.end = units[at + 1]?.start ?? end; });
  return units;
}
