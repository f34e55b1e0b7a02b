/** The page: reads the form, asks the service, shows the result. */

import * as api from "./api.js";
import { announce, byId, count, element, prefersReducedMotion } from "./dom.js";
import { prepareHistory } from "./history-dialog.js";
import * as history from "./history.js";
import { askKey, prepareDialogs } from "./key-dialog.js";
import { linkPlaces } from "./links.js";
import * as options from "./options.js";
import { nameOf, ofComparison, ofSummary } from "./outcome.js";
import * as result from "./result.js";
import * as source from "./source.js";

const composer = byId("composer");
const problem = byId("problem");
let running = null; // aborts the current request
let connected = false; // whether the service has told us what it offers

/** `state` is "empty" or "result"; `compact` hides the source, and on a narrow screen the options. */
function setState(state, { compact = false } = {}) {
  document.body.dataset.state = state;
  composer.classList.toggle("compact", compact);
  byId("source").hidden = compact;
  byId("origin").hidden = !compact;
  openOptions(!compact || matchMedia("(min-width: 44rem)").matches);
  byId("results").hidden = state === "empty";
  byId("skip-results").hidden = state === "empty";
}

function openOptions(open) {
  byId("settings").hidden = !open;
  byId("toggle-options").setAttribute("aria-expanded", String(open));
}

/* -- the request ------------------------------------------------------------------------------- */

async function submit(event) {
  event?.preventDefault();
  if (running) return;
  dismiss();
  const request = read();
  if (request.fault) {
    complain(request.fault);
    return;
  }
  running = new AbortController();
  const progress = showProgress(request);
  try {
    const outcome = await ask(request, running.signal);
    history.add(outcome);
    reveal(outcome);
    if (!connected) connect();
  } catch (error) {
    showFailure(error);
  } finally {
    progress.stop();
    running = null;
  }
}

function read() {
  const [from, how] = [source.read(), options.read()];
  if (from.fault || how.fault) return { fault: from.fault ?? how.fault };
  return { source: from, ...how };
}

async function ask(request, signal) {
  const { source: from, fields, comparing } = request;
  if (comparing) return ofComparison(await api.compare(from, fields, signal), request);
  return ofSummary(await api.summarize(from, fields, signal), request);
}

function cancel() {
  running?.abort();
}

/** Show what is running and for how long, until stopped. */
function showProgress({ source: from, comparing }) {
  const start = Date.now();
  const activity = `${comparing ? "Comparing" : "Summarizing"}${from.name ? ` ${from.name}` : ""}`;
  const update = () => {
    const seconds = Math.floor((Date.now() - start) / 1000);
    byId("progress-text").textContent = seconds ? `${activity}, ${count(seconds, "second")}` : activity;
  };
  update();
  const timer = setInterval(update, 1000);
  const notice = setTimeout(() => announce(`${activity}. Press Escape to cancel.`), 800); // a quick answer announces itself
  setBusy(true);
  return {
    stop() {
      clearInterval(timer);
      clearTimeout(notice);
      setBusy(false);
    },
  };
}

function setBusy(on) {
  if (on) openOptions(true);
  byId("progress").hidden = !on;
  byId("cancel").hidden = !on;
  byId("go-hint").hidden = on;
  byId("go").setAttribute("aria-disabled", String(on));
  byId("results").setAttribute("aria-busy", String(on));
}

/* -- the result -------------------------------------------------------------------------------- */

function reveal(outcome) {
  result.show(outcome);
  byId("origin-title").textContent = nameOf(outcome);
  byId("origin-size").textContent = [outcome.text && lengthOf(outcome.text), hostOf(outcome.source)].filter(Boolean).join(" · ");
  setState("result", { compact: true });
  byId("results-title").focus({ preventScroll: true });
  composer.scrollIntoView({ block: "start", behavior: prefersReducedMotion() ? "auto" : "smooth" });
  result.announceResult(outcome);
}

/** The host a page was downloaded from. */
const hostOf = (source) => (/^https?:/i.test(source ?? "") && URL.canParse(source) ? new URL(source).host : null);
const lengthOf = (text) => count(text.split(/\s+/).filter(Boolean).length, "word");

