// Suggesting a note: what opens the form, beside selected words, at turns and headings, and for the whole transcript.

/** Offer to annotate. The form itself is loaded when it is first asked for. Returns the offer for selected words. */
export function offerSuggestions(article) {
  const template = document.getElementById("suggest-button").content.firstElementChild;
  let layer = null;
  let form = null;

  const open = async (place) => {
    const { openForm, readLayer } = (form ??= await import("./suggestion.js"));
    layer ??= await readLayer(article);
    openForm(layer, await place(layer));
  };
  const offer = (place) => {
    const button = template.cloneNode(true);
    button.addEventListener("click", () => open(place));
    return button;
  };

  // The whole transcript: a button that stands on the page.
  for (const button of document.querySelectorAll("[data-suggest=transcript]")) {
    button.addEventListener("click", () => open(() => ({})));
    button.hidden = false;
  }

  // A turn or a heading: one button, at what is pointed at or focused.
  let home = null;
  const atHome = offer((text) => {
    if (home.matches(".speaker")) return { turn: home.closest("[data-turn]").dataset.turn };
    const words = new Range();
    words.selectNodeContents(home);
    return text.describeRange(words);
  });
  const move = ({ target }) => {
    const next = target.closest?.(".speaker, .words :is(h2, h3, h4, h5, h6)");
    if (!next || next.contains(atHome)) return;
    home = next;
    home.append(" ", atHome);
  };
  article.addEventListener("pointerover", move);
  article.addEventListener("focusin", move);

  // Selected words: those of now; if there are none any more, those that the button came for.
  let range = null;
  const forWords = offer((text) => {
    const selection = getSelection();
    return text.describeRange(selection.isCollapsed || !selection.rangeCount ? range : selection.getRangeAt(0));
  });
  const take = (selected) => {
    range = selected.cloneRange();
    const within = range.commonAncestorContainer;
    return !(within.closest ? within : within.parentElement).closest(".note");
  };
  return { button: forWords, take };
}
