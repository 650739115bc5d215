// On every page: the key / leads to the search box, and words that were searched are marked.

addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  const box = document.querySelector("main [name=q]") ?? document.querySelector("header [name=q]");
  if (!box?.checkVisibility()) return;
  event.preventDefault();
  box.focus();
  box.select();
});

const asked = new URLSearchParams(location.search).get("q");
const place = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
if (asked && place && globalThis.Highlight) mark(place, asked);

/** Mark the words in a part of the page, by the same folding as the search: no case, no accents. */
function mark(part, query) {
  const terms = (query.match(/[\p{L}\p{N}\p{M}'’]+/gu) ?? []).map(fold).filter(Boolean);
  const ranges = [];
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (const word of node.data.matchAll(/[\p{L}\p{N}\p{M}'’]+/gu)) {
      if (!terms.some((term) => fold(word[0]).startsWith(term))) continue;
      const range = new Range();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      ranges.push(range);
    }
  }
  if (!ranges.length) return;
  CSS.highlights.set("searched", new Highlight(...ranges));
  const lead = () => {
    const seen = ranges.find((range) => range.startContainer.parentElement.checkVisibility());
    seen?.startContainer.parentElement.scrollIntoView({ block: "center" });
  };
  // The browser goes to the fragment when all is loaded, and would undo what is done before.
  if (document.readyState === "complete") lead();
  else addEventListener("load", () => setTimeout(lead));
}

function fold(word) {
  return word.normalize("NFD").replace(/[\p{M}'’]/gu, "").toLocaleLowerCase();
}
