// The text of a note's file: YAML that reads back to exactly what was typed, whatever it was.

const ORDER = ["id", "kind", "quote", "prefix", "suffix", "turn", "verdict", "claim", "body", "sources", "authors", "created"];
const PLAIN = /^\p{L}(?:[\p{L}\p{M}\p{N}_ ()./\u2019'-]*[\p{L}\p{M}\p{N}_.)])?$/u;
const ADDRESS = /^https?:\/\/[\w./~%?=&+-]+$/; // nothing that ends a plain value or begins a comment
const DATE = /^\d{4}(?:-\d{2}){0,2}$/;
const NO_STRING = /^(?:true|false|yes|no|on|off|y|n|null)$/i;
// What YAML does not hold as it is, what it takes for the end of a line, and what nobody sees.
const ESCAPED = /["\\\0-\x1f\x7f-\xa0\xad\u034f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\ufff8\ufffe\uffff]/gu;
const UNFIT_FOR_BLOCK = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/u;

/** The file of a note. Fields that are empty are left out. */
export function noteFile(note) {
  const lines = ORDER.filter((name) => note[name]?.length || note[name] > 0).map((name) => {
    if (name === "body") return `body: ${block(note.body)}`;
    if (name === "sources") return `sources:\n${note.sources.map(source).join("\n")}`;
    if (name === "authors") return `authors:\n${note.authors.map((author) => `  - ${scalar(author)}`).join("\n")}`;
    return `${name}: ${scalar(String(note[name]), name)}`;
  });
  return `${lines.join("\n")}\n`;
}

/** The first words as an id; empty if they have no Latin letter and no digit. */
export function kebab(words) {
  const plain = words.normalize("NFKD").replace(/[\p{M}'\u2018\u2019\u02bc]/gu, "").toLowerCase();
  let id = "";
  for (const word of plain.match(/[a-z0-9]+/g) ?? []) {
    if (id && id.length + word.length > 40) break;
    id += (id && "-") + word.slice(0, 60);
  }
  return id;
}

function source(given) {
  const lines = ["title", "publisher", "url", "date"].filter((name) => given[name]).map((name) => `${name}: ${scalar(given[name], name)}`);
  return `  - ${lines.join("\n    ")}`;
}

function scalar(text, name) {
  const isPlain = name === "turn" || DATE.test(text) || ADDRESS.test(text) || (PLAIN.test(text) && !NO_STRING.test(text));
  return isPlain ? text : `"${text.replace(ESCAPED, escaped)}"`;
}

function escaped(character) {
  if (character === "\n") return "\\n";
  if (character === "\t") return "\\t";
  if (character === '"' || character === "\\") return `\\${character}`;
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Text over several lines, as it is; in quotation marks if a line of it could not stand so. */
function block(text) {
  if (UNFIT_FOR_BLOCK.test(text)) return `"${`${text}\n`.replace(ESCAPED, escaped)}"`;
  const indented = text.split("\n").map((line) => line && `  ${line}`);
  // The first line says how far all are indented, unless it begins with white space itself.
  return `|${/^\s/.test(text) ? "2" : ""}\n${indented.join("\n")}`;
}
