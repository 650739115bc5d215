// Notes shown, hidden, and chosen by kind and verdict.

import { remember, remembered } from "./choice.js";

/** Let the form of the tools decide which notes are shown; returns the choice as it is at any time. */
export function filterNotes(article, tools) {
  const form = tools.querySelector("form");
  const choice = remembered();
  form.elements.shown.checked = !choice.hidden;
  form.elements.keys.checked = choice.keys;
  for (const box of filters(form)) box.checked = !choice.away.includes(`${box.name}:${box.value}`);

  const apply = () => {
    const target = location.hash.slice(1).replace(/^ref-/, "note-");
    const away = new Set(choice.away);
    const gone = new Set();
    for (const note of article.querySelectorAll(".note")) {
      const { kind, verdict } = note.dataset;
      const isAway = away.has(`kind:${kind}`) || (verdict !== undefined && away.has(`verdict:${verdict}`));
      const id = note.id.slice("note-".length);
      // Who follows a link to a note sees it, whatever was chosen before.
      const isHidden = isAway && note.id !== target;
      note.classList.toggle("away", isHidden);
      document.getElementById(`ref-${id}`)?.classList.toggle("away", isHidden);
      if (isHidden) gone.add(id);
    }
    for (const mark of article.querySelectorAll("mark")) {
      mark.classList.toggle("bare", mark.dataset.notes.split(" ").every((id) => gone.has(id)));
    }
    article.classList.toggle("no-notes", choice.hidden && !target.startsWith("note-"));
  };

  form.addEventListener("change", () => {
    choice.hidden = !form.elements.shown.checked;
    choice.keys = form.elements.keys.checked;
    const here = filters(form).map((box) => `${box.name}:${box.value}`);
    const unchecked = filters(form).filter((box) => !box.checked).map((box) => `${box.name}:${box.value}`);
    // What another page's notes have and this one's have not stays as it was.
    choice.away = [...choice.away.filter((name) => !here.includes(name)), ...unchecked];
    remember(choice);
    apply();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", apply);
  apply();
  return choice;
}

function filters(form) {
  return [...form.querySelectorAll("[name=kind], [name=verdict]")];
}
