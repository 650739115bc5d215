// From note to note, by button and by key.

/** Wire the buttons of the tools and, unless the reader chose otherwise, the keys n and p. */
export function stepThroughNotes(article, tools, choice) {
  const position = tools.querySelector(".position");
  const shown = () => [...article.querySelectorAll(".note:not(.away)")];

  const current = (notes) => notes.findIndex((note) => `#${note.id}` === location.hash || note.contains(document.activeElement));

  const tell = () => {
    const notes = shown();
    const index = current(notes);
    const number = index < 0 ? "–" : String(index + 1);
    position.textContent = position.dataset.pattern.replace(/##|#/g, (sign) => (sign === "##" ? String(notes.length) : number));
  };

  const step = (by) => {
    const notes = shown();
    if (notes.length === 0) return;
    let index = current(notes);
    if (index >= 0) index += by;
    else {
      // Nowhere yet: go on from what is in sight.
      const next = notes.findIndex((note) => note.getBoundingClientRect().top >= 0);
      index = by > 0 ? (next < 0 ? 0 : next) : (next < 0 ? notes.length : next) - 1;
    }
    const note = notes[(index + notes.length) % notes.length];
    location.replace(`#${note.id}`);
    note.querySelector("summary").focus({ preventScroll: true });
    tell();
  };

  for (const button of tools.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => step(Number(button.dataset.step)));
  }
  addEventListener("keydown", (event) => {
    if (!choice.keys || event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "n") step(1);
    if (event.key === "p") step(-1);
  });
  addEventListener("hashchange", tell);
  tools.addEventListener("change", tell);
  tell();
}
