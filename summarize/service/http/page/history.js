/** Earlier summaries, stored in this browser only. Bounded; can be cleared or turned off. */

import { storageOf } from "./storage.js";

const storage = storageOf("localStorage");
const ENTRIES = "summarize.history";
const OFF = "summarize.history.off";
const MOST = 20; // entries
const MOST_CHARACTERS = 2_000_000; // in total: browsers allow a site about five million
const LONGEST = 400_000; // characters of an article; of a longer one only the summary is stored

export const enabled = () => storage.getItem(OFF) === null;

export function enable(on) {
  if (on) storage.removeItem(OFF);
  else storage.setItem(OFF, "1");
}

/** The outcomes, newest first; an empty list if the stored value cannot be read. */
export function entries() {
  try {
    const stored = JSON.parse(storage.getItem(ENTRIES) ?? "[]");
    return Array.isArray(stored) ? stored.filter((entry) => Array.isArray(entry?.columns)) : [];
  } catch {
    return [];
  }
}

/** Store an outcome; the oldest is dropped when there are too many. */
export function add(outcome) {
  if (!enabled()) return;
  const { file, text, ...source } = outcome.request.source;
  const short = (outcome.text ?? "").length <= LONGEST;
  const entry = { ...outcome, text: short ? outcome.text : null, request: { ...outcome.request, source } };
  store([entry, ...entries()].slice(0, MOST));
}

export const remove = (made) => store(entries().filter((entry) => entry.made !== made));

export const clear = () => storage.removeItem(ENTRIES);

/** Store what fits, dropping the oldest first. */
function store(all) {
  const fitting = [...all];
  while (fitting.length) {
    const written = JSON.stringify(fitting);
    if (written.length <= MOST_CHARACTERS && tryStore(written)) return;
    fitting.pop();
  }
  clear();
}

/** Return false if the browser has no room for it. */
function tryStore(written) {
  try {
    storage.setItem(ENTRIES, written);
    return true;
  } catch {
    return false;
  }
}
