// Text without the differences that do not count, and the way back: what postil/anchoring/folding.py does,
// so that what is found here is found there. Offsets are UTF-16 units, and never leave the browser.

const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const DASH =
  "\\-\\u058a\\u05be\\u1400\\u1806\\u2010-\\u2015\\u2053\\u207b\\u208b\\u2212\\u2e17\\u2e1a\\u2e3a\\u2e3b\\u2e40\\u2e5d" +
  "\\u301c\\u3030\\u30a0\\ufe31\\ufe32\\ufe58\\ufe63\\uff0d\\u{10d6e}\\u{10ead}";
const IGNORABLE =
  "\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164" +
  "\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufff8\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}";
const ACCENTS = "[\\u0300-\\u036f]{0,8}";
const UNIT = new RegExp(
  `(?<space>[${SPACE}][${SPACE}${IGNORABLE}]*)` +
    `|(?<dash>[${DASH}][${DASH}${IGNORABLE}]*)` +
    `|(?<single>['\\u2018\\u2019\\u201a\\u201b\\u02bc][${IGNORABLE}]*)` +
    `|(?<double>["\\u201c\\u201d\\u201e\\u201f][${IGNORABLE}]*)` +
    `|(?<ellipsis>\\u2026[${IGNORABLE}]*)` +
    `|(?<letter>[^${IGNORABLE}](?:${ACCENTS}[${IGNORABLE}]+)+${ACCENTS})` +
    `|(?<nothing>[${IGNORABLE}]+)`,
  "gu",
);
const FOLDED = { space: " ", dash: "-", single: "'", double: '"', ellipsis: "...", nothing: "" };
const IGNORED = new RegExp(`[${IGNORABLE}]+`, "gu");
const SPACES = new RegExp(`[${SPACE}]+`, "gu");
const MARK = /^\p{M}/u;
const ATTACHED = /^[\p{M}\u1161-\u1175\u11a8-\u11c2]/u; // what NFC may join to the character before it

/** Runs of what does not count as white space. */
export const WORDS = new RegExp(`[^${SPACE}]+`, "gu");

/** The text without any white space. */
export function unspaced(text) {
  return text.replace(SPACES, "");
}

/** The text on one line, its ends trimmed. */
export function oneLine(text) {
  return text.split(SPACES).filter(Boolean).join(" ");
}

/** The folded text alone, its ends trimmed. */
export function fold(text) {
  return new Folded(text).text.replace(/^ +| +$/g, "");
}

/** A folded text with its way back. */
export class Folded {
  constructor(text) {
    this.pieces = []; // a piece that is a unit folds as a whole; any other is the same on both sides
    const words = [];
    let length = 0;
    for (const [content, start, end, isUnit] of pieces(text)) {
      if (!content) continue;
      this.pieces.push({ foldedStart: length, foldedEnd: length + content.length, start, end, isUnit });
      words.push(content);
      length += content.length;
    }
    this.text = words.join("");
  }

  /** The range of the original that folds to a range, or null if that cuts a unit or a letter from its marks. */
  rangeOf(start, end) {
    if (start >= end) return null;
    const first = this.#piece(start, "foldedStart");
    const last = this.#piece(end - 1, "foldedStart");
    if (first.isUnit && start !== first.foldedStart) return null;
    if (last.isUnit && end !== last.foldedEnd) return null;
    if (this.isMark(end)) return null;
    return [
      first.start + (first.isUnit ? 0 : start - first.foldedStart),
      last.isUnit ? last.end : last.start + end - last.foldedStart,
    ];
  }

  /** The least folded range that holds a range of the original and cuts nothing, white space at its ends aside. */
  around(start, end) {
    let from = this.#offset(start, "foldedStart");
    let to = this.#offset(end, "foldedEnd");
    while (from < to && this.text[from] === " ") from += 1;
    while (from < to && this.text[to - 1] === " ") to -= 1;
    if (from === to) return null;
    while (from > 0 && (this.isMark(from) || isLowSurrogate(this.text, from))) from = this.#before(from);
    while (to < this.text.length && (this.isMark(to) || isLowSurrogate(this.text, to))) to = this.#after(to);
    return [from, to];
  }

  /** Whether a combining mark stands at a folded offset. */
  isMark(offset) {
    return MARK.test(this.text.slice(offset, offset + 2));
  }

  #offset(offset, edge) {
    const piece = this.#piece(edge === "foldedEnd" ? offset - 1 : offset, "start");
    if (!piece) return 0;
    if (offset >= piece.end) return piece.foldedEnd;
    return piece.isUnit ? piece[edge] : piece.foldedStart + offset - piece.start;
  }

  #before(offset) {
    const piece = this.#piece(offset - 1, "foldedStart");
    return piece.isUnit ? piece.foldedStart : offset - 1;
  }

  #after(offset) {
    const piece = this.#piece(offset, "foldedStart");
    return piece.isUnit ? piece.foldedEnd : offset + 1;
  }

  /** The last piece that begins at an offset or before it; `side` says in which text. */
  #piece(offset, side) {
    let low = 0;
    let high = this.pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.pieces[middle][side] <= offset) low = middle + 1;
      else high = middle;
    }
    return this.pieces[low - 1];
  }
}

function isLowSurrogate(text, offset) {
  return /[\udc00-\udfff]/.test(text[offset]) && /[\ud800-\udbff]/.test(text[offset - 1]);
}

function* pieces(text) {
  let position = 0;
  for (const unit of text.matchAll(UNIT)) {
    const start = unit.index;
    const end = start + unit[0].length;
    const kind = Object.keys(unit.groups).find((name) => unit.groups[name] !== undefined);
    if (unit[0] === FOLDED[kind]) continue; // it folds to itself: let the stretch run on
    yield* normalised(text, position, start);
    yield [kind === "letter" ? unit[0].replace(IGNORED, "").normalize("NFC") : FOLDED[kind], start, end, true];
    position = end;
  }
  yield* normalised(text, position, text.length);
}

/** A stretch without units, in NFC: letters that are composed become units of their own. */
function* normalised(text, start, end) {
  if (start === end) return;
  const stretch = text.slice(start, end);
  if (stretch.normalize("NFC") === stretch) {
    yield [stretch, start, end, false];
    return;
  }
  let cluster = "";
  let begin = start;
  for (const character of stretch) {
    if (cluster && !ATTACHED.test(character)) {
      yield composed(cluster, begin);
      begin += cluster.length;
      cluster = "";
    }
    cluster += character;
  }
  yield composed(cluster, begin);
}

function composed(cluster, begin) {
  const content = cluster.normalize("NFC");
  return [content, begin, begin + cluster.length, content !== cluster || [...cluster].length > 1];
}
