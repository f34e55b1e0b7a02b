/** The article as it was read: its sentences marked, what was removed greyed, each with its reason. */

import { element, shape } from "./dom.js";
import { pieces, unitsOf } from "./offsets.js";
import { citations, removed } from "./outcome.js";

const SHORT_LINE = 90; // letters: text wrapped by hand has no longer lines

/** The nodes of the article. */
export function articleNodes(outcome) {
  const { text, title } = outcome;
  const units = unitsOf(text);
  const inUnits = ({ start, end, ...rest }) => ({ ...rest, start: units(start), end: units(end) });
  const cited = citations(outcome).map(inUnits).sort((a, b) => a.start - b.start);
  const taken = removed(outcome).map(({ span: [start, end], rule }) => inUnits({ start, end, rule }));
  const nodes = [];
  const headline = { text: title?.trim(), found: false };
  const numbered = new Set();
  let at = 0;
  for (const group of together(text, taken)) {
    nodes.push(...kept(text, at, group[0].start, { cited, headline, numbered }));
    nodes.push(removedNode(text, group));
    at = group.at(-1).end;
  }
  nodes.push(...kept(text, at, text.length, { cited, headline, numbered }));
  return nodes;
}

/** Removed blocks that follow each other for the same reason stand together. */
function together(text, taken) {
  const groups = [];
  for (const block of taken) {
    const last = groups.at(-1)?.at(-1);
    if (last && last.rule === block.rule && !text.slice(last.end, block.start).trim()) groups.at(-1).push(block);
    else groups.push([block]);
  }
  return groups;
}

function removedNode(text, group) {
  const blocks = group.map(({ start, end }) => element("p", {}, text.slice(start, end)));
  return element("div", { class: "removed" },
    element("p", { class: "reason" }, "Removed: ", element("strong", {}, group[0].rule.replaceAll("-", " "))),
    element("del", {}, blocks));
}

/** The paragraphs of `text` between `from` and `to`. */
function kept(text, from, to, marks) {
  const nodes = [];
  for (const [start, end] of paragraphs(text, from, to)) nodes.push(paragraph(text, start, end, marks));
  return nodes;
}

/** Where paragraphs begin and end: between blank lines, the white space around them left out. */
function* paragraphs(text, from, to) {
  const blank = /\n[^\S\n]*\n\s*/gu;
  blank.lastIndex = from;
  let start = from;
  while (start < to) {
    const found = blank.exec(text);
    const end = found && found.index < to ? found.index : to;
    const whole = text.slice(start, end);
    if (whole.trim()) {
      const lead = whole.length - whole.trimStart().length;
      yield [start + lead, start + whole.trimEnd().length];
    }
    if (end === to) return;
    start = blank.lastIndex;
  }
}

function paragraph(text, start, end, { cited, headline, numbered }) {
  const words = text.slice(start, end);
  if (headline.text && !headline.found && words === headline.text) {
    headline.found = true;
    return element("h3", {}, marked(text, start, end, cited, numbered));
  }
  const wrapped = words.includes("\n") && words.split("\n").every((line) => line.length <= SHORT_LINE) &&
    words.split("\n").slice(0, -1).every((line) => line.length > SHORT_LINE / 2);
  return element("p", { class: wrapped ? "wrapped" : null, dir: "auto" }, marked(text, start, end, cited, numbered));
}

/** The text in `[start, end)`, its cited pieces as marks that lead back to the summary. */
function marked(text, start, end, cited, numbered) {
  return pieces(start, end, cited).map((piece) => {
    const words = text.slice(piece.start, piece.end);
    return piece.spans.length ? mark(words, piece.spans, numbered) : words;
  });
}

function mark(words, spans, numbered) {
  const unlike = [...new Map(spans.map((span) => [span.id, span])).values()];
  const fresh = unlike.filter(({ id, start }) => !numbered.has(`${id}@${start}`));
  for (const { id, start } of fresh) numbered.add(`${id}@${start}`);
  const columns = new Set(unlike.map(({ column }) => column)).size;
  return element("mark",
    { "data-cites": unlike.map(({ id }) => id).join(" "), class: columns > 1 ? "agreed" : null, tabindex: "-1" },
    words, fresh.map(backLink));
}

function backLink({ id, label }) {
  return element("a", { class: "back", href: `#${id}`, "data-to": id, "aria-label": `Back to sentence ${label} of the summary` }, label);
}

/** A strip as long as the article: where the sentences stand, one row for each summary. */
export function mapOf(outcome) {
  const whole = [...outcome.text].length || 1;
  const rows = outcome.columns.length;
  const bar = (kind, start, end, y, height) =>
    shape("rect", { class: kind, x: (1000 * start) / whole, width: Math.max(2, (1000 * (end - start)) / whole), y, height });
  const gone = removed(outcome).map(({ span: [start, end] }) => bar("gone", start, end, 0, 10 * rows));
  const places = citations(outcome).map(({ start, end, column }) => bar("place", start, end, 10 * column, 10));
  return shape("svg", { viewBox: `0 0 1000 ${10 * rows}`, preserveAspectRatio: "none", class: `rows-${rows}` }, ...gone, ...places);
}
