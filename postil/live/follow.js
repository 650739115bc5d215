// Follows the files behind this page while “postil serve” shows it: loads the page again when it changed, at the
// same place, and shows what is wrong until it is mended.

const { page, version } = document.currentScript.dataset;
const KEPT = "postil-place";
let source = null;
let panel = null;
let isSmall = false;

const wordsOf = (element) => element.textContent.slice(0, 200);

/** The element of an anchor: the one with its words, since turns are counted anew; else the one with its id. */
function anchored({ id, words }) {
  const named = document.getElementById(id);
  if (named && wordsOf(named) === words) return named;
  return [...document.querySelectorAll("main [id]")].find((element) => wordsOf(element) === words) ?? named;
}

/** The element with an id that begins nearest to the top of the view, and how far from it. */
function anchor() {
  let found = null;
  for (const element of document.querySelectorAll("main [id]")) {
    const { top, bottom, height } = element.getBoundingClientRect();
    const isSeen = height > 0 && bottom > 0 && top < innerHeight;
    if (isSeen && (found === null || Math.abs(top) < Math.abs(found.top))) found = { element, top };
  }
  return found && { id: found.element.id, words: wordsOf(found.element), top: found.top };
}

function keepPlace() {
  const opened = [...document.querySelectorAll("details")].map((details) => details.open);
  const place = { page: location.pathname, y: scrollY, x: scrollX, anchor: anchor(), focus: document.activeElement?.id, opened };
  sessionStorage.setItem(KEPT, JSON.stringify(place));
}

function findPlace() {
  const kept = sessionStorage.getItem(KEPT);
  if (!kept) return;
  sessionStorage.removeItem(KEPT);
  const place = JSON.parse(kept);
  if (place.page !== location.pathname) return;
  history.scrollRestoration = "manual";
  const all = document.querySelectorAll("details");
  // Which is which can be told only as long as none came and none went.
  if (all.length === place.opened.length) all.forEach((details, index) => (details.open = place.opened[index]));
  const go = () => {
    const element = place.anchor && anchored(place.anchor);
    const y = element ? scrollY + element.getBoundingClientRect().top - place.anchor.top : place.y;
    scrollTo({ left: place.x, top: y, behavior: "instant" });
  };
  const arrive = () => {
    if (place.focus) document.getElementById(place.focus)?.focus({ preventScroll: true });
    go();
    history.scrollRestoration = "auto";
    document.documentElement.dataset.followed = version; // the place is found
  };
  go();
  if (document.readyState === "complete") arrive();
  else addEventListener("load", () => requestAnimationFrame(arrive), { once: true });
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function problemOf({ place, title, excerpt, help }) {
  const article = document.createElement("article");
  if (place) article.append(element("code", place));
  article.append(element("h2", title));
  if (excerpt) {
    const pre = element("pre", excerpt);
    pre.tabIndex = 0; // a long line can be scrolled by key
    article.append(pre);
  }
  if (help) article.append(element("p", help));
  return article;
}

function show(problems) {
  panel?.remove();
  panel = null;
  if (problems.length === 0) return;
  panel = document.createElement("postil-problems");
  panel.lang = "en";
  panel.dir = "ltr";
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/.postil/follow.css";
  const section = document.createElement("section");
  section.setAttribute("role", "alert");
  const header = document.createElement("header");
  const button = element("button", "");
  const resize = () => {
    section.classList.toggle("is-small", isSmall);
    button.textContent = isSmall ? "Show" : "Hide";
    button.setAttribute("aria-expanded", String(!isSmall));
  };
  button.type = "button";
  button.addEventListener("click", () => {
    isSmall = !isSmall;
    resize();
  });
  resize();
  header.append(element("h1", problems.length === 1 ? "1 error: not built" : `${problems.length} errors: not built`), button);
  section.append(header, ...problems.map(problemOf));
  panel.attachShadow({ mode: "open" }).append(style, section);
  document.body.append(panel);
}

function hear(event) {
  const news = JSON.parse(event.data);
  if (news.version === version) {
    show(news.problems);
  } else {
    source.close();
    keepPlace();
    location.reload();
  }
}

// A page that nobody sees does not listen: browsers hold but six connections to one server.
function listen() {
  source?.close();
  source = null;
  if (document.hidden) return;
  source = new EventSource(`/.postil/events?page=${page}`);
  source.addEventListener("message", hear);
}

findPlace();
document.addEventListener("visibilitychange", listen);
listen();
