// The ways to the form for a new note. The form itself is fetched when it is first asked for.

import { atPointed, selectedRange } from "./offering.js";

const HEADING = "h2, h3, h4, h5, h6";

/** Offer to suggest notes on headings, turns and the whole; returns the button for selected words. */
export function offerSuggestions(article) {
  const template = document.getElementById("suggest-button").content.firstElementChild;
  const button = () => template.cloneNode(true);

  const forTurn = button();
  atPointed(article, "[data-turn] > .speaker", forTurn, (speaker) => {
    forTurn.setAttribute("aria-label", forTurn.dataset.turn.replace("#", speaker.parentElement.dataset.turn));
  });
  for (const heading of article.querySelectorAll(`.words :is(${HEADING})`)) {
    const forHeading = button();
    forHeading.setAttribute("aria-label", forHeading.dataset.heading);
    heading.append(forHeading);
  }

  // A click on a link ends the selection before it is heard of.
  let pressed = null;
  addEventListener("pointerdown", (event) => {
    pressed = event.target.closest?.("[data-suggest]") ? selectedRange(article)?.cloneRange() : null;
  }, true);
  document.addEventListener("click", async (event) => {
    const opener = event.target.closest("[data-suggest]");
    if (!opener || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const range = (event.detail && pressed) || selectedRange(article)?.cloneRange() || null;
    try {
      const { suggest } = await import("./suggestion.js");
      await suggest(article, targetOf(opener, range));
    } catch (error) {
      opener.textContent = template.dataset.failed;
      throw error;
    }
  });
  return button();
}

/** What a button is for: the words of its heading, its turn, the words that are selected, or the whole. */
function targetOf(opener, range) {
  const turn = opener.closest(".speaker")?.closest("[data-turn]");
  if (turn) return { turn };
  const heading = opener.closest(`.words :is(${HEADING})`);
  if (!heading) return { range, isSelected: range !== null };
  const words = new Range();
  words.selectNodeContents(heading);
  return { range: words };
}
