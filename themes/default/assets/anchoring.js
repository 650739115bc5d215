// From a part of the page, or from words, to what a note says about its place: the rules of the program's anchoring.
// Offsets are UTF-16 units, and never leave the browser.

import { Folded, WORDS, fold, oneLine, unspaced } from "./folding.js";

const NEAR = 6; // words on each side that are tried in every combination, fewest first
const REACH = 4096; // units on each side that are looked at before the whole text is taken
const AROUND = 60; // units of the words around a place that are shown with it
const NOBODYS = ".incident, h1, h2, h3, h4, h5, h6"; // within a turn, and no word of its speaker
// Letters that make one word with their neighbours. Scripts that put no space between words have none.
const JOINED = "(?![\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmr}\\p{sc=Mymr}])[\\p{L}\\p{M}\\p{N}_]";
const [ENDS_JOINED, STARTS_JOINED] = [new RegExp(`${JOINED}$`, "u"), new RegExp(`^${JOINED}`, "u")];
const OTHERS = "[data-apparatus], [role=doc-noteref], [role=doc-footnote], script, style, template";

/** The text layer of a transcript. `article` shows it, `text` is its transcript.txt. */
export class TextLayer {
  constructor(article, text) {
    this.article = article;
    this.text = text;
    this.folded = new Folded(text);
  }

  /** Whether the page has the words of the text layer, one by one: it may be older, or translated. */
  isShown() {
    return unspaced([...this.#nodes()].map((node) => node.data).join("")) === unspaced(this.text);
  }

  /** What describes the selected words; null if none of them is the transcript's. */
  describeRange(range) {
    let passed = 0;
    let first = null;
    let last = null;
    for (const node of this.#nodes()) {
      if (range.intersectsNode(node)) {
        const from = node === range.startContainer ? range.startOffset : 0;
        const to = node === range.endContainer ? range.endOffset : node.data.length;
        const before = unspaced(node.data.slice(0, from)).length;
        const within = unspaced(node.data.slice(from, to)).length;
        if (within > 0) {
          first ??= passed + before;
          last = passed + before + within;
        }
      }
      passed += unspaced(node.data).length;
    }
    if (first === null) return null;
    const place = this.folded.around(this.#offset(first), this.#offset(last - 1) + 1);
    return place && this.told(place);
  }

  /**
   * The places in the folded text that read as the words do, no more than `most`. Where some are whole words,
   * those within longer ones are left out; what describes a place tells it from all of them.
   */
  find(words, most) {
    const places = [...this.#places(fold(words))];
    const whole = places.filter(([start, end]) => !this.#isWithinWord(start) && !this.#isWithinWord(end));
    return (whole.length ? whole : places).slice(0, most);
  }

  /** The labels of those who say the words of a place, in their order. */
  speakers(place) {
    const [from, to] = this.folded.rangeOf(...place);
    const first = unspaced(this.text.slice(0, from)).length;
    const last = first + unspaced(this.text.slice(from, to)).length;
    const found = new Map();
    let passed = 0;
    for (const node of this.#nodes()) {
      const start = passed;
      passed += unspaced(node.data).length;
      if (passed === start || passed <= first || start >= last || node.parentElement.closest(NOBODYS)) continue;
      const turn = node.parentElement.closest("[data-turn]");
      if (turn && !found.has(turn.dataset.speaker)) found.set(turn.dataset.speaker, turn.querySelector(".speaker .name").textContent);
    }
    return [...found.values()];
  }

  /** What describes a place, and who says its words. */
  told(place) {
    return { ...this.describe(place), speakers: this.speakers(place) };
  }

  /** What a note says about a place: its words and, if they recur, the fewest around them that tell it from the rest. */
  describe(place) {
    const { text, folded } = this;
    const [from, to] = folded.rangeOf(...place);
    const quote = oneLine(text.slice(from, to));
    const around = (start, end) => oneLine(text.slice(start, end));
    const rivals = [];
    for (const [start, end] of this.#places(folded.text.slice(...place))) {
      // White space at the seams does not count.
      if (start !== place[0]) rivals.push([start - (folded.text[start - 1] === " "), end + (folded.text[end] === " ")]);
    }
    if (rivals.length === 0) return { quote };
    const before = wordsBefore(text, from);
    const after = wordsAfter(text, to);
    for (const [b, a] of counts(before.length, after.length)) {
      const prefix = b ? around(before[b - 1], from) : "";
      const suffix = a ? around(to, after[a - 1]) : "";
      const [head, tail] = [fold(prefix), fold(suffix)];
      if (!rivals.some(([start, end]) => folded.text.endsWith(head, start) && folded.text.startsWith(tail, end))) return { quote, prefix, suffix };
    }
    return { quote, prefix: around(0, from), suffix: around(to) };
  }

  /** The words of a place, and a little of what stands before and after it. */
  show(place) {
    const [from, to] = this.folded.rangeOf(...place);
    const before = this.text.slice(Math.max(0, from - AROUND), from).replace(/^\S*\s/, "");
    const after = this.text.slice(to, to + AROUND).replace(/\s\S*$/, "");
    return [before, this.text.slice(from, to), after].map((words) => words.replace(/\s+/g, " "));
  }

  #isWithinWord(at) {
    const { text } = this.folded;
    return ENDS_JOINED.test(text.slice(Math.max(0, at - 2), at)) && STARTS_JOINED.test(text.slice(at, at + 2));
  }

  *#places(phrase) {
    if (!phrase) return;
    for (let start = this.folded.text.indexOf(phrase); start >= 0; start = this.folded.text.indexOf(phrase, start + 1)) {
      if (this.folded.rangeOf(start, start + phrase.length)) yield [start, start + phrase.length];
    }
  }

  /** The text nodes of the article that are the transcript's words. */
  *#nodes() {
    const accept = (node) => (node.nodeType === Node.TEXT_NODE ? NodeFilter.FILTER_ACCEPT : node.matches(OTHERS) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP);
    const walker = document.createTreeWalker(this.article, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, accept);
    while (walker.nextNode()) yield walker.currentNode;
  }

  /** The offset of the nth unit of the text that is no white space. */
  #offset(n) {
    for (const word of this.text.matchAll(WORDS)) {
      if (n < word[0].length) return word.index + n;
      n -= word[0].length;
    }
    return this.text.length;
  }
}

/** How many words to take before and after, in the order in which they are tried. */
function* counts(before, after) {
  for (let total = 1; total <= 2 * NEAR; total += 1) {
    for (let b = Math.max(0, total - NEAR); b <= Math.min(NEAR, total); b += 1) {
      if (b <= before && total - b <= after) yield [b, total - b];
    }
  }
  for (let far = 2 * NEAR; far < 2 * Math.max(before, after); far *= 2) yield [Math.min(far, before), Math.min(far, after)];
}

/** Where the words before an offset begin, nearest first. */
function wordsBefore(text, offset) {
  const begin = Math.max(0, offset - REACH);
  return [...text.slice(begin, offset).matchAll(WORDS)].map((word) => begin + word.index).reverse();
}

/** Where the words after an offset end, nearest first. */
function wordsAfter(text, offset) {
  return [...text.slice(offset, offset + REACH).matchAll(WORDS)].map((word) => offset + word.index + word[0].length);
}
