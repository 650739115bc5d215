// Which words belong to which note. The page's own style sheet shows it without a script, up to some
// hundred notes; this adds the other way round, from the words to their notes, and the rest.

/** Show a note's words when it is pointed at, and the notes of words that are pointed at. */
export function pointAtWords(article) {
  let shown = [];

  const clear = () => {
    for (const element of shown) element.classList.remove("pointed");
    shown = [];
  };
  const show = (elements) => {
    clear();
    shown = [...elements].filter(Boolean);
    for (const element of shown) element.classList.add("pointed");
  };
  const point = (event) => {
    const owner = event.target.closest?.(".note, .ref");
    if (owner) return show(article.querySelectorAll(`mark[data-notes~="${owner.id.replace(/^(note|ref)-/, "")}"]`));
    const mark = event.target.closest?.("mark");
    if (mark) return show(mark.dataset.notes.split(" ").map((id) => document.getElementById(`note-${id}`)));
    return clear();
  };
  article.addEventListener("pointerover", point);
  article.addEventListener("pointerleave", clear);
  article.addEventListener("focusin", point);
  article.addEventListener("focusout", clear);
}
