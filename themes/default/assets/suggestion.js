// The form for a note: what is typed becomes the file, ready to copy, to download or to open on the forge.

import { TextLayer } from "./anchoring.js";
import { badLink, isAddress, isAuthor, isDate } from "./checking.js";
import { idFault, line, noteFile, proposedId } from "./note-file.js";

const LONGEST_ADDRESS = 7000; // characters: forges refuse longer ones, with 8 kB at the most
const MOST_PLACES = 12; // of words that recur; of more, none is offered
const SKIP = /\s\[(?:…|\.\.\.)\]\s/;

/** The text layer of the transcript on this page. */
export async function readLayer(article) {
  const { text } = settings();
  return new TextLayer(article, await (await fetch(new URL(text, location.href))).text());
}

function settings() {
  return JSON.parse(document.getElementById("suggestion-settings").textContent);
}

/**
 * Open the form on a place: words (`quote`, `prefix`, `suffix`), a `turn`, or the whole transcript (neither).
 * Without a place, where none of the selected words is the transcript's, the form says so and nothing else.
 */
export function openForm(layer, place) {
  const earlier = document.querySelector("dialog.suggestion:not(.refused)");
  const dialog = document.getElementById("suggestion").content.firstElementChild.cloneNode(true);
  const form = dialog.querySelector("form");
  const { elements } = form;
  const { path, ids, kinds, verdicts, contributors, host, add } = settings();
  const places = dialog.querySelector("[data-places]");
  const source = dialog.querySelector("[data-source]");
  const yaml = dialog.querySelector("[data-suggest-yaml]");
  const said = dialog.querySelector("[role=status]");
  const voices = dialog.querySelector("[data-voices]");
  const refusal = dialog.querySelector(".refusal");
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  // The keys of the page are for reading.
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  if (!place || !layer.isShown()) {
    refusal.textContent = layer.isShown() ? refusal.dataset.noWords : refusal.dataset.changed;
    dialog.classList.add("refused");
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    return dialog.showModal();
  }
  refusal.remove();
  let chosen = place;
  let ownId = false;

  elements.kind.append(...kinds.map(({ id, label }) => new Option(label, id)));
  elements.verdict.append(...verdicts.map(({ id, label }) => new Option(label, id)));
  if (earlier) resume(earlier);
  earlier?.remove();
  elements.quote.value = place.quote ?? "";
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ({ target }) => {
    if (target === elements.quote) look();
    if (target === elements.id) ownId = target.value !== "";
    if (target.getAttribute("aria-invalid") === "true") judge(target);
    said.textContent = "";
    show();
  });
  // What is said when a field is left moves what stands below: not under a finger that is on a button.
  let isPressed = false;
  dialog.addEventListener("pointerdown", ({ target }) => { isPressed = target.closest("button, a") !== null; });
  dialog.addEventListener("pointerup", () => { isPressed = false; });
  form.addEventListener("change", ({ target }) => {
    // Where there are several places the list below asks.
    if (!isPressed && (target !== elements.quote || chosen.fault !== "several")) judge(target);
    show();
  });
  dialog.querySelector("[data-more-sources]").addEventListener("click", () => anotherSource().querySelector("input").focus());
  dialog.querySelector("[data-copy]").addEventListener("click", async () => {
    if (!isGood()) return;
    const isCopied = await copy();
    said.textContent = isCopied ? said.dataset.copied : said.dataset.failed;
    if (!isCopied) getSelection().selectAllChildren(yaml);
  });
  dialog.querySelector("[data-download]").addEventListener("click", () => {
    if (!isGood()) return;
    const address = URL.createObjectURL(new Blob([yaml.textContent], { type: "application/yaml" }));
    Object.assign(document.createElement("a"), { href: address, download: `${elements.id.value}.yaml` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  });
  const forge = dialog.querySelector("[data-forge]");
  forge.hidden = !add;
  forge.addEventListener("click", (event) => {
    if (!isGood()) return event.preventDefault();
    if (forge.hasAttribute("data-bare")) copy();
  });
  document.body.append(dialog);
  look();
  show();
  dialog.showModal();
  (place.quote ? elements.kind : elements.quote).focus();

  /** What was typed before the form was closed is still there when it is opened again. */
  function resume({ firstElementChild: before }) {
    const boxes = before.querySelectorAll("[data-source]").length;
    for (let more = 1; more < boxes; more += 1) anotherSource();
    for (const name of ["kind", "verdict", "claim", "title", "body", "author", "source-title", "source-publisher", "source-url", "source-date"]) {
      const typed = [...before.querySelectorAll(`[name=${name}]`)];
      form.querySelectorAll(`[name=${name}]`).forEach((field, at) => { field.value = typed[at].value; });
    }
  }

  function sources() {
    return [...dialog.querySelectorAll("[data-source]")];
  }

  function anotherSource() {
    const another = source.cloneNode(true);
    for (const field of another.querySelectorAll("input")) field.value = "";
    for (const told of another.querySelectorAll(".fault")) told.textContent = "";
    sources().at(-1).after(another);
    return another;
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(yaml.textContent);
      return true;
    } catch {
      return false;
    }
  }

  /** Find the words that stand in the field, and let a place be chosen where there are several. */
  function look() {
    const quote = elements.quote.value.trim();
    const isNew = quote !== "" && quote !== place.quote;
    const found = isNew ? layer.find(quote, MOST_PLACES + 1) : [];
    places.hidden = found.length < 2 || found.length > MOST_PLACES;
    places.querySelector("div").replaceChildren(...(places.hidden ? [] : found.map(option)));
    if (!quote) chosen = place.quote ? {} : place;
    else if (!isNew) chosen = place;
    else if (found.length === 1) chosen = layer.told(found[0]);
    else chosen = { quote, fault: found.length > MOST_PLACES ? "many" : found.length ? "several" : SKIP.test(quote) ? "skips" : "none" };
  }

  function option(found) {
    const label = document.createElement("label");
    const radio = Object.assign(document.createElement("input"), { type: "radio", name: "place" });
    radio.addEventListener("change", () => {
      chosen = layer.told(found);
      judge(elements.quote);
      show();
    });
    const words = document.createElement("mark");
    const [before, quoted, after] = layer.show(found);
    words.textContent = quoted;
    label.append(radio, " … ", before, words, after, " …");
    return label;
  }

  function note() {
    const kind = kinds.find(({ id }) => id === elements.kind.value);
    const { quote, prefix, suffix, turn } = chosen;
    return {
      id: elements.id.value, kind: kind.id, quote, prefix, suffix, turn,
      verdict: elements.verdict.value,
      claim: elements.claim.value, title: elements.title.value, body: elements.body.value, author: elements.author.value,
      sources: sources().map((box) => Object.fromEntries(
        [...box.querySelectorAll("input")].map((field) => [field.name.replace("source-", ""), field.value.trim()]))),
      created: today(),
    };
  }

  function show() {
    const kind = kinds.find(({ id }) => id === elements.kind.value);
    elements.verdict.closest("p").hidden = kind.verdict === "none";
    if (!ownId) elements.id.value = proposedId(elements.claim.value || elements.title.value || elements.quote.value || elements.body.value, ids);
    const speakers = chosen.speakers?.length > 1 ? named(chosen.speakers) : "";
    voices.textContent = speakers && voices.dataset.voices.replace("#", () => speakers);
    yaml.textContent = noteFile({ ...note(), ...(kind.verdict === "none" && { verdict: "" }) });
    dialog.querySelector("[data-path]").textContent = `annotations/${path}/${elements.id.value}.yaml`;
    if (add) forge.href = address();
  }

  /** The forge's page for the new file, with the text in it where the forge and the length allow. */
  function address() {
    const url = new URL(add);
    url.searchParams.set(host === "gitlab" ? "file_name" : "filename", `annotations/${path}/${elements.id.value}.yaml`);
    const bare = url.href;
    if (host !== "gitlab") url.searchParams.set("value", yaml.textContent);
    const isBare = host === "gitlab" || url.href.length > LONGEST_ADDRESS;
    forge.toggleAttribute("data-bare", isBare);
    dialog.querySelector("[data-paste]").hidden = !isBare;
    return isBare ? bare : url.href;
  }

  /** Whether everything is there; else the first field that is not gets the focus. */
  function isGood() {
    const wrong = [...form.querySelectorAll("textarea, input:not([type=radio]), select")].filter((field) => !judge(field));
    wrong[0]?.focus();
    return wrong.length === 0;
  }

  /** Say at a field what is wrong with it. */
  function judge(field) {
    const told = field.closest("p")?.querySelector(".fault");
    if (!told) return true;
    const fault = faultOf(field);
    told.textContent = fault ? told.dataset[fault].replace("#", () => badLink(field.value, isHere) ?? "") : "";
    field.setAttribute("aria-invalid", fault ? "true" : "false");
    return !fault;
  }

  function faultOf(field) {
    const kind = kinds.find(({ id }) => id === elements.kind.value);
    const value = line(field.value);
    if (field === elements.quote) return chosen.fault ?? null;
    if (field === elements.verdict) return kind.verdict === "required" && !value ? "missing" : null;
    if (field === elements.body) return !value ? "missing" : badLink(field.value, isHere) === null ? null : "link";
    if (field === elements.author) return value && !isAuthor(value, contributors) ? "id" : null;
    if (field === elements.id) return idFault(field.value, ids);
    const box = field.closest("[data-source]");
    if (!box) return null;
    const isUsed = [...box.querySelectorAll("input")].some(({ value: typed }) => typed.trim());
    const isNeeded = isUsed || (kind.sources === "required" && box === sources()[0]);
    if (field.name === "source-title") return isNeeded && !value ? "missing" : null;
    if (field.name === "source-url") return value && !isAddress(value) ? "shape" : null;
    if (field.name === "source-date") return value && !isDate(value) ? "shape" : null;
    return null;
  }
}

/** Whether an address leads to a turn or a note of this page. */
function isHere(address) {
  return /^#(?:t\d+|(?:note|ref)-[a-z0-9-]+)$/.test(address) && document.querySelector(`article ${address}`) !== null;
}

/** Names as one phrase of the page's language, each in its own direction. */
function named(names) {
  return new Intl.ListFormat(document.documentElement.lang).format(names.map((name) => `\u2068${name}\u2069`));
}

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
