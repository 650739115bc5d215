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
    const box = range.getBoundingClientRect();
    // Below the words, where no handle of a phone and no menu of its own stands in the way.
    group.style.top = `${scrollY + box.bottom + 8}px`;
    group.style.left = `${Math.max(8, Math.min(scrollX + box.left, innerWidth - group.offsetWidth - 8))}px`;
  };
  document.addEventListener("selectionchange", () => {
    if (group.contains(document.activeElement)) return;
    clearTimeout(waiting);
    waiting = setTimeout(show, 150);
  });
}
