/** The page: from what is asked, to what is shown. */

import * as api from "./api.js";
import { askKey, prepareWindows } from "./asking.js";
import { announce, byId, calm, count, element } from "./dom.js";
import * as history from "./history.js";
import { linkPlaces } from "./links.js";
import * as options from "./options.js";
import { nameOf, ofComparison, ofSummary } from "./outcome.js";
import * as result from "./result.js";
import { prepareShelf } from "./shelf.js";
import * as source from "./source.js";

const composer = byId("composer");
const problem = byId("problem");
let running = null; // what stops the request under way
let learned = false; // whether the service has said what it has

/** "empty" or "result"; `compact` leaves the source out, and on a narrow screen the options too. */
function become(state, { compact = false } = {}) {
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

/* -- asking ------------------------------------------------------------------------------------ */

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
  const waiting = wait(request);
  try {
    const outcome = await ask(request, running.signal);
    history.add(outcome);
    reveal(outcome);
    if (!learned) learn();
  } catch (error) {
    stopped(error);
  } finally {
    waiting.over();
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

/** Say that it is under way, and for how long, until it is over. */
function wait({ source: from, comparing }) {
  const began = Date.now();
  const doing = `${comparing ? "Comparing" : "Summarizing"}${from.name ? ` ${from.name}` : ""}`;
  const tell = () => {
    const seconds = Math.floor((Date.now() - began) / 1000);
    byId("progress-text").textContent = seconds ? `${doing}, ${count(seconds, "second")}` : doing;
  };
  tell();
  const timer = setInterval(tell, 1000);
  const soon = setTimeout(() => announce(`${doing}. Escape cancels.`), 800); // a quick answer says it itself
  working(true);
  return {
    over() {
      clearInterval(timer);
      clearTimeout(soon);
      working(false);
    },
  };
}

function working(on) {
  if (on) openOptions(true);
  byId("progress").hidden = !on;
  byId("cancel").hidden = !on;
  byId("go-hint").hidden = on;
  byId("go").setAttribute("aria-disabled", String(on));
  byId("results").setAttribute("aria-busy", String(on));
}

/* -- what comes of it -------------------------------------------------------------------------- */

function reveal(outcome) {
  result.show(outcome);
  byId("origin-title").textContent = nameOf(outcome);
  byId("origin-size").textContent = [outcome.text && lengthOf(outcome.text), hostOf(outcome.source)].filter(Boolean).join(" · ");
  become("result", { compact: true });
  byId("results-title").focus({ preventScroll: true });
  composer.scrollIntoView({ block: "start", behavior: calm() ? "auto" : "smooth" });
  result.announceResult(outcome);
}

/** Where a page was fetched from. */
const hostOf = (source) => (/^https?:/i.test(source ?? "") && URL.canParse(source) ? new URL(source).host : null);
const lengthOf = (text) => count(text.split(/\s+/).filter(Boolean).length, "word");

function reopen(entry) {
  dismiss();
  source.restore(entry.request.source, entry.text);
  options.restore(entry.request);
  reveal(entry);
}

function stopped(error) {
  if (error.name === "AbortError") {
    announce("Cancelled.");
    byId("go").focus();
  } else if (error instanceof api.Problem) complain(error);
  else {
    complain({ title: "This page has a fault", detail: String(error.message ?? error) });
    throw error;
  }
}

/** The fields by the names that the service gives them. */
const FIELDS = {
  text: "text", url: "url", file: "file", amount: "amount", length: "amount", summarizer: "summarizer",
  summarizers: "several", several: "several", language: "language", faithful: "faithful", clean: "clean",
};

function complain({ title = "", detail, field = null, retryAfter = null, passing = false }, again = submit) {
  const later = retryAfter ? ` Try again in ${count(retryAfter, "second")}.` : "";
  const said = detail === title ? "" : `${sentence(detail)}${later}`;
  const parts = [element("p", {}, title && element("strong", {}, `${sentence(title)} `), said)];
  if (passing) {
    const button = element("button", { type: "button", class: "secondary" }, "Try again");
    button.addEventListener("click", again);
    parts.push(button);
  }
  problem.replaceChildren(...parts);
  problem.hidden = false;
  const at = byId(FIELDS[field] ?? "");
  if (at) blame(at);
  else problem.focus({ preventScroll: true });
  problem.scrollIntoView({ block: "nearest" });
}

/** A line of the service's as a sentence; a name it begins with stays as it is written. */
const sentence = (words) =>
  (/^\p{Ll}+ /u.test(words) ? words.charAt(0).toUpperCase() + words.slice(1) : words) + (/[.!?]$/.test(words) ? "" : ".");

function blame(field) {
  if (["text", "url", "file"].includes(field.id)) edit();
  const inside = field.closest("details");
  if (inside) inside.open = true;
  const control = field.matches("fieldset") ? field.querySelector("input") : field;
  if (!control || control.closest("[hidden]")) return;
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

/* -- the rest ---------------------------------------------------------------------------------- */

function edit() {
  become(document.body.dataset.state);
}

function startAgain() {
  dismiss();
  source.reset();
  result.forget();
  become("empty");
  document.title = "summarize";
  byId("text").focus();
}

function keyed(event) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !document.querySelector("dialog[open]")) submit(event);
  if (event.key === "Escape" && running && !document.querySelector("dialog[open]")) cancel();
}

/** Ask what the service has; the page works with what it knows where there is no answer. */
async function learn() {
  dismiss();
  try {
    const offered = await api.offers();
    options.offer(offered);
    source.allow({ fetching: offered.urls, bytes: offered.limits.body_limit });
    learned = true;
  } catch (error) {
    if (!(error instanceof api.Problem)) throw error;
    complain(error, learn);
  }
}

api.keys.ask = askKey;
prepareWindows();
source.prepareSource(() => { dismiss(); edit(); }, complain);
options.prepareOptions();
result.prepareResult();
linkPlaces();
prepareShelf(reopen);
composer.addEventListener("submit", submit);
composer.addEventListener("input", () => { if (!problem.hidden) dismiss(); });
byId("toggle-options").addEventListener("click", () => openOptions(byId("settings").hidden));
byId("cancel").addEventListener("click", cancel);
byId("edit-source").addEventListener("click", () => { edit(); byId("text").focus(); });
byId("start-again").addEventListener("click", startAgain);
addEventListener("keydown", keyed);
learn();
