// What the reader chose, kept from page to page where the browser allows it.

const KEY = "postil.choice";

/** The choice of last time, or an empty one. */
export function remembered() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    return { hidden: kept?.hidden === true, keys: kept?.keys !== false, away: Array.isArray(kept?.away) ? kept.away : [] };
  } catch {
    return { hidden: false, keys: true, away: [] };
  }
}

/** Keep a choice; a browser that keeps nothing is no fault. */
export function remember(choice) {
  try {
    localStorage.setItem(KEY, JSON.stringify(choice));
  } catch {
    // Private windows and full stores: the choice holds for this page.
  }
}
