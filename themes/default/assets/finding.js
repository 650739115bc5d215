// Finding turns and notes: Pagefind finds the words, the table of units says whose and where they are.

const K1 = 1.2; // how soon repeating a word stops counting: the usual value of BM25

/** Open the index of each language. `root` is the site's address. */
export async function openIndexes(root, languages, asksForWords) {
  const parts = await Promise.all(languages.map((language) => open(root, language, asksForWords)));
  const labels = {};
  for (const part of parts) {
    for (const [facet, values] of Object.entries(part.labels)) {
      labels[facet] = new Map([...(labels[facet] ?? []), ...values]);
    }
  }
  const names = new Intl.DisplayNames(document.documentElement.lang, { type: "language" });
  labels.language = new Map(languages.map((language) => [language, names.of(language)]));
  return { labels, find: (query, chosen, order) => find(parts, query, chosen, order) };
}

async function open(root, language, asksForWords) {
  const folder = new URL(`pagefind/${language}/`, root);
  let opening;
  // Narrowing alone needs the table only; words need Pagefind, which loads beside it.
  const engine = () => (opening ??= import(new URL("pagefind.js", folder)).then(async ({ createInstance }) => {
    const pagefind = createInstance({ basePath: folder.pathname });
    await pagefind.init();
    return pagefind;
  }));
  if (asksForWords) engine();
  const table = await fetch(new URL("units.json", folder)).then((response) => response.json());
  const ids = (facet, values) => [values].flat().map((value) => table.labels[facet][value][0]);
  const records = new Map();
  for (const row of table.records) {
    const record = { id: row.id, type: row.type, url: row.url, day: row.day, language, folder, units: [] };
    const shared = { type: [row.type], language: [language] };
    for (const [facet, values] of Object.entries(row.all)) shared[facet] = ids(facet, values);
    let start = 0;
    row.starts.forEach((step, at) => {
      start += step;
      const of = { ...shared };
      for (const [facet, values] of Object.entries(row.each)) of[facet] = ids(facet, values[at]);
      const fragment = row.ids ? row.ids[at] : `t${at + 1}`;
      record.units.push({ record, fragment, at, start, words: start + row.leads[at], end: Infinity, of });
      if (at) record.units[at - 1].end = start;
    });
    records.set(row.id, record);
  }
  return { engine, records, labels: table.labels };
}

async function find(parts, query, chosen, order) {
  const terms = termsOf(query);
  const every = parts.flatMap((part) => [...part.records.values()].flatMap((record) => record.units));
  const found = terms.length ? await match(parts, terms, every.length) : every.map((unit) => ({ unit, score: 0, places: [] }));
  const counts = {};
  const hits = [];
  for (const hit of found) {
    // Each facet counts what choosing one of its values would show: what all other facets let through.
    const against = Object.entries(chosen).filter(([facet, ids]) => !(hit.unit.of[facet] ?? []).some((id) => ids.has(id)));
    if (against.length > 1) continue;
    if (against.length === 0) hits.push(hit);
    for (const [facet, ids] of Object.entries(hit.unit.of)) {
      if (against.length && against[0][0] !== facet) continue;
      const of = (counts[facet] ??= new Map());
      for (const id of ids) of.set(id, (of.get(id) ?? 0) + 1);
    }
  }
  counts.type ??= new Map();
  const byDay = (a, b) => (a.unit.record.day < b.unit.record.day ? 1 : a.unit.record.day > b.unit.record.day ? -1 : 0);
  hits.sort(order === "date" || !terms.length ? (a, b) => byDay(a, b) || b.score - a.score : (a, b) => b.score - a.score || byDay(a, b));
  return { hits, counts };
}

/** Words and “quoted phrases” of a query, as Pagefind takes them. */
function termsOf(query) {
  const found = query.replace(/[“”„«»]/g, '"').match(/"[^"]*"|[^\s"]+/g) ?? [];
  return [...new Set(found.filter((term) => /[\p{L}\p{N}]/u.test(term)))];
}

/** Units that have the words; with all of them, if there are such units, else with the most telling. */
async function match(parts, terms, total) {
  const hits = new Map();
  const spread = terms.map(() => 0);
  for (const part of parts) {
    const pagefind = await part.engine();
    const answers = await Promise.all(terms.map((term) => pagefind.search(term)));
    answers.forEach((answer, term) => {
      for (const { id, words } of answer.results) {
        const units = part.records.get(id)?.units ?? [];
        let at = 0;
        for (const place of [...words].sort((a, b) => a - b)) {
          while (units[at] && place >= units[at].end) at += 1;
          const unit = units[at];
          if (!unit || place < unit.start) continue;
          let hit = hits.get(unit);
          if (!hit) hits.set(unit, (hit = { unit, score: 0, places: [], of: terms.map(() => []) }));
          if (!hit.of[term].length) spread[term] += 1;
          hit.of[term].push(place);
        }
      }
    });
  }
  const weights = spread.map((count) => Math.log(1 + (total - count + 0.5) / (count + 0.5)));
  const whole = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  let all = false;
  for (const hit of hits.values()) {
    let weight = 0;
    hit.of.forEach((places, term) => {
      if (!places.length) return;
      weight += weights[term];
      const often = places.length;
      // Said in the claim, or in a name, counts more than said in passing.
      const leads = places.some((place) => place < hit.unit.words) ? 1.5 : 1;
      hit.score += (leads * weights[term] * (K1 + 1) * often) / (often + K1);
    });
    hit.score *= (weight / whole) ** 2 * (1 + nearness(hit.of));
    hit.cover = weight / whole;
    hit.full = hit.of.every((places) => places.length);
    hit.places = hit.of.flat();
    all ||= hit.full;
  }
  return [...hits.values()].filter((hit) => (all ? hit.full : hit.cover >= 0.5));
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
