/** A summary: its sentences, each linked to the article and marked supported or not, notes and figures. */

import { count, element, unseen } from "./dom.js";
import { idOf, labelOf, languageOf, letter } from "./outcome.js";
import { unitsOf, pieces } from "./offsets.js";

const LEAST_SUPPORT = 0.25; // as in the Python package: below it nothing in the article says this

/** One column: the result of one summarizer. */
export function columnNode(outcome, column) {
  const { summarizer, summary, error } = outcome.columns[column];
  const several = outcome.columns.length > 1;
  const heading = several
    ? element("h3", { class: "who", id: `who-${column}` },
      element("span", { class: "letter" }, letter(column)), " ", summarizer)
    : summary.title && element("h3", { class: "headline" }, summary.title);
  return element("section",
    { class: "summary", "aria-label": several ? `Summary ${letter(column)}, by ${summarizer}` : "The summary" },
    heading,
    error ? element("p", { class: "message error" }, element("span", {}, element("strong", {}, "No summary: "), error)) : parts(outcome, column, summary));
}

function parts(outcome, column, summary) {
  return [
    sentencesNode(outcome, column, summary),
    unsupportedNode(outcome, column, summary),
    notesNode(summary),
    factsNode(summary, outcome.columns.length > 1),
  ];
}

function sentencesNode(outcome, column, summary) {
  const links = summary.sentences.map((sentence, number) => sentenceNode(outcome, column, number, sentence));
  if (summary.length === "bullets") {
    return element("ul", { class: "sentences", lang: languageOf(outcome) }, links.map((link) => element("li", { dir: "auto" }, link)));
  }
  return element("p", { class: "sentences", lang: languageOf(outcome), dir: "auto" }, links.flatMap((link) => [link, " "]));
}

function sentenceNode(outcome, column, number, sentence) {
  const id = idOf(column, number);
  const linked = outcome.text !== null && sentence.sources.length > 0;
  const attributes = { class: "sentence", id, "data-cites": id };
  if (linked) Object.assign(attributes, { href: "#article", "data-from": id });
  return element(linked ? "a" : "span", attributes,
    sentenceWords(sentence),
    element("sup", {}, unseen(" Sentence "), labelOf(outcome, column, number)),
    outcome.request.fields.faithful !== "off" && verdictNode(sentence));
}

const isSupported = ({ supported, unsupported, support }) => supported ?? (!unsupported.length && support >= LEAST_SUPPORT);

function verdictNode(sentence) {
  if (isSupported(sentence)) {
    return element("small", { class: "verdict supported", title: "The article supports this sentence" }, unseen(" Supported "),
      element("span", { "aria-hidden": "true" }, "✓"));
  }
  return element("small", { class: "verdict doubtful", title: "The article may not say this: compare" }, unseen(" "), "Check");
}

/** The words of a sentence; unsupported ones are marked for sighted readers and screen readers. */
function sentenceWords({ text, unsupported }) {
  const units = unitsOf(text);
  const spans = unsupported.map(([start, end]) => ({ start: units(start), end: units(end) }));
  return pieces(0, text.length, spans).map((piece) => {
    const words = text.slice(piece.start, piece.end);
    if (!piece.spans.length) return words;
    return element("span", { class: "unsupported" }, unseen(" (not supported: "), words, unseen(") "));
  });
}

function unsupportedNode(outcome, column, { sentences }) {
  const claims = sentences.flatMap(({ text, unsupported }, number) => {
    const points = [...text];
    return unsupported.map(([start, end]) => ({ number, text: points.slice(start, end).join("") }));
  });
  if (!claims.length) return null;
  return element("div", { class: "message warning" },
    element("p", {}, element("strong", {}, `Not supported by the article:`)),
    element("ul", {}, claims.map(({ text, number }) =>
      element("li", {}, `“${text}”, in sentence ${labelOf(outcome, column, number)}`))));
}

function notesNode({ notes }) {
  if (!notes.length) return null;
  return element("div", { class: "message note" },
    notes.map((note) => element("p", {}, note.charAt(0).toUpperCase() + note.slice(1))));
}

function factsNode({ words: size, compression, coverage, removed, summarizer, model, seconds }, several) {
  const whole = coverage.sentences_read >= coverage.sentences;
  const facts = [
    ["Length", `${count(size, "word")}, ${Math.max(1, Math.round(100 / compression))}% of the article`],
    ["Read", whole ? `all ${count(coverage.sentences, "sentence")}` : `${coverage.sentences_read} of ${count(coverage.sentences, "sentence")}`, !whole],
    coverage.chunks > 1 && ["Parts", String(coverage.chunks)],
    ["Removed", removed.length ? count(removed.length, "block") : "nothing"],
    !several && ["By", summarizer],
    model && ["Model", model],
    ["Time", `${seconds < 0.1 ? Math.max(1, Math.round(1000 * seconds)) + " ms" : seconds.toFixed(1) + " s"}`],
  ];
  return element("dl", { class: "facts" }, facts.filter(Boolean).map(([name, value, alarming]) =>
    element("div", { class: alarming ? "alarming" : null }, element("dt", {}, name), element("dd", {}, value))));
}
