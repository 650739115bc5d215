// Where the margin has no room, a reference opens its note at the foot of the window: the reader keeps
// the place.

const ROOM = matchMedia("(min-width: 63rem)"); // as in style.css

/** Let references open previews on narrow windows. */
export function previewNotes(article) {
  const template = document.getElementById("preview");
  let panel = null;
  let opener = null;

  const close = (refocus) => {
    panel?.remove();
    panel = null;
    if (refocus) opener?.focus();
  };

  article.addEventListener("click", (event) => {
    const reference = event.target.closest("a[role=doc-noteref]");
    if (!reference || ROOM.matches || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const note = document.getElementById(reference.hash.slice(1));
    if (!note) return;
    event.preventDefault();
    close(false);
    opener = reference;
    panel = template.content.firstElementChild.cloneNode(true);
    const body = panel.querySelector(".preview-body");
    const [summary, ...rest] = note.querySelector("details").children;
    const head = document.createElement("p");
    head.append(...[...summary.childNodes].map((node) => node.cloneNode(true)));
    body.append(head, ...rest.filter((part) => !part.matches(".note-foot")).map((part) => part.cloneNode(true)));
    for (const element of body.querySelectorAll("[id]")) element.removeAttribute("id");
    panel.lang = note.lang;
    panel.dir = note.dir;
    panel.setAttribute("aria-label", note.getAttribute("aria-label"));
    const go = panel.querySelector(".go");
    go.href = reference.hash;
    go.addEventListener("click", () => close(false));
    panel.querySelector(".close").addEventListener("click", () => close(true));
    document.body.append(panel);
    panel.focus();
    // The words stay in sight above the panel.
    const covered = reference.getBoundingClientRect().bottom + 24 - panel.getBoundingClientRect().top;
    if (covered > 0) scrollBy(0, covered);
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel) close(true);
  });
  addEventListener("pointerdown", (event) => {
    if (panel && !panel.contains(event.target)) close(false);
  });
}
