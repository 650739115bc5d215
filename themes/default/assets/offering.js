// Where buttons appear: beside words that are selected, and at what is pointed at.

const NOTES = ".note"; // words of notes are no words of the transcript

/** What is selected in the article, notes aside, or null. */
export function selectedRange(article) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const common = range.commonAncestorContainer;
  const within = common.nodeType === Node.ELEMENT_NODE ? common : common.parentElement;
  return range.intersectsNode(article) && !within.closest(NOTES) ? range : null;
}

/** Show a bar beside selected words; `buttons(range)` says what is in it, nothing to show none. */
export function besideWords(article, buttons) {
  const bar = document.getElementById("beside").content.firstElementChild.cloneNode(true);
  let isPressed = false;
  let timer;

  const show = () => {
    const range = selectedRange(article);
    const shown = range ? buttons(range) : [];
    if (shown.length === 0) return bar.remove();
    bar.replaceChildren(...shown);
    document.body.append(bar);
    place(bar, range);
  };
  // Handles that a finger drags tell of themselves by the selection alone; a mouse is waited for.
  const soon = () => {
    clearTimeout(timer);
    if (!isPressed) timer = setTimeout(show, 100);
  };
  document.addEventListener("selectionchange", soon);
  addEventListener("pointerdown", (event) => {
    isPressed = event.pointerType === "mouse" && !bar.contains(event.target);
  });
  for (const name of ["pointerup", "pointercancel"]) {
    addEventListener(name, (event) => {
      isPressed = false;
      if (!bar.contains(event.target)) soon();
    });
  }
  addEventListener("keydown", (event) => {
    if (!bar.isConnected || event.defaultPrevented) return;
    const isOnIt = bar.contains(document.activeElement);
    // From words that were selected by key, the next stop is what can be done with them.
    if (event.key === "Tab" && !event.shiftKey && document.activeElement.contains(getSelection().focusNode)) {
      event.preventDefault();
      bar.firstElementChild.focus();
    } else if (event.key === "Escape" || (event.key === "Tab" && event.shiftKey && isOnIt)) {
      if (isOnIt) event.preventDefault();
      bar.remove();
    }
  });
}

/** Show a button at the part of the page that is pointed at; `moved` is told of the part. */
export function atPointed(article, selector, button, moved = () => {}) {
  const show = (event) => {
    const part = event.target.closest?.(selector);
    if (!part || part.contains(button)) return;
    part.append(button);
    moved(part);
  };
  article.addEventListener("pointerover", show);
  article.addEventListener("focusin", show);
}

/** Below the last selected line, or above the first, so that no word is covered. */
function place(bar, range) {
  const lines = [...range.getClientRects()].filter((box) => box.width > 0);
  const first = lines[0] ?? range.getBoundingClientRect();
  const last = lines[lines.length - 1] ?? first;
  const gap = matchMedia("(pointer: coarse)").matches ? 40 : 6; // below the handles of a touch screen
  const room = innerHeight - bar.offsetHeight;
  const above = first.top - gap - bar.offsetHeight;
  let top = last.bottom + gap;
  if (top > room) top = above >= 0 ? above : room - 8;
  bar.style.top = `${scrollY + top}px`;
  bar.style.left = `${scrollX + Math.max(8, Math.min(last.left, document.documentElement.clientWidth - bar.offsetWidth - 8))}px`;
}
