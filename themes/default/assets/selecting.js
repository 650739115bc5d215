// Buttons beside selected words.

/**
 * Show buttons beside words that are selected in the article. Each of `offers` has a `button`, and `take`, which is
 * given the range and says whether the button has something to offer for it.
 */
export function offerAtSelection(article, offers) {
  const group = document.createElement("div");
  group.className = "floating";
  // Pressing a button must not undo the selection it is about.
  group.addEventListener("pointerdown", (event) => event.preventDefault());
  let waiting = 0;
  const show = () => {
    const selection = getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const fitting = range?.intersectsNode(article) ? offers.filter((offer) => offer.take(range)) : [];
    if (!fitting.length) return group.remove();
    group.replaceChildren(...fitting.map((offer) => offer.button));
    document.body.append(group);
    stand(group, range);
  };
  document.addEventListener("selectionchange", () => {
    if (group.contains(document.activeElement)) return;
    clearTimeout(waiting);
    waiting = setTimeout(show, 150);
  });
  addEventListener("keydown", (event) => {
    if (!group.isConnected || event.defaultPrevented) return;
    const isOnIt = group.contains(document.activeElement);
    // From words that were selected by key, the next stop is what can be done with them.
    if (event.key === "Tab" && !event.shiftKey && document.activeElement.contains(getSelection().focusNode)) {
      event.preventDefault();
      group.firstElementChild.focus();
    } else if (event.key === "Escape" || (event.key === "Tab" && event.shiftKey && isOnIt)) {
      if (isOnIt) event.preventDefault();
      group.remove();
    }
  });
}

/** Below the last selected line, clear of the handles of a phone, or above the first: no word is covered. */
function stand(group, range) {
  const lines = [...range.getClientRects()].filter((box) => box.width > 0);
  const first = lines[0] ?? range.getBoundingClientRect();
  const last = lines.at(-1) ?? first;
  const gap = matchMedia("(pointer: coarse)").matches ? 40 : 8;
  const room = innerHeight - group.offsetHeight;
  const above = first.top - gap - group.offsetHeight;
  const top = last.bottom + gap <= room ? last.bottom + gap : above >= 0 ? above : room - 8;
  group.style.top = `${scrollY + top}px`;
  group.style.left = `${scrollX + Math.max(8, Math.min(last.left, document.documentElement.clientWidth - group.offsetWidth - 8))}px`;
}