function reopen(entry) {
  dismiss();
  source.restore(entry.request.source, entry.text);
  options.restore(entry.request);
  reveal(entry);
}

function showFailure(error) {
  if (error.name === "AbortError") {
    announce("Cancelled.");
    byId("go").focus();
  } else if (error instanceof api.Problem) complain(error);
  else {
    complain({ title: "Error in this page", detail: String(error.message ?? error) });
    throw error;
  }
}

/** Name of a field in the API → its element. */
const FIELDS = {
  text: "text", url: "url", file: "file", amount: "amount", length: "amount", summarizer: "methods",
  methods: "methods", summarizers: "several", several: "several", language: "language",
  faithful: "faithful", clean: "clean", focus: "focus",
};

/** Show an error beside its field, or below the form if it has none. */
function complain({ title = "", detail, field = null, retryAfter = null, passing = false }, again = submit) {
  const wait = retryAfter ? ` Try again in ${count(retryAfter, "second")}.` : "";
  const message = detail === title ? "" : `${sentence(detail)}${wait}`;
  const parts = [element("p", {}, title && element("strong", {}, `${sentence(title)} `), message)];
  if (passing) {
    const button = element("button", { type: "button", class: "secondary" }, "Try again");
    button.addEventListener("click", again);
    parts.push(button);
  }
  const control = controlOf(byId(FIELDS[field] ?? ""));
  (control?.closest("[data-field]") ?? composer).append(problem);
  problem.replaceChildren(...parts);
  problem.hidden = false;
  if (control) blame(control);
  else problem.focus({ preventScroll: true });
  problem.scrollIntoView({ block: "nearest" });
}

/** An error message as a sentence; a file name at its start keeps its case. */
const sentence = (words) =>
  (/^\p{Ll}+ /u.test(words) ? words.charAt(0).toUpperCase() + words.slice(1) : words) + (/[.!?]$/.test(words) ? "" : ".");

/** The visible control of a field, or null. */
function controlOf(field) {
  if (!field) return null;
  if (["text", "url", "file"].includes(field.id)) edit();
  const details = field.closest("details");
  if (details) details.open = true;
  const control = field.matches("fieldset") ? field.querySelector("input:checked, input") : field;
  return control && !control.closest("[hidden]") ? control : null;
}

function blame(control) {
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-errormessage", "problem");
  control.focus({ preventScroll: true });
}

function dismiss() {
  problem.hidden = true;
  problem.replaceChildren();
  for (const field of document.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-errormessage");
  }
}

/* -- the page itself --------------------------------------------------------------------------- */

function edit() {
  setState(document.body.dataset.state);
}

function startAgain() {
  dismiss();
  source.reset();
  result.forget();
  setState("empty");
  document.title = "summarize";
  byId("text").focus();
}

function onKey(event) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !document.querySelector("dialog[open]")) submit(event);
  if (event.key === "Escape" && running && !document.querySelector("dialog[open]")) cancel();
}

/** Ask the service what it offers; without an answer the page keeps its defaults. */
async function connect() {
  dismiss();
  let offered;
  try {
    offered = await api.offers();
  } catch (error) {
    if (!(error instanceof api.Problem)) throw error;
    complain(error, connect);
    return;
  }
  options.offer(offered);
  source.allow({ fetching: offered.urls, bytes: offered.limits.body_limit });
  connected = true;
}

api.keys.ask = askKey;
prepareDialogs();
source.prepareSource(() => { dismiss(); edit(); }, complain);
options.prepareOptions();
result.prepareResult();
linkPlaces();
prepareHistory(reopen);
composer.addEventListener("submit", submit);
composer.addEventListener("input", () => { if (!problem.hidden) dismiss(); });
byId("toggle-options").addEventListener("click", () => openOptions(byId("settings").hidden));
byId("cancel").addEventListener("click", cancel);
byId("edit-source").addEventListener("click", () => { edit(); byId("text").focus(); });
byId("start-again").addEventListener("click", startAgain);
addEventListener("keydown", onKey);
connect();
