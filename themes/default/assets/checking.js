// What a field of a note may hold: the rules that “check” applies to it.

const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const HOST = /^(?:[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*\.?|\[[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/u;
// Where Markdown has an address: behind a text in brackets, in angle brackets, behind a label.
const LINKS = /\]\(\s*<?([^\s)>]*)|<([a-zA-Z][\w+.-]*:[^\s<>]*)>|^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)/gm;

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

/** The first address in a Markdown text that nobody could follow, or null; `isHere` knows those of the page itself. */
export function badLink(markdown, isHere) {
  for (const found of markdown.matchAll(LINKS)) {
    const address = found[1] ?? found[2] ?? found[3];
    if (!isAddress(address) && !isHere(address)) return address;
  }
  return null;
}
