// Ranking: which turns and notes have the words, and how well.

const K1 = 1.2; // how soon repeating a word stops counting: the usual value of BM25

/**
 * Sort the places of each term into units. `found` has, by term, records and places; `unitsOf` gives
 * the units of a record. Returns hits: a unit with the places of each term, `of`.
 */
export function inUnits(found, unitsOf) {
  const hits = new Map();
  found.forEach((records, term) => {
    for (const record of records) {
      const units = unitsOf(record);
      let at = 0;
      for (const place of record.places) {
        while (units[at] && place >= units[at].end) at += 1;
        const unit = units[at];
        if (!unit || place < unit.start) continue;
        let hit = hits.get(unit);
        if (!hit) hits.set(unit, (hit = { unit, of: found.map(() => []) }));
        hit.of[term].push(place);
      }
    }
  });
  return [...hits.values()];
}

/** How telling each term is among a number of units: rare ones more (the idf of BM25). */
export function weigh(hits, terms, total) {
  return Array.from({ length: terms }, (_, term) => {
    const count = hits.filter((hit) => hit.of[term].length).length;
    return Math.log(1 + (Math.max(0, total - count) + 0.5) / (count + 0.5));
  });
}

/** The hits with all the words, if there are such hits, else those with the most telling; best first. */
export function rank(hits, weights) {
  const whole = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  for (const hit of hits) {
    let weight = 0;
    hit.score = 0;
    hit.of.forEach((places, term) => {
      if (!places.length) return;
      weight += weights[term];
      // Said in the claim, or in a name, counts more than said in passing.
      const lead = places.some((place) => place < hit.unit.words) ? 1.5 : 1;
      hit.score += (lead * weights[term] * (K1 + 1) * places.length) / (places.length + K1);
    });
    hit.cover = weight / whole;
    hit.score *= hit.cover ** 2 * (1 + nearness(hit.of));
    hit.places = hit.of.flat();
  }
  const full = hits.filter((hit) => hit.of.every((places) => places.length));
  const kept = full.length ? full : hits.filter((hit) => hit.cover >= 0.5);
  return kept.sort((a, b) => b.score - a.score || byDay(a, b));
}

/** Newest first. What is of one day stands in an order that no shards change. */
export function byDay({ unit: a }, { unit: b }) {
  if (a.day !== b.day) return a.day < b.day ? 1 : -1;
  const [one, other] = [a, b].map((unit) => unit.id ?? unit.record.id);
  return one < other ? -1 : one > other ? 1 : a.start - b.start;
}

/** How near the words of a query stand to each other, in their order: 1 side by side, towards 0 apart. */
function nearness(of) {
  let sum = 0;
  for (let term = 1; term < of.length; term += 1) {
    let best = Infinity;
    for (const place of of[term]) {
      for (const before of of[term - 1]) {
        const gap = place - before;
        if (gap > 0 && gap < best) best = gap;
      }
    }
    sum += 1 / best;
  }
  return of.length > 1 ? sum / (of.length - 1) : 0;
}
