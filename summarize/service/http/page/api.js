/** Asking the service, and what can go wrong, in words. */

import { storageOf } from "./storage.js";

const session = storageOf("sessionStorage");
const KEY = "summarize.key";

/** What went wrong: `detail` says it in words; `field` names the member at fault, if one is. */
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

/** Set by the page: asks the person for a key, resolves to it or to null. */
export const keys = {
  ask: async () => null,
  get: () => session.getItem(KEY),
  keep: (key) => session.setItem(KEY, key),
  forget: () => session.removeItem(KEY),
};

/** What the service offers: summarizers, lengths, languages, limits. */
export const offers = (signal) => ask("v1/summarizers", { method: "GET" }, signal);

/** One summary, with the text it was read from. */
export const summarize = (source, options, signal) =>
  ask("v1/summarize", body(source, { ...options, include_text: true }), signal);

/** A summary by each of several summarizers. */
export const compare = (source, options, signal) =>
  ask("v1/compare", body(source, { ...options, include_text: true }), signal);

function body(source, fields) {
  if (source.kind === "file") return { method: "POST", body: form(source.file, fields) };
  return {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    // Half an emoji, as a careless cut leaves it, is no text that can be sent.
    body: JSON.stringify({ [source.kind]: source[source.kind].toWellFormed(), ...fields }),
  };
}

function form(file, fields) {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) made.append(name, String(one));
  }
  made.append("file", file, file.name);
  return made;
}

async function ask(path, request, signal) {
  let answer = await send(path, request, signal);
  while (answer.status === 401) {
    const why = (await problemOf(answer)).message;
    const key = await keys.ask(why);
    if (!key) throw new Problem({ title: "A key is needed", detail: why, status: 401 });
    keys.keep(key);
    answer = await send(path, request, signal);
    if (answer.status === 401) keys.forget();
  }
  if (!answer.ok) throw await problemOf(answer);
  try {
    return await answer.json();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem({ title: "The answer broke off", detail: "The connection was lost before the whole answer had come. Try again." });
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
    title: "The service does not answer",
    detail: "It may have been stopped, or the connection is down. Your text is still here.",
  });
}

/** The heading of each refusal, and what to say where nothing gives words of its own. */
const WORDS = {
  400: ["The service did not understand this", "It may be an older version than this page."],
  401: ["A key is needed", "Whoever runs the service gives them out."],
  403: ["Not allowed", "The service does not allow this."],
  404: ["The service does not know this", "It may be an older version than this page."],
  413: ["Too large", "This is larger than the service accepts."],
  415: ["This file cannot be read", "Text, Markdown, HTML, PDF and Word (DOCX) can."],
  422: ["This cannot be summarized as asked", "Something in the form is not as it should be."],
  429: ["Too many requests", "The service takes so many from one address and no more."],
  502: ["The service cannot be reached", "It may be starting just now."],
  503: ["The service is busy", "It takes no more just now."],
  504: ["This took too long", "A shorter text, or a faster summarizer, may do."],
};
const OTHERWISE = ["Something went wrong in the service", "Whoever runs it finds the reason in its log."];

async function problemOf(answer) {
  const given = await answer.json().catch(() => ({}));
  const [title, otherwise] = WORDS[answer.status] ?? OTHERWISE;
  const first = given.errors?.[0];
  const field = given.field ?? first?.field ?? "";
  return new Problem({
    title,
    detail: first?.detail || given.detail || otherwise,
    status: answer.status,
    field: String(field).split(".")[0] || null,
    retryAfter: Number(answer.headers.get("Retry-After")) || null,
  });
}
