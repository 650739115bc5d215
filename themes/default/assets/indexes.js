// Opening the index of each language: Pagefind, the table of turns and notes, and the texts of records.

const GZIP = 0x1f8b; // the first bytes of a packed file, RFC 1952
const TYPES = ["turn", "note"];

/** One language's index, whole or in shards; `folders` are theirs. Nothing is fetched before it is asked for, and nothing twice. */
export function openIndex(root, language, folders) {
  const shards = folders.map((folder) => new URL(`pagefind/${folder}/`, root));
  let opening;
  let tables;
  const texts = new Map();
  const index = {
    language,
    /** Records of some types with a word: their type and where in them it stands, by the record's id. */
    async search(word, types) {
      const pagefinds = await (opening ??= openShards(shards));
      // Which shards have the very word shows in all that they have.
      const asked = shards.length > 1 ? TYPES : types;
      const answers = await Promise.all(pagefinds.map((pagefind, shard) => askShard(pagefind, shard, word, asked)));
      const found = nearest(answers).flatMap((answer) => answer.found);
      return new Map(found.filter(([, { type }]) => types.includes(type)));
    },
    /** The units of every record, and what the facets' values are called. */
    async table() {
      tables ??= Promise.all(shards.map(async (folder, shard) => {
        const answer = await fetch(new URL("units.json", folder));
        return readTable(await answer.json(), index, shard);
      }));
      return { labels: (await tables).map(({ labels }) => labels), units: new Map((await tables).flatMap(({ units }) => units)) };
    },
    /** A record's words as Pagefind counts them, what it is, and its units. */
    text(id) {
      const [hash, shard] = id.split(" ");
      if (!texts.has(id)) texts.set(id, readText(index, id, new URL(`fragment/${hash}.pf_fragment`, shards[shard])));
      return texts.get(id);
    },
  };
  return index;
}

/** Two shards may give two records the same hash. */
function recordId(hash, shard) {
  return `${hash} ${shard}`;
}

/** Pagefind's instance of each shard; its scripts are the first one's. */
async function openShards([first, ...others]) {
  const { Pagefind } = await import(new URL("pagefind.js", first));
  const pagefind = new Pagefind({ basePath: first.pathname });
  await pagefind.primary.getPtr();
  await Promise.all(others.map((folder) => pagefind.mergeIndex(folder.pathname)));
  // In this mode answers name the words that they are for.
  if (others.length) await Promise.all(pagefind.instances.map((instance) => instance.enterPlaygroundMode()));
  return pagefind.instances;
}

/** What one shard has of a word; `terms` are what Pagefind makes of it, `near` how much of each the shard's own words have. */
async function askShard(pagefind, shard, word, types) {
  const answers = await Promise.all(types.map(async (type) => {
    // Turns alone are marked as such.
    const filters = type === "turn" ? { type } : { not: { type: "turn" } };
    return { type, ...await pagefind.search(word, { filters }) };
  }));
  const found = answers.flatMap(({ type, results }) => results.map(({ id, words }) => [
    recordId(id, shard), { type, places: words.sort((a, b) => a - b) },
  ]));
  const terms = answers.flatMap(({ query_term_idfs: all }) => all ?? []).map(({ term }) => term);
  const had = new Set(answers.flatMap(({ results }) => results.flatMap(({ scores }) => scores ?? [])).map((score) => score.search_term));
  return { found, near: new Map(terms.map((term) => [term, nearness(term, [...had])])) };
}

/** How many letters of a term words have that begin with it, or else the longest word that it begins with. */
function nearness(term, words) {
  if (words.some((word) => word.startsWith(term))) return term.length;
  return Math.max(0, ...words.filter((word) => term.startsWith(word)).map((word) => word.length));
}

/** Where a shard lacks a word, Pagefind takes a shorter one: that is no answer if another shard has a nearer one. */
function nearest(answers) {
  const most = new Map();
  for (const [term, near] of answers.flatMap((answer) => [...answer.near])) {
    most.set(term, Math.max(near, most.get(term) ?? 0));
  }
  return answers.filter((answer) => [...answer.near].every(([term, near]) => near === most.get(term)));
}

function readTable({ labels, records }, index, shard) {
  const ids = (facet, values) => [values].flat().map((value) => labels[facet][value][0]);
  const units = records.map((row) => {
    const id = recordId(row.id, shard);
    const shared = { type: [row.type], language: [index.language] };
    for (const [facet, values] of Object.entries(row.all)) shared[facet] = ids(facet, values);
    let start = 0;
    return [id, chained(row.starts.map((step, at) => {
      start += step;
      const of = { ...shared };
      for (const [facet, values] of Object.entries(row.each)) of[facet] = ids(facet, values[at]);
      return { index, id, at, type: row.type, day: row.day, start, words: start + row.leads[at], of };
    }))];
  });
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
