/** Requests to the service, and its errors in words. */

import { storageOf } from "./storage.js";

const session = storageOf("sessionStorage");
const KEY = "summarize.key";

/** An error: `detail` explains it; `field` names the field at fault, if there is one. */
export class Problem extends Error {
  constructor({ title, detail, status = 0, field = null, retryAfter = null }) {
    super(detail || title);
    Object.assign(this, { title, detail: detail || "", status, field, retryAfter });
  }

  /** Whether the same request may succeed later. */
  get passing() {
    return [0, 429, 502, 503, 504].includes(this.status);
  }
}

/** The API key; `ask` is set by the page and resolves to a key or to null. */
export const keys = {
  ask: async () => null,
  get: () => session.getItem(KEY),
  keep: (key) => session.setItem(KEY, key),
  forget: () => session.removeItem(KEY),
};

/** What the service offers: summarizers, lengths, languages, limits. */
export const offers = (signal) => ask("v1/summarizers", { method: "GET" }, signal);

/** One summary, with the text as read. */
export const summarize = (source, options, signal) =>
  ask("v1/summarize", body(source, { ...options, include_text: true }), signal);

/** One summary per summarizer, with the text as read. */
export const compare = (source, options, signal) =>
  ask("v1/compare", body(source, { ...options, include_text: true }), signal);

function body(source, fields) {
  if (source.kind === "file") return { method: "POST", body: form(source.file, fields) };
  return {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    // A lone surrogate, such as half an emoji, cannot be sent as UTF-8.
    body: JSON.stringify({ [source.kind]: source[source.kind].toWellFormed(), ...fields }),
  };
}

function form(file, fields) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) data.append(name, String(one));
  }
  data.append("file", file, file.name);
  return data;
}

async function ask(path, request, signal) {
  let answer = await send(path, request, signal);
  while (answer.status === 401) {
    const why = (await problemOf(answer)).message;
    const key = await keys.ask(why);
    if (!key) throw new Problem({ title: "API key missing", detail: why, status: 401 });
    keys.keep(key);
    answer = await send(path, request, signal);
    if (answer.status === 401) keys.forget();
  }
  if (!answer.ok) throw await problemOf(answer);
  try {
    return await answer.json();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem({ title: "Connection lost", detail: "The answer did not arrive completely. Try again." });
  }
}

async function send(path, request, signal) {
  const headers = { Accept: "application/json", ...request.headers };
  const key = keys.get();
  if (key) headers.Authorization = `Bearer ${key}`;
  try {
    return await fetch(path, { ...request, headers, signal, credentials: "same-origin", cache: "no-store" });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw unreachable();
  }
}

function unreachable() {
  return new Problem({
    title: "Cannot reach the service",
    detail: "It may have stopped, or you are offline. Your text is still here.",
  });
}

/** Status → heading, and the explanation if the answer has none. */
const WORDS = {
  400: ["Invalid request", "The service may be older than this page. Reload the page."],
  401: ["API key missing or invalid", "Ask the operator of this service for a key."],
  403: ["Not allowed", "This service does not allow this."],
  404: ["Not found", "The service may be older than this page. Reload the page."],
  413: ["Too large", "This is over the size limit of the service."],
  415: ["Cannot read this file", "Use text, Markdown, HTML, PDF, Word, e-mail or subtitles."],
  422: ["Cannot summarize this", "A value in the form is not valid."],
  429: ["Too many requests", "You have reached the rate limit."],
  502: ["Cannot reach the service", "It may be starting."],
  503: ["The service is busy", "Try again in a moment."],
  504: ["Timed out", "Use a shorter text or a faster summarizer."],
};
const OTHERWISE = ["Error in the service", "The operator can find the reason in the log."];

async function problemOf(answer) {
  const problem = await answer.json().catch(() => ({}));
  const [title, otherwise] = WORDS[answer.status] ?? OTHERWISE;
  const first = problem.errors?.[0];
  const field = problem.field ?? first?.field ?? "";
  return new Problem({
    title,
    detail: first?.detail || problem.detail || otherwise,
    status: answer.status,
    field: String(field).split(".")[0] || null,
    retryAfter: Number(answer.headers.get("Retry-After")) || null,
  });
}
