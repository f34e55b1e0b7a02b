/** The history dialog. */

import { byId, count, element } from "./dom.js";
import * as history from "./history.js";
import { nameOf, summaries } from "./outcome.js";

const dialog = byId("history");
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

function row(entry, onOpen) {
  const name = nameOf(entry);
  const by = entry.columns.map(({ summarizer }) => summarizer).join(", ");
  const words = summaries(entry).reduce((sum, summary) => sum + summary.words, 0);
  const open = element("button", { type: "button", class: "entry" },
    element("strong", {}, name),
    element("span", { class: "hint" }, `${moment.format(new Date(entry.made))} · ${count(words, "word")} · ${by}`));
  const forget = element("button", { type: "button", class: "quiet", "aria-label": `Delete “${name}”` }, "Delete");
  open.addEventListener("click", () => { dialog.close(); onOpen(entry); });
  forget.addEventListener("click", () => {
    history.remove(entry.made);
    fill(onOpen, `“${name}” was deleted.`);
    (dialog.querySelector("li button") ?? byId("keep-history")).focus();
  });
  return element("li", {}, open, forget);
}

function fill(onOpen, message = "") {
  const entries = history.entries();
  byId("history-list").replaceChildren(...entries.map((entry) => row(entry, onOpen)));
  byId("history-empty").hidden = entries.length > 0;
  byId("history-empty").textContent = history.enabled()
    ? "Your summaries will appear here."
    : "The history is off: nothing is stored.";
  byId("clear-history").disabled = entries.length === 0;
  byId("keep-history").checked = history.enabled();
  byId("history-said").textContent = message;
}

function clear(onOpen) {
  history.clear();
  fill(onOpen, "The history is empty.");
  byId("keep-history").focus();
}

/** Called once. `onOpen` is called with the chosen outcome. */
export function prepareHistory(onOpen) {
  byId("open-history").addEventListener("click", () => { fill(onOpen); dialog.showModal(); });
  byId("clear-history").addEventListener("click", () => clear(onOpen));
  byId("keep-history").addEventListener("change", ({ target }) => {
    history.enable(target.checked);
    fill(onOpen, target.checked ? "" : "Nothing more is stored. The list stays until you clear it.");
  });
}
