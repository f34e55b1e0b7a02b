/** The summary and the article, led by each other: pointing, focus, press. */

import { byId, goTo } from "./dom.js";

const pair = byId("pair");
const marksOf = (id) => [...pair.querySelectorAll(`mark[data-cites~="${id}"]`)];
const visits = new Map(); // how often each sentence was followed: it may rest on several places

/** Light up these sentences, their places, and in a comparison the sentences that share a place. */
function light(ids) {
  for (const lit of pair.querySelectorAll(".lit")) lit.classList.remove("lit");
  const sharing = new Set(ids);
  for (const id of ids) for (const mark of marksOf(id)) idsAt(mark).forEach((other) => sharing.add(other));
  for (const id of sharing) for (const sentence of pair.querySelectorAll(`.sentence[data-cites="${id}"]`)) sentence.classList.add("lit");
  for (const id of ids) for (const mark of marksOf(id)) mark.classList.add("lit");
}

const idsAt = (node) => node.closest?.("[data-cites]")?.dataset.cites.split(" ") ?? [];

/** Where nothing is pointed at, what has the focus stays lit. */
function lightAt(node) {
  const ids = idsAt(node);
  light(ids.length ? ids : idsAt(document.activeElement));
}

/** To the place in the article that a sentence rests on; pressed again, to the next. */
function follow(id) {
  const marks = marksOf(id);
  if (!marks.length) return;
  const visit = visits.get(id) ?? 0;
  visits.set(id, visit + 1);
  goTo(marks[visit % marks.length]);
}

function pressed(event) {
  const { target } = event;
  const sentence = target.closest("a[data-from]");
  const back = target.closest("a[data-to]");
  const mark = target.closest("mark");
  if (!sentence && !back && !mark) return;
  if (sentence || back) event.preventDefault();
  else if (!getSelection().isCollapsed) return; // someone is selecting text
  if (sentence) follow(sentence.dataset.from);
  else goTo(byId(back ? back.dataset.to : idsAt(mark)[0]));
}

/** Up and down go from sentence to sentence of the same summary. */
function moved(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const sentence = event.target.closest(".sentence");
  if (!step || !sentence || event.ctrlKey || event.altKey || event.metaKey) return;
  const all = [...sentence.closest(".sentences").querySelectorAll("a.sentence")];
  const next = all[all.indexOf(sentence) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** Once, for every result that is shown. */
export function linkPlaces() {
  pair.addEventListener("pointerover", ({ target }) => lightAt(target));
  pair.addEventListener("pointerleave", () => lightAt(document.activeElement));
  pair.addEventListener("focusin", (event) => light(idsAt(event.target)));
  pair.addEventListener("focusout", () => light([]));
  pair.addEventListener("click", pressed);
  pair.addEventListener("keydown", moved);
}

/** Forget where the last result was left. */
export const unvisit = () => visits.clear();
