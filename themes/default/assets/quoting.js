// From a part of the page to the words that tell it from all others, as postil/anchoring/describing.py does.

import { Folded, WORDS, fold, oneLine, unspaced } from "./folding.js";

const NEAR = 6; // words on each side that are tried in every combination, fewest first
const REACH = 4096; // units on each side that are looked at before the whole text is taken
const OTHERS = "[data-apparatus], [role=doc-noteref], [role=doc-footnote], script, style, template";
// Invisible, and folded away; those that some writing needs are kept.
const HIDDEN = /[\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufff8]/g;
// In a quote, this stands for words left out; where it is said, an invisible hyphen keeps it from being taken for that.
const SKIP = /\[(\u2026|\.\.\.)\]/g;

/** The text layer of an article's page. Throws what fetch throws. */
export async function textLayer() {
  const link = document.querySelector("link[rel=alternate][type='text/plain']");
  const answer = await fetch(link.href);
  if (!answer.ok) throw new Error(`${answer.status} ${link.href}`);
  return answer.text();
}

/** Whether the page has the words of the text layer, one by one: it may be older, or translated. */
export function isSame(article, text) {
  return unspaced([...textNodes(article)].map((node) => node.data).join("")) === unspaced(text);
}

/** Where a range of the page begins and ends in the text layer, its white space aside; null without a word. */
export function placeOf(article, range, text) {
  let passed = 0;
  let first = null;
  let last = null;
  for (const node of textNodes(article)) {
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
  return first === null ? null : [offsetOf(text, first), offsetOf(text, last - 1) + 1];
}

/** What a note says about a place: its words, and those around them if they recur. Null if there are none. */
export function describe(text, place) {
  const folded = new Folded(text);
  const found = folded.around(...place);
  if (!found) return null;
  const here = folded.rangeOf(...found);
  const phrase = folded.text.slice(...found);
  const quote = said(text.slice(...here));
  const rivals = [];
  for (let start = folded.text.indexOf(phrase); start >= 0; start = folded.text.indexOf(phrase, start + 1)) {
    const end = start + phrase.length;
    if (start !== found[0] && folded.rangeOf(start, end)) rivals.push(edges(folded.text, start, end));
  }
  if (rivals.length === 0) return { quote };
  const before = wordsBefore(text, here[0]);
  const after = wordsAfter(text, here[1]);
  for (const [b, a] of counts(before.length, after.length)) {
    const prefix = b ? around(text.slice(before[b - 1], here[0])) : "";
    const suffix = a ? around(text.slice(here[1], after[a - 1])) : "";
    const [head, tail] = [fold(prefix), fold(suffix)];
    if (!rivals.some(([start, end]) => folded.text.endsWith(head, start) && folded.text.startsWith(tail, end))) {
      return { quote, ...(prefix && { prefix }), ...(suffix && { suffix }) };
    }
  }
  return { quote, prefix: around(text.slice(0, here[0])), suffix: around(text.slice(here[1])) };
}

/** Whether an element has words of the text layer in it. */
export function hasWords(article, element) {
  for (const node of textNodes(article)) if (element.contains(node) && fold(node.data)) return true;
  return false;
}

function* textNodes(article) {
  const accept = (node) => (node.nodeType === Node.TEXT_NODE ? NodeFilter.FILTER_ACCEPT : node.matches(OTHERS) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP);
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, accept);
  while (walker.nextNode()) yield walker.currentNode;
}

/** The offset of the nth unit of a text that is no white space. */
function offsetOf(text, n) {
  for (const word of text.matchAll(WORDS)) {
    if (n < word[0].length) return word.index + n;
    n -= word[0].length;
  }
  return text.length;
}

function around(words) {
  return oneLine(words.replace(HIDDEN, ""));
}

function said(words) {
  const quote = around(words);
  return /\s\[(?:\u2026|\.\.\.)\]\s/.test(` ${quote} `) ? quote.replace(SKIP, "[\u00ad$1]") : quote;
}

/** Where in the folded text the words around a place end and begin, white space at the seams aside. */
function edges(text, start, end) {
  return [start - (text[start - 1] === " "), end + (text[end] === " ")];
}

/** How many words to take before and after, in the order in which they are tried. */
function* counts(before, after) {
  for (let total = 1; total <= 2 * NEAR; total += 1) {
    for (let b = 0; b <= total; b += 1) {
      const a = total - b;
      if (b <= Math.min(NEAR, before) && a <= Math.min(NEAR, after)) yield [b, a];
    }
  }
  for (let far = 2 * NEAR; far < 2 * Math.max(before, after); far *= 2) yield [Math.min(far, before), Math.min(far, after)];
}

function wordsBefore(text, offset) {
  const begin = Math.max(0, offset - REACH);
  return [...text.slice(begin, offset).matchAll(WORDS)].map((word) => begin + word.index).reverse();
}

function wordsAfter(text, offset) {
  return [...text.slice(offset, offset + REACH).matchAll(WORDS)].map((word) => offset + word.index + word[0].length);
}
