// What a field of a note may hold: the rules that “check” applies to it, in the reader's browser.

const RESERVED = /^(?:con|prn|aux|nul|index|(?:com|lpt)[1-9])$/;
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const NO_TEXT = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|\p{Cs}/u;
const TURNS_TEXT = /[\u202a-\u202e\u2066-\u2069]/u;
const HOST = /^(?:[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*\.?|\[[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/u;
// Where Markdown has an address: behind a text in brackets, in angle brackets, behind a label.
const LINKS = /\]\(\s*<?([^\s)>]*)|<([a-zA-Z][\w+.-]*:[^\s<>]*)>|^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)/gm;

/** What is wrong with a name of a note: the name of a message, or null. */
export function idFault(id, taken) {
  if (!ID.test(id) || id.length > 100) return "badId";
  if (RESERVED.test(id)) return "reservedId";
  return taken.has(id) ? "takenId" : null;
}

/** Whether an address is one that a reader can follow. */
export function isAddress(address) {
  if (/[\s\\\p{Cc}\p{Cf}]/u.test(address)) return false;
  if (/^mailto:/i.test(address)) return /^[^@/]+@[^@/]+$/.test(address.slice("mailto:".length).split("?")[0]);
  const found = /^https?:\/\/([^/?#]*)/i.exec(address);
  return found !== null && HOST.test(found[1]) && URL.canParse(address);
}

/** Whether a date is a year, a month or a day of the calendar. */
export function isDate(date) {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date);
  if (!found || Number(found[1]) === 0) return false;
  const whole = `${found[1]}-${found[2] ?? "01"}-${found[3] ?? "01"}`;
  const day = new Date(`${whole}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(whole);
}

/** Whether a name is no id, or one of a contributor: a word in lower case would be taken for an id. */
export function isAuthor(name, contributors) {
  return !ID.test(name) || contributors.includes(name);
}

/** The code of a character that is no text, or that turns the text round where nothing may; or null. */
export function badCharacter(text, isName = false) {
  const found = NO_TEXT.exec(text) ?? (isName ? TURNS_TEXT.exec(text) : null);
  return found && found[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
}

/** The first address in a Markdown text that nobody could follow from the note, or null. */
export function badLink(markdown, anchors) {
  for (const found of markdown.matchAll(LINKS)) {
    const address = found[1] ?? found[2] ?? found[3];
    if (!isAddress(address) && !anchors(address)) return address;
  }
  return null;
}
