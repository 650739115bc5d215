// The form for a new note: what is typed becomes the note's file, here in the browser. Nothing is sent.

import { badCharacter, badLink, idFault, isAddress, isAuthor, isDate } from "./checking.js";
import { trimmed } from "./folding.js";
import { kebab, noteFile } from "./note-file.js";
import { describe, hasWords, isSame, placeOf, textLayer } from "./quoting.js";

const LONGEST = 7500; // letters of an address; hosts refuse those of more than 8,000
let dialog = null;

/** Open the form for words of an article, a turn, or the whole; what was typed before is kept. */
export async function suggest(article, target) {
  const text = await textLayer();
  dialog ??= new Suggestion(article);
  dialog.open(text, target);
}

class Suggestion {
  constructor(article) {
    this.article = article;
    this.dialog = document.getElementById("suggest").content.firstElementChild.cloneNode(true);
    this.form = this.dialog.querySelector("form");
    this.fields = this.form.elements;
    this.words = this.form.dataset;
    this.sources = this.dialog.querySelector(".sources-asked");
    this.touched = new WeakSet(); // fields that may be told what is wrong with them
    this.isNamed = false; // by the reader, and no longer by what is typed
    document.body.append(this.dialog);
    this.#addSource();
    this.#wire();
  }

  open(text, { range = null, turn = null, isSelected = false }) {
    this.selected = isSelected ? range : null;
    const isSound = isSame(this.article, text);
    const place = isSound && range ? placeOf(this.article, range, text) : null;
    this.selector = place && describe(text, place);
    const refusal = !isSound ? this.words.changed : range && !this.selector ? this.words.noWords : "";
    this.#show(".refusal", refusal);
    this.dialog.classList.toggle("refused", refusal !== "");
    if (!refusal) this.#aim(turn ?? (place && turnOf(this.article, range)), range, turn);
    this.update();
    this.dialog.showModal();
    this.dialog.scrollTop = 0;
    (refusal ? this.dialog.querySelector("[data-close]") : this.fields.kind).focus({ preventScroll: true });
  }

  /** What the note can be about: the words, the turn they stand in, and the whole. */
  #aim(turn, range, isTurn) {
    const [words, ofTurn, whole] = this.fields.target.options;
    this.turn = turn && hasWords(this.article, turn) ? turn : null;
    words.disabled = words.hidden = !this.selector;
    ofTurn.disabled = ofTurn.hidden = !this.turn;
    if (this.turn) {
      const name = this.turn.querySelector(".name")?.textContent ?? "";
      ofTurn.textContent = ofTurn.dataset.pattern.replace(/##|#/g, (sign) => (sign === "##" ? name : this.turn.dataset.turn));
    }
    const chosen = isTurn && this.turn ? ofTurn : this.selector ? words : whole;
    chosen.selected = true;
  }

  #wire() {
    this.form.addEventListener("input", (event) => {
      if (event.target === this.fields.id) this.isNamed = event.target.value !== "";
      this.update();
    });
    this.form.addEventListener("change", (event) => {
      this.touched.add(event.target);
      this.update();
    });
    this.form.addEventListener("submit", (event) => event.preventDefault());
    // The keys of the page are for reading.
    this.dialog.addEventListener("keydown", (event) => event.stopPropagation());
    this.dialog.addEventListener("close", () => {
      if (!this.selected) return;
      getSelection().removeAllRanges();
      getSelection().addRange(this.selected);
    });
    this.dialog.addEventListener("click", (event) => {
      const { target } = event;
      if (target.closest("[data-close]")) this.dialog.close();
      else if (target.closest("[data-add]")) this.#addSource().querySelector("input").focus();
      else if (target.closest("[data-remove]")) this.#removeSource(target.closest("fieldset"));
      else if (target.closest("[data-copy]")) this.#act(() => this.#copy());
      else if (target.closest("[data-download]")) this.#act(() => this.#download());
      else if (target.closest("[data-suggest-open]")) {
        if (!this.#act(() => this.isPasted && this.#copy())) event.preventDefault();
      }
    });
    for (const [index, field] of this.dialog.querySelectorAll(".field").entries()) describeField(field, `suggest-${index}`);
  }

