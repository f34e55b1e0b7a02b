/** The article as read: source sentences marked, removed blocks gray, each with its reason. */

import { element, shape } from "./dom.js";
import { pieces, unitsOf } from "./offsets.js";
import { citations, removed } from "./outcome.js";

const LONGEST_WRAPPED_LINE = 90; // characters

/** The nodes of the article. */
export function articleNodes(outcome) {
  const { text, title } = outcome;
  const units = unitsOf(text);
  const inUnits = ({ start, end, ...rest }) => ({ ...rest, start: units(start), end: units(end) });
  const cited = citations(outcome).map(inUnits).sort((a, b) => a.start - b.start);
  const blocks = removed(outcome).map(({ span: [start, end], rule }) => inUnits({ start, end, rule }));
  const nodes = [];
  const headline = { text: title?.trim(), shown: false };
  const numbered = new Set();
  let at = 0;
  for (const group of groupBlocks(text, blocks)) {
    nodes.push(...remaining(text, at, group[0].start, { cited, headline, numbered }));
    nodes.push(removedNode(text, group));
    at = group.at(-1).end;
  }
  nodes.push(...remaining(text, at, text.length, { cited, headline, numbered }));
  return nodes;
}

/** Group adjacent blocks that were removed by the same rule. */
function groupBlocks(text, removedBlocks) {
  const groups = [];
  for (const block of removedBlocks) {
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

/** The paragraph nodes of `text` between `from` and `to`. */
function remaining(text, from, to, marks) {
  const nodes = [];
  for (const [start, end] of paragraphs(text, from, to)) nodes.push(paragraph(text, start, end, marks));
  return nodes;
}

/** Start and end of each paragraph: between blank lines, without the white space around them. */
function* paragraphs(text, from, to) {
  const blank = /\n[^\S\n]*\n\s*/gu;
  blank.lastIndex = from;
  let start = from;
  while (start < to) {
    const gap = blank.exec(text);
    const end = gap && gap.index < to ? gap.index : to;
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
  if (headline.text && !headline.shown && words === headline.text) {
    headline.shown = true;
    return element("h3", {}, withMarks(text, start, end, cited, numbered));
  }
  const wrapped = words.includes("\n") && words.split("\n").every((line) => line.length <= LONGEST_WRAPPED_LINE) &&
    words.split("\n").slice(0, -1).every((line) => line.length > LONGEST_WRAPPED_LINE / 2);
  return element("p", { class: wrapped ? "wrapped" : null, dir: "auto" }, withMarks(text, start, end, cited, numbered));
}

/** The text in `[start, end)`; cited pieces are marks that link back to the summary. */
function withMarks(text, start, end, cited, numbered) {
  return pieces(start, end, cited).map((piece) => {
    const words = text.slice(piece.start, piece.end);
    return piece.spans.length ? mark(words, piece.spans, numbered) : words;
  });
}

function mark(words, spans, numbered) {
  const distinct = [...new Map(spans.map((span) => [span.id, span])).values()];
  const fresh = distinct.filter(({ id, start }) => !numbered.has(`${id}@${start}`));
  for (const { id, start } of fresh) numbered.add(`${id}@${start}`);
  const columns = new Set(distinct.map(({ column }) => column)).size;
  return element("mark",
    { "data-cites": distinct.map(({ id }) => id).join(" "), class: columns > 1 ? "agreed" : null, tabindex: "-1" },
    words, fresh.map(backLink));
}

function backLink({ id, label }) {
  return element("a", { class: "back", href: `#${id}`, "data-to": id, "aria-label": `Back to sentence ${label} of the summary` }, label);
}

/** A map of the article: where the source sentences are, one row per summary. */
export function mapOf(outcome) {
  const whole = [...outcome.text].length || 1;
  const rows = outcome.columns.length;
  const bar = (kind, start, end, y, height) =>
    shape("rect", { class: kind, x: (1000 * start) / whole, width: Math.max(2, (1000 * (end - start)) / whole), y, height });
  const gaps = removed(outcome).map(({ span: [start, end] }) => bar("gone", start, end, 0, 10 * rows));
  const places = citations(outcome).map(({ start, end, column }) => bar("place", start, end, 10 * column, 10));
  return shape("svg", { viewBox: `0 0 1000 ${10 * rows}`, preserveAspectRatio: "none", class: `rows-${rows}` }, ...gaps, ...places);
}
