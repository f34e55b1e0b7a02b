/** Showing a result, copying and saving it. */

import { articleNodes, mapOf } from "./article.js";
import { announce, byId, count } from "./dom.js";
import * as exporting from "./exporting.js";
import { resetVisits } from "./links.js";
import { languageOf, nameOf, removed, summaries } from "./outcome.js";
import { columnNode } from "./summary.js";

let shown = null; // the outcome on the page

/** Show `outcome`. */
export function show(outcome) {
  shown = outcome;
  resetVisits();
  const several = outcome.columns.length > 1;
  const pair = byId("pair");
  pair.className = several ? "pair compared" : "pair";
  byId("results-title").textContent = several ? "Comparison" : "Summary";
  byId("columns").className = `columns of-${outcome.columns.length}`;
  byId("columns").replaceChildren(...outcome.columns.map((_, column) => columnNode(outcome, column)));
  showArticle(outcome, several);
  byId("several-others").open = false; // its choices would push the summaries out of view
  for (const id of ["copy", "save-markdown", "save-json"]) byId(id).disabled = !summaries(outcome).length;
  document.title = `${nameOf(outcome)} – summarize`;
}

function showArticle(outcome, several) {
  const hasText = outcome.text !== null;
  const removedBlocks = removed(outcome).length;
  byId("article-text").lang = languageOf(outcome) ?? "";
  byId("article-text").replaceChildren(...(hasText ? articleNodes(outcome) : []));
  byId("article-map").replaceChildren(...(hasText ? [mapOf(outcome)] : []));
  byId("removed-switch").hidden = !hasText || !removedBlocks;
  byId("show-removed-label").textContent = `Show removed text (${removedBlocks})`;
  byId("article-hint").textContent = hint(hasText, several);
}

function hint(hasText, several) {
  if (!hasText) return "The article was too long to store in the history.";
  if (several) return "Highlighted: sources of a summary; underlined: sources of two or more.";
  return "Highlighted: the sources of the summary.";
}

/** Announce the result in one sentence. */
export function announceResult(outcome) {
  const done = summaries(outcome);
  if (outcome.columns.length > 1) {
    const failed = outcome.columns.length - done.length;
    announce(`${count(done.length, "summary", "summaries")} ready${failed ? `, ${failed} failed` : ""}.`);
    return;
  }
  const [summary] = done;
  announce(`Summary ready: ${count(exporting.sentenceCount(outcome), "sentence")}, ${count(summary.words, "word")}.`);
}

/** Show for two seconds on the button what it did. */
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
    confirm(button, "Copying failed");
  }
}

/** Called once. */
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
