// Finding turns and notes: Pagefind finds the words; the table, or the texts of the best records, say whose they are.

import { openIndex } from "./indexes.js";
import { byDay, inUnits, rank, weigh } from "./ranking.js";

const TYPES = ["turn", "note"];
const BEST = 6; // records whose texts are fetched for the first hits …
const BEST_OF_PHRASES = 40; // … and for a quoted phrase, that some of them will not have to the letter
const FIRST = 10; // hits whose texts are fetched to be shown: put in order once more by their very words
const APART = 60; // words between two places that are taken for two units, where units are not known

/** Open the indexes in these folders, one or more a language. `total` is the number of turns and notes in them. */
export function openIndexes(root, folders, total) {
  const languages = new Map();
  for (const folder of folders) {
    const [language] = folder.split("/");
    languages.set(language, [...(languages.get(language) ?? []), folder]);
  }
  const indexes = [...languages].map(([language, own]) => openIndex(root, language, own));
  return {
    /** Everything that answers, counted exactly by the tables. `chosen` has sets of ids by facet. */
    async all(query, chosen, order) {
      const terms = termsOf(query);
      const tables = new Map(await Promise.all(indexes.map(async (index) => [index, await index.table()])));
      const labels = labelsOf(indexes, tables);
      let hits;
      if (terms.length) {
        const found = await ask(indexes, terms, TYPES);
        const unitsOf = ({ index, id }) => tables.get(index).units.get(id) ?? [];
        hits = await literal(inUnits(found, unitsOf), terms);
        hits = rank(hits, weigh(hits, terms.length, total));
      } else {
        hits = [...tables.values()].flatMap(({ units }) => [...units.values()].flat()).map((unit) => ({ unit, places: [] }));
      }
      const { kept, counts } = narrow(hits, chosen);
      const isByDay = order === "date" || !terms.length;
      return { hits: isByDay ? kept.sort(byDay) : await sharpen(kept, terms), counts, labels };
    },
    /** The first hits of words, without the tables; `spread` has the number of transcripts by type. */
    async first(query, types) {
      const terms = termsOf(query);
      const found = await ask(indexes, terms, types.length ? types : TYPES);
      const passages = inUnits(found, passagesOf(found));
      const weights = weigh(passages, terms.length, total);
      const records = [...new Set(rank(passages, weights).map((hit) => hit.unit.record))];
      const best = records.slice(0, terms.some(isPhrase) ? BEST_OF_PHRASES : BEST);
      const texts = new Map(await Promise.all(best.map(async ({ index, id }) => [id, await index.text(id)])));
      const near = found.map((records) => records.filter(({ id }) => texts.has(id)));
      const hits = await literal(inUnits(near, ({ id }) => texts.get(id).units), terms);
      return { hits: await sharpen(rank(hits, weights), terms), spread: spread(found), isAll: best.length === records.length };
    },
  };
}

/** Words and “quoted phrases” of a query. */
export function termsOf(query) {
  const found = query.replace(/[“”„«»]/g, '"').match(/"[^"]*"|[^\s"]+/g) ?? [];
  return [...new Set(found.filter(isWord))];
}

function isWord(term) {
  return /[\p{L}\p{N}]/u.test(term);
}

function isPhrase(term) {
  return term.startsWith('"');
}

/** By term: the records that have it, and where. */
async function ask(indexes, terms, types) {
  return Promise.all(terms.map(async (term) => {
    const words = isPhrase(term) ? term.slice(1, -1).split(/\s+/).filter(isWord) : [term];
    const answers = indexes.map(async (index) => {
      const [first, ...next] = await Promise.all(words.map((word) => index.search(word, types)));
      return [...first]
        .map(([id, { type, places }]) => ({ index, id, type, places: inRow(places, next.map((of) => new Set(of.get(id)?.places))) }))
        .filter(({ places }) => places.length);
    });
    return (await Promise.all(answers)).flat();
  }));
}

/** The places where the words of a phrase begin to stand in a row: Pagefind gives but one a record. */
function inRow(starts, next) {
  return starts.filter((start) => {
    let ends = [start];
    // The parts of “zero-sum” have one place.
    return next.every((places) => {
      ends = [...new Set(ends.flatMap((end) => [end, end + 1]))].filter((place) => places.has(place));
      return ends.length;
    });
  });
}

