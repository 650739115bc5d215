// The search page: what is typed and chosen becomes hits, counts and an address.

import { openIndexes, termsOf } from "./finding.js";
import { showHits } from "./hits.js";

const form = document.querySelector("form[data-search]");
const results = document.querySelector("[data-search-results]");
const AT_ONCE = 10; // hits
const SMALL = 3000; // turns and notes: about 60 kB of tables, loaded unasked
const OPEN = ["verdict", "speaker"]; // the facets that are open where there is room

if (form && results) start();

function start() {
  const root = new URL(form.dataset.root, location.href);
  const status = document.querySelector("[data-search-status]");
  const more = document.querySelector("[data-search-more]");
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const narrower = document.querySelector("[data-search-narrow]");
  const total = Number(form.dataset.units);
  const indexes = openIndexes(root, form.dataset.indexes.split(" ").filter(Boolean), total);
  const state = { shown: AT_ONCE, turn: 0, found: 0, listed: false, exact: total <= SMALL };

  form.hidden = false;
  document.querySelector("[data-without-scripts]").hidden = true;
  restore();
  form.elements.q.focus({ preventScroll: true });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => changed());
  form.addEventListener("reset", () => setTimeout(changed));
  more.addEventListener("click", () => {
    // What the first hits leave over, only the tables know.
    state.exact ||= state.found <= state.shown + AT_ONCE;
    run(state.shown + AT_ONCE);
  });
  narrower.addEventListener("click", () => {
    state.exact = true;
    run(state.shown);
  });
  addEventListener("popstate", () => (restore(), run(AT_ONCE)));
  addEventListener("keydown", step);
  if (location.search.length > 1) run(AT_ONCE);

  function changed() {
    history.replaceState(null, "", address());
    run(AT_ONCE);
  }

  /** The form as an address: everything that is not as it was at first. */
  function address() {
    const chosen = new URLSearchParams([...new FormData(form)].filter(([name, value]) => value && name !== "sort"));
    for (const value of unlisted()) chosen.append(...value);
    if (form.elements.sort.value !== "merit") chosen.set("sort", form.elements.sort.value);
    const query = chosen.toString();
    return query ? `?${query}` : location.pathname;
  }

  /** What the address chooses although the form does not show it (yet). */
  function unlisted() {
    return state.listed ? [] : [...new URLSearchParams(location.search)].filter(([name]) => !form.elements[name]);
  }

  function restore() {
    const asked = new URLSearchParams(location.search);
    form.elements.q.value = asked.get("q") ?? "";
    form.elements.sort.value = asked.get("sort") === "date" ? "date" : "merit";
    for (const box of form.querySelectorAll("[type=radio]")) box.checked = box.value === (asked.get("type") ?? "");
    for (const box of form.querySelectorAll("[type=checkbox]")) {
      box.checked = asked.getAll(box.name).includes(box.value);
    }
  }

  async function run(shown) {
    const turn = ++state.turn;
    state.shown = shown;
    const query = form.elements.q.value;
    const chosen = selection();
    const facets = Object.keys(chosen);
    const order = form.elements.sort.value;
    const isAsked = query.trim() !== "" || facets.length > 0;
    // Words alone are answered without the tables, which grow with the archive.
    const isExact = state.exact || order === "date" || facets.some((facet) => facet !== "type") || !termsOf(query).length;
    narrower.hidden = isExact || !isAsked;
    let found = { hits: [] };
    let list = [];
    try {
      if (isExact && (isAsked || state.exact)) found = await indexes.all(query, chosen, order);
      else if (isAsked) found = await indexes.first(query, [...(chosen.type ?? [])]);
      if (isAsked) list = await showHits(found.hits.slice(0, shown), { root, query, statuses: form.dataset });
    } catch (error) {
      if (turn === state.turn) status.textContent = form.dataset.failed;
      throw error;
    }
    if (turn !== state.turn) return;
    state.exact ||= isExact && isAsked;
    if (found.counts) showFacets(found);
    results.replaceChildren(...list);
    state.found = found.hits.length;
    more.hidden = !isAsked || (found.hits.length <= shown && found.isAll !== false);
    status.textContent = isAsked ? summary(found) : "";
  }

  /** What is chosen, by facet; before the facets are there, what the address says. */
  function selection() {
    const pairs = state.listed ? [...new FormData(form)] : [...new URLSearchParams(location.search)];
    const chosen = {};
    for (const [name, value] of pairs) {
      if (name === "q" || name === "sort" || !value) continue;
      (chosen[name] ??= new Set()).add(value);
    }
    return chosen;
  }

  function summary({ hits, spread }) {
    if (!hits.length) return form.dataset.none;
    const types = [...(selection().type ?? ["turn", "note"])];
    if (spread) return types.map((type) => `${form.dataset[`${type}In`]}: ${number.format(spread[type])}`).join(" · ");
    const count = (type) => hits.filter((hit) => hit.unit.type === type).length;
    return types.map((type) => `${form.dataset[type]}: ${number.format(count(type))}`).join(" · ");
  }

  function showFacets({ counts, labels: all }) {
    for (const radio of form.querySelectorAll("[name=type]")) {
      const total = [...counts.type.values()].reduce((sum, n) => sum + n, 0);
      const value = radio.value ? (counts.type.get(radio.value) ?? 0) : total;
      radio.parentElement.querySelector(".count").textContent = number.format(value);
    }
    const asked = new URLSearchParams(location.search);
    const isFirst = !state.listed;
    const isWide = matchMedia("(min-width: 63rem)").matches;
    state.listed = true;
    for (const box of form.querySelectorAll("[data-facet]")) {
      const facet = box.dataset.facet;
      const labels = all[facet] ?? new Map();
      const rows = [...labels].map(([id, label]) => ({
        id, label, count: counts[facet]?.get(id) ?? 0, chosen: asked.getAll(facet).includes(id),
      }));
      const many = rows.length > 12;
      const kept = rows.filter((row) => row.chosen || row.count > 0);
      if (many) kept.sort((a, b) => b.chosen - a.chosen || b.count - a.count || (a.label < b.label ? -1 : 1));
      box.hidden = kept.length === 0 || labels.size < 2;
      if (isFirst) box.open = asked.has(facet) || (isWide && OPEN.includes(facet));
      const list = box.querySelector("ul");
      const focused = document.activeElement?.closest("[data-facet]") === box ? document.activeElement.value : null;
      list.replaceChildren(...kept.slice(0, 60).map((row) => option(facet, row)));
      if (focused !== null) list.querySelector(`[value="${CSS.escape(focused)}"]`)?.focus();
    }
  }

  function option(facet, row) {
    const item = document.createElement("li");
    const label = document.createElement("label");
    const box = Object.assign(document.createElement("input"), {
      type: "checkbox", name: facet, value: row.id, checked: row.chosen,
    });
    const name = document.createElement("bdi");
    name.textContent = row.label;
    const amount = Object.assign(document.createElement("span"), { className: "count" });
    amount.textContent = number.format(row.count);
    label.append(box, " ", name, " ", amount);
    item.append(label);
    return item;
  }

  /** The arrow keys lead from the box through the hits and back. */
  function step(event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const hits = [...results.querySelectorAll("[data-hit]")];
    const at = hits.indexOf(document.activeElement);
    if (at < 0 && (document.activeElement !== form.elements.q || event.key === "ArrowUp")) return;
    event.preventDefault();
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    (next < 0 ? form.elements.q : hits[Math.min(next, hits.length - 1)])?.focus();
  }
}
