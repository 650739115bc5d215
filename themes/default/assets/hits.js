// Hits as a list: who said it or what was noted, the words around, and where it stands.

const AROUND = 32; // words of an excerpt
const PART = "·"; // stands between the parts of a note, and not at an end of an excerpt

/** The elements of the hits, in order; `statuses` has the words for notes that are not published. */
export function showHits(hits, asked) {
  return Promise.all(hits.map((hit) => showHit(hit, asked)));
}

async function showHit({ unit, places: found }, { root, query, statuses }) {
  const { about, words, units } = await unit.index.text(unit.id);
  const { facts } = units[unit.at];
  const item = document.createElement("li");
  const link = document.createElement("a");
  const asked = query.trim() ? `?${new URLSearchParams({ q: query.trim() })}` : "";
  link.href = new URL(`${about.url}${asked}#${facts.id}`, root);
  link.dataset.hit = about.type;
  link.dir = "auto";
  const places = new Set(found);
  link.append(...marked(words, unit.start, Math.min(unit.words, words.length), places));
  const where = document.createElement("p");
  where.className = "about";
  // A verdict that does not stand says so before all else.
  where.append([statuses[facts.status], ...facts.about, about.title, inWords(about.day)].filter(Boolean).join(" · "));
  const said = document.createElement("p");
  said.className = "excerpt";
  said.lang = unit.index.language;
  said.dir = "auto";
  const end = Math.min(unit.end, words.length);
  let from = best(found.filter((place) => place >= unit.words), unit.words, end);
  let to = Math.min(end, from + AROUND);
  if (words[from] === PART) from += 1;
  if (words[to - 1] === PART) to -= 1;
  said.append(from > unit.words ? "… " : "", ...marked(words, from, to, places), to < end ? " …" : "");
  item.append(link, said, where);
  return item;
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
