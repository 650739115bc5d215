// The form for a note: what is typed becomes the file, ready to copy, to download or to open on the forge.

import { TextLayer } from "./anchoring.js";
import { idFault, line, noteFile, proposedId } from "./note-file.js";

const LONGEST_ADDRESS = 7000; // characters: forges refuse longer ones, with 8 kB at the most

/** The text layer of the transcript on this page. */
export async function readLayer(article) {
  const { text } = settings();
  return new TextLayer(article, await (await fetch(new URL(text, location.href))).text());
}

function settings() {
  return JSON.parse(document.getElementById("suggestion-settings").textContent);
}

/** Open the form on a place: words (`quote`, `prefix`, `suffix`), a `turn`, or the whole transcript (neither). */
export function openForm(layer, place) {
  const earlier = document.querySelector("dialog.suggestion");
  const dialog = document.getElementById("suggestion").content.firstElementChild.cloneNode(true);
  const form = dialog.querySelector("form");
  const { elements } = form;
  const { path, ids, kinds, verdicts, host, add } = settings();
  const places = dialog.querySelector("[data-places]");
  const source = dialog.querySelector("[data-source]");
  const yaml = dialog.querySelector("[data-suggest-yaml]");
  const said = dialog.querySelector("[role=status]");
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
    said.textContent = "";
    show();
  });
  form.addEventListener("change", ({ target }) => {
    // Where there are several places the list below asks, and must not move away under the pointer.
    if (target !== elements.quote || !chosen.found?.length) judge(target);
    show();
  });
  dialog.querySelector("[data-more-sources]").addEventListener("click", () => {
    const another = source.cloneNode(true);
    for (const field of another.querySelectorAll("input")) field.value = "";
    sources().at(-1).after(another);
    another.querySelector("input").focus();
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.querySelector("[data-copy]").addEventListener("click", async () => {
    if (!isGood()) return;
    const isCopied = await navigator.clipboard.writeText(yaml.textContent).then(() => true, () => false);
    said.textContent = isCopied ? said.dataset.copied : said.dataset.failed;
  });
  dialog.querySelector("[data-download]").addEventListener("click", () => {
    if (!isGood()) return;
    const address = URL.createObjectURL(new Blob([yaml.textContent], { type: "application/yaml" }));
    Object.assign(document.createElement("a"), { href: address, download: `${elements.id.value}.yaml` }).click();
    setTimeout(() => URL.revokeObjectURL(address));
  });
  const forge = dialog.querySelector("[data-forge]");
  forge.hidden = !add;
  forge.addEventListener("click", (event) => {
    if (!isGood()) event.preventDefault();
    else if (forge.dataset.bare) navigator.clipboard.writeText(yaml.textContent).catch(() => {});
  });
  document.body.append(dialog);
  look();
  show();
  dialog.showModal();
  (place.quote ? elements.kind : elements.quote).focus();

  /** What was typed before the form was closed is still there when it is opened again. */
  function resume({ firstElementChild: before }) {
    const boxes = before.querySelectorAll("[data-source]").length;
    for (let more = 1; more < boxes; more += 1) sources().at(-1).after(source.cloneNode(true));
    for (const name of ["kind", "verdict", "claim", "body", "author", "source-title", "source-publisher", "source-url", "source-date"]) {
      const typed = [...before.querySelectorAll(`[name=${name}]`)];
      form.querySelectorAll(`[name=${name}]`).forEach((field, at) => { field.value = typed[at].value; });
    }
  }

  function sources() {
    return [...dialog.querySelectorAll("[data-source]")];
  }

  /** Find the words that stand in the field, and let a place be chosen where there are several. */
  function look() {
    const quote = elements.quote.value.trim();
    const found = quote && quote !== place.quote ? layer.find(quote) : null;
    places.hidden = !(found?.length > 1);
    places.querySelector("div").replaceChildren(...(places.hidden ? [] : found.map(option)));
    if (!quote) chosen = place.quote ? {} : place;
    else if (quote === place.quote) chosen = place;
    else if (!found) chosen = { quote };
    else chosen = found.length === 1 ? found[0] : { quote, found }; // not yet one place
  }

  function option(described) {
    const label = document.createElement("label");
    const radio = Object.assign(document.createElement("input"), { type: "radio", name: "place" });
    radio.addEventListener("change", () => {
      chosen = described;
      judge(elements.quote);
      show();
    });
    const words = document.createElement("mark");
    words.textContent = described.quote;
    label.append(radio, " … ", described.around[0], words, described.around[1], " …");
    return label;
  }

  function note() {
    const kind = kinds.find(({ id }) => id === elements.kind.value);
    const { quote, prefix, suffix, turn } = chosen;
    return {
      id: elements.id.value, kind: kind.id, quote, prefix, suffix, turn,
      verdict: kind.verdict === "none" ? "" : elements.verdict.value,
      claim: elements.claim.value, body: elements.body.value, author: elements.author.value,
      sources: sources().map((box) => Object.fromEntries(
        [...box.querySelectorAll("input")].map((field) => [field.name.replace("source-", ""), field.value.trim()]))),
      created: today(),
    };
  }

  function show() {
    const kind = kinds.find(({ id }) => id === elements.kind.value);
    elements.verdict.closest("p").hidden = kind.verdict === "none";
    if (!ownId) elements.id.value = proposedId(elements.claim.value || elements.quote.value || elements.body.value, ids);
    yaml.textContent = noteFile(note());
    dialog.querySelector("[data-path]").textContent = `annotations/${path}/${elements.id.value}.yaml`;
    if (add) forge.href = address();
  }

  /** The forge's page for the new file, with the text in it where the forge and the length allow. */
  function address() {
    const url = new URL(add);
    const name = `${elements.id.value}.yaml`;
    if (host === "gitlab") url.searchParams.set("file_name", `annotations/${path}/${name}`);
    else url.searchParams.set("filename", name);
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
    told.textContent = fault ? told.dataset[fault] : "";
    field.setAttribute("aria-invalid", fault ? "true" : "false");
    return !fault;
  }

  function faultOf(field) {
    const kind = kinds.find(({ id }) => id === elements.kind.value);
    const value = line(field.value);
    if (field === elements.quote) return chosen.found ? (chosen.found.length ? "several" : "none") : null;
    if (field === elements.verdict) return kind.verdict === "required" && !value ? "missing" : null;
    if (field === elements.body) return value ? null : "missing";
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

function isAddress(text) {
  if (!/^https?:\/\/[^\s\\@/?#]+\.?[^\s\\]*$/iu.test(text) || !URL.canParse(text)) return false;
  const { hostname, username } = new URL(text);
  return !username && !/[\p{Cc}\p{Cf}]/u.test(text) && /^[a-z0-9.:[\]-]+$/i.test(hostname);
}

/** A year, a month or a day that there is. */
function isDate(text) {
  if (!/^\d{4}(-\d{2}(-\d{2})?)?$/.test(text)) return false;
  const [year, month = 1, day = 1] = text.split("-").map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
