// Links to a turn, a note or a few words, ready to paste.

const WORDS = 5; // of the beginning and the end of a long quotation
const LONG = 80; // characters from which a quotation is named by its beginning and end

/** Offer to copy links; `status` says what came of it. Returns the offer for selected words. */
export function offerCopies(article, status) {
  const template = document.getElementById("copying").content.firstElementChild;

  const offer = (address) => {
    const button = template.cloneNode(true);
    const label = button.textContent;
    button.addEventListener("click", async () => {
      const said = (await copied(address())) ? button.dataset.copied : button.dataset.failed;
      status.textContent = said;
      button.textContent = said;
      setTimeout(() => {
        button.textContent = label;
        status.textContent = "";
      }, 2500);
    });
    return button;
  };

  // A turn: one button, at the speaker who is pointed at.
  let turn = null;
  const forTurn = offer(() => pageAddress(`#${turn.id}`));
  const atSpeaker = (event) => {
    const speaker = event.target.closest?.(".speaker");
    if (!speaker || speaker.contains(forTurn)) return;
    turn = speaker.closest("[data-turn]");
    speaker.append(" ", forTurn);
  };
  article.addEventListener("pointerover", atSpeaker);
  article.addEventListener("focusin", atSpeaker);

  // A note: in its last line, once it is open.
  article.addEventListener("toggle", (event) => {
    const note = event.target.closest(".note");
    const foot = note?.querySelector(".note-foot");
    if (!foot || foot.querySelector(".copy")) return;
    const page = foot.querySelector(".permalink");
    foot.append(" ", offer(() => page?.href ?? pageAddress(`#${note.id}`)));
  }, true);

  // A quotation: beside the selected words.
  let fragment = null;
  const forWords = offer(() => fragment);
  forWords.textContent = forWords.dataset.quotation;
  const take = (range) => (fragment = quotation(article, range)) !== null;
  return { button: forWords, take };
}

/** The address of words: https://wicg.github.io/scroll-to-text-fragment/. Null if nothing was said there. */
function quotation(article, range) {
  const runs = spokenRuns(article, range);
  if (runs.length === 0) return null;
  const words = runs.map((run) => run.trim().split(/\s+/));
  const text = words[0].join(" ");
  const turn = (range.startContainer.parentElement ?? article).closest("[data-turn]");
  const hash = turn ? `#${turn.id}` : "#";
  if (runs.length === 1 && text.length <= LONG) return pageAddress(`${hash}:~:text=${escaped(text)}`);
  const last = words[words.length - 1];
  // In one run the beginning and the end must not overlap.
  const most = runs.length === 1 ? Math.max(1, Math.min(WORDS, Math.floor(last.length / 2))) : WORDS;
  return pageAddress(`${hash}:~:text=${escaped(words[0].slice(0, most).join(" "))},${escaped(last.slice(-most).join(" "))}`);
}

/** The words of a range without references and apparatus, cut wherever such a thing or a block's end is. */
function spokenRuns(article, range) {
  const runs = [];
  let block = null;
  let parted = true;
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!range.intersectsNode(node)) continue;
    const parent = node.parentElement;
    if (!parent.closest(".words") || parent.closest(".ref, [data-apparatus]")) {
      parted = true;
      continue;
    }
    const home = parent.closest("p, li, td, th, pre, h2, h3, h4, h5, h6");
    const from = node === range.startContainer ? wordStart(node.data, range.startOffset) : 0;
    const to = node === range.endContainer ? wordEnd(node.data, range.endOffset) : node.data.length;
    const piece = node.data.slice(from, to);
    if (parted || home !== block || runs.length === 0) runs.push(piece);
    else runs[runs.length - 1] += piece;
    block = home;
    parted = false;
  }
  return runs.filter((run) => /[\p{L}\p{N}]/u.test(run));
}

function wordStart(text, offset) {
  while (offset > 0 && /[\p{L}\p{N}]/u.test(text[offset - 1])) offset -= 1;
  return offset;
}

function wordEnd(text, offset) {
  while (offset > 0 && offset < text.length && /[\p{L}\p{N}]/u.test(text[offset]) && /[\p{L}\p{N}]/u.test(text[offset - 1])) offset += 1;
  return offset;
}

function escaped(text) {
  return encodeURIComponent(text).replaceAll("-", "%2D");
}

function pageAddress(hash) {
  return location.href.split("#")[0] + hash;
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
