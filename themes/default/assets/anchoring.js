// The words of a transcript as the program matches them: its text layer, folding, and what tells a place from others.

const WHITE = "[\\s\\x1c-\\x1f\\x85]";
const NEAR = 6; // words on each side that are tried in every combination, fewest first
const SKIP = / \[(?:…|\.\.\.)\] /;

/** A text without the differences that do not count: what the program's folding does. */
export function fold(text) {
  return text
    .replace(/\p{DI}+/gu, "")
    .replace(new RegExp(`${WHITE}+`, "gu"), " ")
    .replace(/\p{Dash}+/gu, "-")
    .replace(/['‘’‚‛ʼ]/gu, "'")
    .replace(/["“”„‟]/gu, '"')
    .replace(/…/gu, "...")
    .normalize("NFC");
}

/**
 * The text layer of a transcript. `article` shows it, `text` is its transcript.txt. Offsets are UTF-16 code
 * units, and never leave this module.
 */
export class TextLayer {
  constructor(article, text) {
    this.article = article;
    this.text = text;
    this.folded = fold(text);
    this.visible = offsetsOfVisible(text);
  }

  /** What describes the selected words; null if none of them is the transcript's. */
  describeRange(range) {
    const first = this.#visibleBefore(range.startContainer, range.startOffset);
    const last = this.#visibleBefore(range.endContainer, range.endOffset);
    if (first >= last) return null;
    const [from, to] = whole(this.text, this.visible[first], this.visible[last - 1] + 1);
    return from < to ? this.#describe(from, to) : null;
  }

  /** What describes each place where words stand; null if the words skip some, which is not judged here. */
  find(quote) {
    if (SKIP.test(quote)) return null;
    const wanted = fold(quote).trim();
    return wanted ? this.#places(wanted).map((place) => this.#describe(this.#offset(place), this.#offset(place + wanted.length))) : [];
  }

  /** The quote, with the words around it that tell it from the same words elsewhere; `around` shows it in place. */
  #describe(from, to) {
    const { text } = this;
    const quote = oneLine(text.slice(from, to));
    const wanted = fold(quote).trim();
    const here = fold(text.slice(0, from)).length;
    const around = [oneLine(`${text.slice(Math.max(0, from - 60), from)}x`).slice(0, -1), oneLine(`x${text.slice(to, to + 60)}`).slice(1)];
    const rivals = this.#places(wanted).filter((place) => place !== here);
    const fits = (place, before, after) =>
      (this.folded.endsWith(before, place) || this.folded.endsWith(`${before} `, place)) &&
      (this.folded.startsWith(after, place + wanted.length) || this.folded.startsWith(` ${after}`, place + wanted.length));
    if (!rivals.length) return { quote, around };
    const before = wordStarts(text, from);
    const after = wordEnds(text, to);
    for (const [b, a] of counts(before.length, after.length)) {
      const prefix = b ? oneLine(text.slice(before[b - 1], from)) : "";
      const suffix = a ? oneLine(text.slice(to, after[a - 1])) : "";
      if (!rivals.some((place) => fits(place, fold(prefix), fold(suffix)))) return { quote, prefix, suffix, around };
    }
    return { quote, prefix: oneLine(text.slice(0, from)), suffix: oneLine(text.slice(to)), around };
  }

  #places(wanted) {
    const places = [];
    for (let at = this.folded.indexOf(wanted); at >= 0; at = this.folded.indexOf(wanted, at + 1)) places.push(at);
    return places;
  }

  /** Where in the text a folded offset stands. */
  #offset(place) {
    let low = 0;
    let high = this.text.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (fold(this.text.slice(0, middle)).length < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** How many visible characters of the transcript stand before a point of the page. */
  #visibleBefore(container, offset) {
    const point = new Range();
    point.setStart(container, offset);
    const walker = document.createTreeWalker(this.article, NodeFilter.SHOW_TEXT);
    let count = 0;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node !== container && point.comparePoint(node, 0) >= 0) break;
      if (!isTranscript(node)) {
        if (node === container) break;
        continue;
      }
      count += offsetsOfVisible(node === container ? node.data.slice(0, offset) : node.data).length;
      if (node === container) break;
    }
    return count;
  }
}

function isTranscript(node) {
  return !node.parentElement.closest("[data-apparatus], [role=doc-noteref], .notes");
}

function offsetsOfVisible(text) {
  const white = new RegExp(WHITE, "u");
  const offsets = [];
  for (let at = 0; at < text.length; at += 1) if (!white.test(text[at])) offsets.push(at);
  return offsets;
}

/** The range, widened to characters that are written with several code points, and to runs of dashes; white space cut off. */
function whole(text, from, to) {
  const isInside = (at) => {
    if (at <= 0 || at >= text.length) return false;
    const next = text.slice(at, at + 2);
    if (/^[\p{M}\p{DI}\u1161-\u1175\u11a8-\u11c2\udc00-\udfff]/u.test(next)) return true;
    return /^\p{Dash}/u.test(next) && /\p{Dash}\p{DI}*$/u.test(text.slice(Math.max(0, at - 8), at));
  };
  if (from > 0 && !new RegExp(WHITE, "u").test(text[from - 1])) while (isInside(from)) from -= 1;
  while (isInside(to)) to += 1;
  const lead = new RegExp(`^[${WHITE.slice(1, -1)}\\p{DI}]+`, "u").exec(text.slice(from, to));
  if (lead) from += lead[0].length;
  const rest = new RegExp(`${WHITE}[${WHITE.slice(1, -1)}\\p{DI}]*$`, "u").exec(text.slice(from, to));
  if (rest) to -= rest[0].length;
  return [from, to];
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
function wordStarts(text, offset) {
  return [...text.slice(0, offset).matchAll(/\S+/gu)].map((word) => word.index).reverse();
}

/** Where the words after an offset end, nearest first. */
function wordEnds(text, offset) {
  return [...text.slice(offset).matchAll(/\S+/gu)].map((word) => offset + word.index + word[0].length);
}

function oneLine(text) {
  return text.trim().split(new RegExp(`${WHITE}+`, "u")).join(" ");
}
