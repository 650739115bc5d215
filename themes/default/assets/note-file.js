// A note as the file that the program reads: YAML in which any text is read back as it was typed.

// What every version of YAML takes for a plain string: as in the program's yaml_strings.py.
const PLAIN = /^\p{L}(?:[\p{L}\p{N}_ ()./’'-]*[\p{L}\p{N}_.)])?$/u;
const NOT_STRINGS = new Set(["true", "false", "yes", "no", "on", "off", "y", "n", "null"]);
const ESCAPED = /["\\\u0000-\u001f\u007f-\u009f\u00ad\u2028\u2029\ufeff\ufffe\uffff]/g;
// In a quote this stands for words left out. Where it is said, a soft hyphen, which does not count, keeps it from that.
const SKIP = /\s\[(?:…|\.\.\.)\]\s/;
const INVISIBLE = /[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]/g;
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const RESERVED = /^(?:con|prn|aux|nul|index|com[1-9]|lpt[1-9])$/;

/** The file of a note. Its fields are strings; `sources` are objects of strings; what is empty is left out. */
export function noteFile(note) {
  const lines = [];
  for (const key of ["id", "kind", "quote", "prefix", "suffix", "turn", "verdict", "claim", "title"]) {
    if (note[key]) lines.push(`${key}: ${key === "turn" ? note.turn : scalar(key === "quote" ? literal(note.quote) : line(note[key]))}`);
  }
  const body = several(note.body);
  lines.push(isBlock(body) ? `body: |\n${body.replace(/^(?=.)/gm, "  ")}` : `body: ${quoted(body)}`);
  const sources = note.sources.filter((source) => Object.values(source).some(Boolean));
  if (sources.length) lines.push("sources:");
  for (const source of sources) {
    const fields = ["title", "publisher", "url", "date"].filter((key) => source[key]);
    fields.forEach((key, at) => {
      const value = key === "date" ? source.date : scalar(line(source[key]));
      lines.push(`${at ? "    " : "  - "}${key}: ${value}`);
    });
  }
  if (note.author) lines.push(`authors:\n  - ${scalar(line(note.author))}`);
  lines.push(`created: ${note.created}`);
  return `${lines.join("\n")}\n`;
}

/** A free id made of the first words of a text. */
export function proposedId(text, taken) {
  const words = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[a-z0-9]+/g) ?? [];
  let id = words.slice(0, 6).join("-").slice(0, 50).replace(/-$/, "") || "note";
  if (RESERVED.test(id)) id += "-note";
  let free = id;
  for (let number = 2; taken.includes(free); number += 1) free = `${id}-${number}`;
  return free;
}

/** What is wrong with an id: the name of the error, or null. */
export function idFault(id, taken) {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || id.length > 100 || RESERVED.test(id)) return "shape";
  return taken.includes(id) ? "taken" : null;
}

/** A text on one line, without what cannot be seen. */
export function line(text) {
  return several(text).replace(INVISIBLE, "").replace(/\s+/gu, " ").trim();
}

function literal(quote) {
  const words = line(quote);
  return SKIP.test(` ${words} `) ? words.replace(/\[(?=(?:…|\.\.\.)\])/g, "[\u00ad") : words;
}

function several(text) {
  return (text ?? "").replace(/\r\n?/g, "\n").replace(CONTROLS, "").replace(/^\n+|\s+$/g, "");
}

function scalar(text) {
  return PLAIN.test(text) && !NOT_STRINGS.has(text.toLowerCase()) ? text : quoted(text);
}

function quoted(text) {
  const escape = (found) => ({ '"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t" })[found]
    ?? `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return `"${text.replace(ESCAPED, escape)}"`;
}

/** Whether a text stands in a block as it is: no white space at the ends of lines, nothing to be escaped. */
function isBlock(text) {
  return /^[^\s]/u.test(text) && !/[ \t\u0080-\u009f\u2028\u2029\ufeff\ufffe\uffff](?:\n|$)|[\t\u0080-\u009f\u2028\u2029\ufeff\ufffe\uffff]/u.test(text);
}
