/** The window of the history. */

import { byId, count, element } from "./dom.js";
import * as history from "./history.js";
import { nameOf, summaries } from "./outcome.js";

const dialog = byId("history");
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

function row(entry, onOpen) {
  const name = nameOf(entry);
  const made = new Date(entry.made);
  const by = entry.columns.map(({ summarizer }) => summarizer).join(", ");
  const words = summaries(entry).reduce((sum, summary) => sum + summary.words, 0);
  const open = element("button", { type: "button", class: "entry" },
    element("strong", {}, name),
    element("span", { class: "hint" }, `${moment.format(made)} · ${count(words, "word")} · ${by}`));
  const forget = element("button", { type: "button", class: "quiet", "aria-label": `Delete “${name}”` }, "Delete");
  open.addEventListener("click", () => { dialog.close(); onOpen(entry); });
  forget.addEventListener("click", () => {
    history.remove(entry.made);
    fill(onOpen, `“${name}” was deleted.`);
    (dialog.querySelector("li button") ?? byId("keep-history")).focus();
  });
  return element("li", {}, open, forget);
}

function fill(onOpen, said = "") {
  const found = history.entries();
  byId("history-list").replaceChildren(...found.map((entry) => row(entry, onOpen)));
  byId("history-empty").hidden = found.length > 0;
  byId("history-empty").textContent = history.kept()
    ? "Nothing yet: summaries you make appear here."
    : "The history is off: nothing is kept.";
  byId("clear-history").disabled = found.length === 0;
  byId("keep-history").checked = history.kept();
  byId("history-said").textContent = said;
}

function clear(onOpen) {
  history.clear();
  fill(onOpen, "The history is empty.");
  byId("keep-history").focus();
}

/** Once. `onOpen` is called with the outcome that is chosen. */
export function prepareShelf(onOpen) {
  byId("open-history").addEventListener("click", () => { fill(onOpen); dialog.showModal(); });
  byId("clear-history").addEventListener("click", () => clear(onOpen));
  byId("keep-history").addEventListener("change", ({ target }) => {
    history.keep(target.checked);
    fill(onOpen, target.checked ? "" : "Nothing more is kept. What is listed stays until you clear it.");
  });
}
