/** Links between summary and article: highlighting on hover and focus, scrolling on click. */

import { byId, goTo } from "./dom.js";

const pair = byId("pair");
const marksOf = (id) => [...pair.querySelectorAll(`mark[data-cites~="${id}"]`)];
const visits = new Map(); // sentence → clicks so far: each click goes to its next source

/** Highlight these sentences, their sources, and in a comparison the sentences that share a source. */
function light(ids) {
  for (const lit of pair.querySelectorAll(".lit")) lit.classList.remove("lit");
  const sharing = new Set(ids);
  for (const id of ids) for (const mark of marksOf(id)) idsAt(mark).forEach((other) => sharing.add(other));
  for (const id of sharing) for (const sentence of pair.querySelectorAll(`.sentence[data-cites="${id}"]`)) sentence.classList.add("lit");
  for (const id of ids) for (const mark of marksOf(id)) mark.classList.add("lit");
}

const idsAt = (node) => node.closest?.("[data-cites]")?.dataset.cites.split(" ") ?? [];

/** Highlight what is at `node`, or else what has the focus. */
function lightAt(node) {
  const ids = idsAt(node);
  light(ids.length ? ids : idsAt(document.activeElement));
}

/** Go to the source of a sentence; on the next click, to its next source. */
function follow(id) {
  const marks = marksOf(id);
  if (!marks.length) return;
  const visit = visits.get(id) ?? 0;
  visits.set(id, visit + 1);
  goTo(marks[visit % marks.length]);
}

function onClick(event) {
  const { target } = event;
  const sentence = target.closest("a[data-from]");
  const back = target.closest("a[data-to]");
  const mark = target.closest("mark");
  if (!sentence && !back && !mark) return;
  if (sentence || back) event.preventDefault();
  else if (!getSelection().isCollapsed) return; // the reader is selecting text
  if (sentence) follow(sentence.dataset.from);
  else goTo(byId(back ? back.dataset.to : idsAt(mark)[0]));
}

/** The up and down keys move between the sentences of a summary. */
function onKey(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const sentence = event.target.closest(".sentence");
  if (!step || !sentence || event.ctrlKey || event.altKey || event.metaKey) return;
  const all = [...sentence.closest(".sentences").querySelectorAll("a.sentence")];
  const next = all[all.indexOf(sentence) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** Called once; works for every later result. */
export function linkPlaces() {
  pair.addEventListener("pointerover", ({ target }) => lightAt(target));
  pair.addEventListener("pointerleave", () => lightAt(document.activeElement));
  pair.addEventListener("focusin", (event) => light(idsAt(event.target)));
  pair.addEventListener("focusout", () => light([]));
  pair.addEventListener("click", onClick);
  pair.addEventListener("keydown", onKey);
}

/** Forget the clicks on the last result. */
export const resetVisits = () => visits.clear();