  /** Read the fields, tell what is wrong with those that were touched, and write the note. */
  update() {
    const { kind, verdict, target } = this.fields;
    const { verdict: needsVerdict, sources: needsSources } = kind.selectedOptions[0].dataset;
    const [none] = verdict.options;
    none.textContent = needsVerdict === "required" ? none.dataset.choose : none.dataset.none;
    verdict.closest(".field").hidden = needsVerdict === "none";
    const selector = target.value === "words" ? this.selector : null;
    const turn = target.value === "turn" ? Number(this.turn.dataset.turn) : 0;
    this.#show("blockquote", selector?.quote ?? "");

    const claim = trimmed(this.fields.claim.value);
    const body = this.fields.body.value.replace(/\s+$/, "").replace(/^(?:[^\S\n]*\n)+/, "");
    const author = trimmed(this.fields.authors.value);
    const taken = new Set([...this.article.querySelectorAll("[role=doc-footnote][id]")].map((note) => note.id.replace("note-", "")));
    if (!this.isNamed) this.fields.id.value = proposedId([claim, selector?.quote ?? "", `${kind.value} ${turn || ""}`], taken);
    const id = trimmed(this.fields.id.value);
    const sources = [...this.sources.children].map(readSource);

    this.faults = [];
    this.#judge(verdict, needsVerdict === "required" && !verdict.value && "missing");
    this.#judge(this.fields.claim);
    const link = badLink(body, (address) => this.#isAnchor(address));
    this.#judge(this.fields.body, !trimmed(body) ? "missing" : link !== null && "badLink", link);
    this.#judge(this.fields.authors, author && !isAuthor(author, this.dialog.dataset.contributors.split(" ")) && "badAuthor");
    this.#judge(this.fields.id, idFault(id, taken));
    sources.forEach((source, index) => this.#judgeSource(source, index === 0 && needsSources === "required" && !sources.some((s) => s.title)));

    const note = {
      id,
      kind: kind.value,
      ...selector,
      turn,
      verdict: needsVerdict === "none" ? "" : verdict.value,
      claim,
      body,
      sources: sources.filter((source) => source.title),
      authors: author ? [author] : [],
      created: today(),
    };
    this.path = `${this.dialog.dataset.folder}${id}.yaml`;
    this.#write(this.faults.length || this.dialog.classList.contains("refused") ? "" : noteFile(note));
  }

  /** Whether an address leads to a turn or a note of this page. */
  #isAnchor(address) {
    return /^#(?:t\d+|(?:note|ref)-[a-z0-9-]+)$/.test(address) && this.article.querySelector(address) !== null;
  }

  #judgeSource({ fields, title, publisher, url, date }, isMissed) {
    this.#judge(fields.title, isMissed ? "oneSource" : !title && (publisher || url || date) && "untitled");
    this.#judge(fields.url, url && !isAddress(url) && "badAddress");
    this.#judge(fields.publisher);
    this.#judge(fields.date, date && !isDate(date) && "badDate");
  }

  #judge(field, fault, detail = "") {
    const code = badCharacter(field.value, field.name === "authors");
    const message = code ? this.words.badCharacter.replace("#", code) : fault ? this.words[fault].replace("#", () => detail) : "";
    if (message) this.faults.push(field);
    const told = this.touched.has(field) ? message : "";
    field.setAttribute("aria-invalid", String(told !== ""));
    const problem = field.closest(".field").querySelector(".problem");
    problem.textContent = told;
    problem.hidden = told === "";
  }

  #write(text) {
    this.text = text;
    const { address, name, text: parameter } = this.dialog.dataset;
    this.dialog.querySelector("[data-suggest-yaml]").textContent = text;
    this.dialog.querySelector("[data-suggest-path]").textContent = this.path;
    this.dialog.classList.toggle("finished", text !== "");
    this.dialog.querySelector(".said-here").textContent = "";
    if (!address) return;
    const short = `${address}?${name}=${encodeURIComponent(this.path)}`;
    const long = `${short}&${parameter}=${encodeURIComponent(text)}`;
    this.isPasted = !parameter || long.length > LONGEST;
    this.dialog.querySelector("[data-suggest-open]").href = this.isPasted ? short : long;
    this.dialog.querySelector("[data-paste]").hidden = !this.isPasted;
  }

  /** Do something with the finished note; if there is none, show what is wrong. */
  #act(action) {
    this.update();
    if (this.text) {
      action();
      return true;
    }
    for (const field of this.faults) this.touched.add(field);
    const [first] = this.faults;
    this.update();
    first?.focus();
    return false;
  }

  async #copy() {
    const said = this.dialog.querySelector(".said-here");
    try {
      await navigator.clipboard.writeText(this.text);
      said.textContent = said.dataset.copied;
    } catch {
      getSelection().selectAllChildren(this.dialog.querySelector("[data-suggest-yaml]"));
      said.textContent = said.dataset.failed;
    }
  }

  #download() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([this.text], { type: "application/yaml" }));
    link.download = this.path.split("/").pop();
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  #addSource() {
    const source = document.getElementById("suggest-source").content.firstElementChild.cloneNode(true);
    this.added = (this.added ?? 0) + 1;
    for (const [index, field] of source.querySelectorAll(".field").entries()) describeField(field, `suggest-source-${this.added}-${index}`);
    this.sources.append(source);
    this.#number();
    return source;
  }

  #removeSource(source) {
    const near = source.nextElementSibling ?? source.previousElementSibling;
    source.remove();
    if (!near) this.#addSource();
    this.#number();
    this.update();
    (near ?? this.sources.firstElementChild).querySelector("input").focus();
  }

  #number() {
    for (const [index, source] of [...this.sources.children].entries()) {
      const legend = source.querySelector("legend");
      legend.textContent = legend.dataset.pattern.replace("#", String(index + 1));
    }
  }

  #show(selector, words) {
    const element = this.dialog.querySelector(selector);
    element.textContent = words;
    element.hidden = words === "";
  }
}

/** Tie what helps and what is wrong to the field they are about. */
function describeField(field, id) {
  const control = field.querySelector("input, select, textarea");
  const told = [...field.querySelectorAll(".help, .problem")];
  for (const [index, element] of told.entries()) element.id = `${id}-${index}`;
  if (told.length) control.setAttribute("aria-describedby", told.map((element) => element.id).join(" "));
}

function readSource(fieldset) {
  const fields = Object.fromEntries([...fieldset.querySelectorAll("input")].map((input) => [input.name, input]));
  return { fields, ...Object.fromEntries(Object.entries(fields).map(([name, input]) => [name, trimmed(input.value)])) };
}

/** The turn that a range begins in. */
function turnOf(article, range) {
  const start = range.startContainer;
  return (start.nodeType === Node.ELEMENT_NODE ? start : start.parentElement).closest("[data-turn]");
}

/** An id made of the first words there are, such as no other note has. */
function proposedId(words, taken) {
  const id = words.map(kebab).find(Boolean);
  let found = id;
  for (let number = 2; idFault(found, taken); number += 1) found = `${id}-${number}`;
  return found;
}

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
