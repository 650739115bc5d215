// What a browser with scripts adds to a transcript. The page is whole without any of it.

import { offerCopies } from "./copying.js";
import { filterNotes } from "./filtering.js";
import { pointAtWords } from "./pointing.js";
import { previewNotes } from "./preview.js";
import { offerAtSelection } from "./selecting.js";
import { stepThroughNotes } from "./stepping.js";
import { offerSuggestions } from "./suggesting.js";

const article = document.querySelector("article[data-transcript]");
const template = document.getElementById("tools");
const offers = [];

// From here on a note that is the page's target is opened for good, and can be closed.
if (article) document.documentElement.classList.add("scripted");
if (article && template) {
  const open = () => {
    const details = document.querySelector(`.note[id="${CSS.escape(location.hash.slice(1))}"] > details`);
    if (details) details.open = true;
  };
  addEventListener("hashchange", open);
  open();
  const tools = template.content.firstElementChild.cloneNode(true);
  document.body.append(tools);
  const choice = filterNotes(article, tools);
  stepThroughNotes(article, tools, choice);
  previewNotes(article);
  pointAtWords(article);
  offers.push(offerCopies(article, tools.querySelector("[role=status]")));
}
if (article) offerAtSelection(article, [offerSuggestions(article), ...offers]);
