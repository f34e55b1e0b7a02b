/** What was summarized before, kept in this browser only: bounded, cleared or turned off at will. */

import { storageOf } from "./storage.js";

const shelf = storageOf("localStorage");
const ENTRIES = "summarize.history";
const OFF = "summarize.history.off";
const MOST = 20; // entries
const ROOM = 2_000_000; // letters in all: browsers give a site some five million
const LONGEST = 400_000; // letters of one article; of a longer one only the summary is kept

export const kept = () => shelf.getItem(OFF) === null;

export function keep(on) {
  if (on) shelf.removeItem(OFF);
  else shelf.setItem(OFF, "1");
}

/** The outcomes, the newest first; none where what is stored cannot be read. */
export function entries() {
  try {
    const found = JSON.parse(shelf.getItem(ENTRIES) ?? "[]");
    return Array.isArray(found) ? found.filter((entry) => Array.isArray(entry?.columns)) : [];
  } catch {
    return [];
  }
}

/** Keep an outcome, and let the oldest go for it. */
export function add(outcome) {
  if (!kept()) return;
  const { file, text, ...source } = outcome.request.source;
  const short = (outcome.text ?? "").length <= LONGEST;
  const entry = { ...outcome, text: short ? outcome.text : null, request: { ...outcome.request, source } };
  store([entry, ...entries()].slice(0, MOST));
}

export const remove = (made) => store(entries().filter((entry) => entry.made !== made));

export const clear = () => shelf.removeItem(ENTRIES);

/** Store what fits, the oldest going first. */
function store(all) {
  const fitting = [...all];
  while (fitting.length) {
    const written = JSON.stringify(fitting);
    if (written.length <= ROOM && stored(written)) return;
    fitting.pop();
  }
  clear();
}

/** Whether the browser took it: it may have less room than we think. */
function stored(written) {
  try {
    shelf.setItem(ENTRIES, written);
    return true;
  } catch {
    return false;
  }
}
