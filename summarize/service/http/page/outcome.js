/**
 * The answer of the service, in one form for one summary and for several.
 *
 * An outcome: `title`, `text` (as read, or null if it was not stored), `source`, `request`
 * (the article and the options), `made` (when), and `columns`, each with
 * `summarizer` and either its `summary` or its `error`.
 */

export function ofSummary(answer, request) {
  const { document, ...summary } = answer;
  return outcome(document, request, [{ summarizer: summary.summarizer, summary, error: null }]);
}

export function ofComparison(answer, request) {
  const columns = answer.summaries.map(({ summarizer, summary, error }) => ({
    summarizer,
    summary: summary ?? null,
    error: summary ? null : wordsOf(error),
  }));
  return outcome(answer.document, request, columns);
}

function outcome(document, request, columns) {
  const title = document?.title ?? columns.find((column) => column.summary?.title)?.summary.title;
  return {
    made: new Date().toISOString(),
    title: title ?? null,
    source: document?.source ?? null,
    text: document?.text ?? null,
    request,
    columns,
  };
}

/** The text of an error, which is a string or a problem with `detail`. */
const wordsOf = (error) => (typeof error === "string" ? error : error?.detail ?? error?.title ?? "It failed.");

/** The summaries, without the columns that failed. */
export const summaries = (outcome) => outcome.columns.map((column) => column.summary).filter(Boolean);

/** Its name: the headline, else the file name, else its first words. */
export function nameOf(outcome) {
  const begins = (outcome.text ?? summaries(outcome)[0]?.text ?? "").trim().slice(0, 80).split("\n")[0];
  return outcome.title || outcome.request.source.name || begins || "Untitled";
}

/** The language chosen for the article, for screen readers; null if it was detected. */
export const languageOf = ({ request }) => (request.fields.language === "auto" ? null : request.fields.language);

/** "A", "B", … for the columns of a comparison. */
export const letter = (column) => "ABCD"[column];

/** The element id of a sentence, and its label. */
export const idOf = (column, sentence) => `s${column}-${sentence}`;
export const labelOf = (outcome, column, sentence) =>
  `${outcome.columns.length > 1 ? letter(column) : ""}${sentence + 1}`;

/** Every source span of the summaries: `{id, label, column, start, end}`, in code points. */
export function citations(outcome) {
  return outcome.columns.flatMap(({ summary }, column) =>
    (summary?.sentences ?? []).flatMap(({ sources }, sentence) =>
      sources.map(([start, end]) => ({
        id: idOf(column, sentence),
        label: labelOf(outcome, column, sentence),
        column,
        start,
        end,
      }))));
}

/** The removed blocks; the same for every summarizer. */
export const removed = (outcome) => summaries(outcome)[0]?.removed ?? [];
