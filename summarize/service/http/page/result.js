/** Showing a result, and taking it away. */

import { articleNodes, mapOf } from "./article.js";
import { announce, byId, count } from "./dom.js";
import * as exporting from "./exporting.js";
import { unvisit } from "./links.js";
import { languageOf, nameOf, removed, summaries } from "./outcome.js";
import { columnNode } from "./summary.js";

let shown = null; // the outcome on the page

/** Put `outcome` on the page. */
export function show(outcome) {
  shown = outcome;
  unvisit();
  const several = outcome.columns.length > 1;
  const pair = byId("pair");
  pair.className = several ? "pair compared" : "pair";
  byId("results-title").textContent = several ? "Comparison" : "Summary";
  byId("columns").className = `columns of-${outcome.columns.length}`;
  byId("columns").replaceChildren(...outcome.columns.map((_, column) => columnNode(outcome, column)));
  showArticle(outcome, several);
  for (const id of ["copy", "save-markdown", "save-json"]) byId(id).disabled = !summaries(outcome).length;
  document.title = `${nameOf(outcome)} – summarize`;
}

function showArticle(outcome, several) {
  const there = outcome.text !== null;
  const gone = removed(outcome).length;
  byId("article-text").lang = languageOf(outcome) ?? "";
  byId("article-text").replaceChildren(...(there ? articleNodes(outcome) : []));
  byId("article-map").replaceChildren(...(there ? [mapOf(outcome)] : []));
  byId("removed-switch").hidden = !there || !gone;
  byId("show-removed-label").textContent = `Show what was removed (${gone})`;
  byId("article-hint").textContent = hint(there, several);
}

function hint(there, several) {
  if (!there) return "The article was too long to be kept in the history.";
  if (several) return "Marked: what a summary took; more strongly, what two or more took.";
  return "Marked: what the summary rests on.";
}

/** Say in one sentence what there is now. */
export function announceResult(outcome) {
  const made = summaries(outcome);
  if (outcome.columns.length > 1) {
    const failed = outcome.columns.length - made.length;
    announce(`${count(made.length, "summary", "summaries")} ready${failed ? `, ${failed} failed` : ""}.`);
    return;
  }
  const [summary] = made;
  announce(`Summary ready: ${count(exporting.sentenceCount(outcome), "sentence")}, ${count(summary.words, "word")}.`);
}

/** For a moment, a button says what it did. */
function confirm(button, words) {
  const before = button.dataset.label ?? button.textContent;
  button.dataset.label = before;
  button.textContent = words;
  announce(`${words}.`);
  clearTimeout(Number(button.dataset.timer));
  button.dataset.timer = setTimeout(() => { button.textContent = before; }, 2000);
}

async function copyShown({ currentTarget: button }) {
  try {
    await exporting.copy(exporting.asText(shown));
    confirm(button, "Copied");
  } catch {
    confirm(button, "Not copied");
  }
}

/** Once. */
export function prepareResult() {
  byId("copy").addEventListener("click", copyShown);
  byId("save-markdown").addEventListener("click", () =>
    exporting.save(shown, exporting.asMarkdown(shown), "text/markdown", "md"));
  byId("save-json").addEventListener("click", () =>
    exporting.save(shown, exporting.asJson(shown), "application/json", "json"));
  byId("print").addEventListener("click", () => print());
  byId("show-removed").addEventListener("change", ({ target }) =>
    byId("article-text").classList.toggle("without-removed", !target.checked));
}

export const current = () => shown;
export const forget = () => { shown = null; };
