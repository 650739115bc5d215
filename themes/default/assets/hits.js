// Hits as a list: who said it or what was noted, the words around, and where it stands.

const AROUND = 32; // words of an excerpt
const GZIP = 0x1f8b; // the first bytes of a packed file, RFC 1952

/** The elements of the hits, in order. */
export function showHits(hits, { root, query, labels }) {
  return Promise.all(hits.map((hit) => showHit(hit, root, query, labels)));
}

async function showHit(hit, root, query, labels) {
  const { unit } = hit;
  const { record } = unit;
  const { words, times } = await textOf(record);
  const item = document.createElement("li");
  const link = document.createElement("a");
  const asked = query.trim() ? `?${new URLSearchParams({ q: query.trim() })}` : "";
  link.href = new URL(`${record.url}${asked}#${unit.fragment}`, root);
  link.dataset.hit = record.type;
  link.dir = "auto";
  const places = new Set(hit.places);
  link.append(...marked(words, unit.start, Math.min(unit.words, words.length), places));
  const about = document.createElement("p");
  about.className = "about";
  const facts = [
    ...unit.of.kind?.map((id) => labels.kind.get(id)) ?? [],
    ...unit.of.verdict?.map((id) => labels.verdict.get(id)) ?? [],
    times.get(`w${unit.at}`), labels.transcript.get(unit.of.transcript[0]), inWords(record.day),
  ];
  about.append(facts.filter(Boolean).join(" · "));
  const said = document.createElement("p");
  said.className = "excerpt";
  said.lang = record.language;
  said.dir = "auto";
  const end = Math.min(unit.end, words.length);
  const from = best(hit.places.filter((place) => place >= unit.words), unit.words, end);
  const to = Math.min(end, from + AROUND);
  said.append(from > unit.words ? "… " : "", ...marked(words, from, to, places), to < end ? " …" : "");
  item.append(link, said, about);
  return item;
}

/** The words of a record as Pagefind counts them, and its timecodes by unit. */
function textOf(record) {
  record.text ??= fetch(new URL(`fragment/${record.id}.pf_fragment`, record.folder)).then(async (response) => {
    const bytes = await response.arrayBuffer();
    // Some hosts unpack it on the way.
    const isPacked = new DataView(bytes).getUint16(0) === GZIP;
    const unpacked = isPacked ? new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")) : bytes;
    const { content, anchors } = JSON.parse((await new Response(unpacked).text()).slice("pagefind_dcd".length));
    const words = content.includes("\u200b") ? content.split("\u200b") : content.split(/\s+/);
    const times = anchors.map((anchor) => anchor.id.split("@")).filter(([, time]) => time);
    return { words, times: new Map(times) };
  });
  return record.text;
}

function inWords(day) {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
  return format.format(new Date(day));
}

/** Where the excerpt with the most of the places begins. */
function best(places, start, end) {
  let from = start;
  let most = 0;
  for (const place of places) {
    const count = places.filter((other) => other >= place && other < place + AROUND - 6).length;
    if (count > most) [most, from] = [count, Math.max(start, place - 6)];
  }
  return Math.max(start, Math.min(from, end - AROUND));
}

/** Words as nodes, those at the places marked. */
function marked(words, from, to, places) {
  const nodes = [];
  for (let at = from; at < to; at += 1) {
    if (places.has(at)) {
      const mark = document.createElement("mark");
      mark.textContent = words[at];
      nodes.push(mark);
    } else {
      nodes.push(words[at]);
    }
    if (at < to - 1) nodes.push(" ");
  }
  return nodes;
}
