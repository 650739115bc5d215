// What a browser with scripts adds to a transcript. The page is whole without any of it.

import { offerCopies } from "./copying.js";
import { filterNotes } from "./filtering.js";
import { pointAtWords } from "./pointing.js";
import { previewNotes } from "./preview.js";
import { stepThroughNotes } from "./stepping.js";

const article = document.querySelector("article[data-transcript]");
const template = document.getElementById("tools");

if (article && template) {
  const tools = template.content.firstElementChild.cloneNode(true);
  document.body.append(tools);
  const choice = filterNotes(article, tools);
  stepThroughNotes(article, tools, choice);
  previewNotes(article);
  pointAtWords(article);
  offerCopies(article, tools.querySelector("[role=status]"));
}