/** Passages of a record that have words of the query, instead of its units: what lies near together. */
function passagesOf(found) {
  const places = new Map();
  for (const record of found.flat()) {
    places.set(record.id, [...(places.get(record.id) ?? []), ...record.places]);
  }
  const passages = new Map();
  return (record) => {
    if (!passages.has(record.id)) passages.set(record.id, cut(places.get(record.id).sort((a, b) => a - b), record));
    return passages.get(record.id);
  };
}

function cut(places, record) {
  const passages = [];
  for (const place of places) {
    const last = passages.at(-1);
    if (last && place - last.end < APART) last.end = place + 1;
    else passages.push({ record, start: place, words: place, end: place + 1 });
  }
  return passages;
}

/** Of hits on a quoted phrase those that have it letter by letter, case and accents aside: Pagefind takes endings as one. */
async function literal(hits, terms) {
  const phrases = terms.flatMap((term, at) => (isPhrase(term) ? [[at, fold(term)]] : []));
  if (!phrases.length) return hits;
  await Promise.all(hits.map(async (hit) => {
    const { words } = await hit.unit.index.text(hit.unit.id);
    for (const [term, phrase] of phrases) {
      const kept = new Set(hit.of[term].flatMap((place) => placesOf(words, place, phrase)));
      hit.of[term] = [...kept].sort((a, b) => a - b);
    }
  }));
  return hits.filter((hit) => phrases.every(([term]) => hit.of[term].length));
}

/** The first hits, those with the very words before those with other endings of them. */
async function sharpen(hits, terms) {
  const asked = terms.map(fold);
  const first = await Promise.all(hits.slice(0, FIRST).map(async (hit) => {
    const { words } = await hit.unit.index.text(hit.unit.id);
    const exact = hit.of.filter((places, term) => places.some((place) => fold(words[place] ?? "") === asked[term]));
    return { ...hit, score: hit.score * (1 + exact.length / terms.length) };
  }));
  return [...first.sort((a, b) => b.score - a.score || byDay(a, b)), ...hits.slice(FIRST)];
}

/** The places of a phrase that begins at a word, or none. */
function placesOf(words, place, phrase) {
  let read = "";
  const places = [];
  while (read.length < phrase.length && place + places.length < words.length) {
    read += fold(words[place + places.length]);
    places.push(place + places.length);
  }
  return read === phrase ? places : [];
}

function fold(text) {
  return text.normalize("NFD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** What all facets let through; and what each value of a facet would show: what all other facets let through. */
function narrow(hits, chosen) {
  const counts = { type: new Map() };
  const kept = [];
  for (const hit of hits) {
    const against = Object.entries(chosen).filter(([facet, ids]) => !(hit.unit.of[facet] ?? []).some((id) => ids.has(id)));
    if (against.length > 1) continue;
    if (against.length === 0) kept.push(hit);
    for (const [facet, ids] of Object.entries(hit.unit.of)) {
      if (against.length && against[0][0] !== facet) continue;
      const of = (counts[facet] ??= new Map());
      for (const id of ids) of.set(id, (of.get(id) ?? 0) + 1);
    }
  }
  return { kept, counts };
}

/** In how many records of each type every term stands; if there is none, any. */
function spread(found) {
  const times = new Map();
  for (const { id, type } of found.flat()) times.set(id, { type, terms: (times.get(id)?.terms ?? 0) + 1 });
  const most = Math.max(0, ...[...times.values()].map(({ terms }) => terms));
  const of = (type) => [...times.values()].filter((one) => one.type === type && one.terms === most).length;
  return { turn: of("turn"), note: of("note") };
}

/** What facets' values are called in all languages, in order: by rank, or else by what they are called. */
function labelsOf(indexes, tables) {
  const found = {};
  for (const [facet, values] of [...tables.values()].flatMap((table) => table.labels.flatMap(Object.entries))) {
    for (const [id, label, rank = 0] of values) (found[facet] ??= new Map()).set(id, { label, rank });
  }
  const { lang } = document.documentElement;
  const { compare } = new Intl.Collator(lang);
  const labels = {};
  for (const [facet, values] of Object.entries(found)) {
    const sorted = [...values].sort(([, a], [, b]) => a.rank - b.rank || compare(a.label, b.label));
    labels[facet] = new Map(sorted.map(([id, { label }]) => [id, label]));
  }
  const names = new Intl.DisplayNames(lang, { type: "language" });
  labels.language = new Map(indexes.map(({ language }) => [language, names.of(language)]));
  return labels;
}
