/** A result as text, Markdown or JSON, to copy or save. */

import { nameOf, summaries } from "./outcome.js";

/** Escape `text` for Markdown. */
const literal = (text) => text.replace(/[\\`*_<>[\]#]/g, "\\$&");

/** The text of the summaries, without anything around it. */
export function asText(outcome) {
  if (outcome.columns.length === 1) return outcome.columns[0].summary.text;
  return outcome.columns
    .filter(({ summary }) => summary)
    .map(({ summarizer, summary }) => `${summarizer}:\n${summary.text}`)
    .join("\n\n");
}

export function asMarkdown(outcome) {
  const several = outcome.columns.length > 1;
  const parts = outcome.title ? [`# ${literal(outcome.title)}`] : [];
  for (const { summarizer, summary, error } of outcome.columns) {
    if (several) parts.push(`## ${literal(summarizer)}`);
    parts.push(...(summary ? summaryParts(summary) : [literal(error)]));
  }
  if (outcome.source) parts.push(`Source: ${literal(outcome.source)}`);
  return `${parts.join("\n\n")}\n`;
}

function summaryParts(summary) {
  const texts = summary.sentences.map(({ text }) => literal(text));
  const parts = [summary.length === "bullets" ? texts.map((text) => `- ${text}`).join("\n") : texts.join(" ")];
  const claims = summary.sentences.flatMap(({ text, unsupported }) =>
    unsupported.map(([start, end]) => `- “${literal([...text].slice(start, end).join(""))}”`));
  if (claims.length) parts.push(`Not supported by the article:\n\n${claims.join("\n")}`);
  if (summary.notes.length) parts.push(summary.notes.map((note) => `> ${literal(note)}`).join("\n>\n"));
  parts.push(`*${summary.words} words by ${literal(summary.summarizer)}*`);
  return parts;
}

/** The same JSON as `summarize --format json`, with the article that the spans refer to. */
export function asJson(outcome) {
  const document = { source: outcome.source, title: outcome.title, text: outcome.text };
  const value = outcome.columns.length === 1
    ? { ...outcome.columns[0].summary, document }
    : { summaries: outcome.columns.map(({ summarizer, summary, error }) => (summary ? { summarizer, summary } : { summarizer, error })), document };
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Copy `text` to the clipboard; without HTTPS by way of a text field. */
export async function copy(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  if (!copied) throw new Error("The browser does not allow copying.");
}

/** Save `text` as a file. */
export function save(outcome, text, type, ending) {
  const link = document.createElement("a");
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.href = url;
  link.download = `${fileName(outcome)}.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A file name: letters and digits of any script, everything else as hyphens. */
function fileName(outcome) {
  const name = nameOf(outcome).toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
  return [...(name || "summary")].slice(0, 80).join("").replace(/-$/, "");
}

/** The number of sentences in all summaries. */
export const sentenceCount = (outcome) =>
  summaries(outcome).reduce((sum, { sentences }) => sum + sentences.length, 0);
