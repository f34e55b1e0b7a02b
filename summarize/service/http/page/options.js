/** The options: which kind of summary, length, focus, language, cleaning and checking. */

import { byId, element } from "./dom.js";

const MOST_COMPARED = 4;
const LEAST_COMPARED = 2;
const REWRITTEN = "abstractive";

/** The named lengths, as documented for the package. */
const LENGTHS = {
  headline: "One sentence of 14 words at most.",
  short: "1–2 sentences, 50 words at most.",
  medium: "3–5 sentences, 120 words at most.",
  long: "6–10 sentences, 250 words at most.",
  bullets: "3–5 bullets of one fact each, 25 words at most.",
  other: "",
};

const METHODS = {
  key: "The most important sentences, in the article’s own words.",
  rewritten: "Shortened and reworded by the built-in model; every sentence is checked.",
  model: "Written by a model this service has been set up with; every sentence is checked.",
  compare: "",
};
const NO_MODEL = "This service has no model of its own. Its operator can add one under “models” in the configuration.";

const chosen = (group) => document.querySelector(`input[name=${group}]:checked`).value;
const choose = (group, value) => { document.querySelector(`input[name=${group}][value=${value}]`).checked = true; };
const comparing = () => chosen("method") === "compare";
const boxes = () => [...byId("several").querySelectorAll("input")];
const checkedNames = () => boxes().filter((box) => box.checked).map((box) => box.value);

let about = {}; // summarizer → one line about it
let models = [];
let takesFocus = false;

function show() {
  const [length, method] = [chosen("length"), chosen("method")];
  byId("other-length").hidden = length !== "other";
  byId("length-hint").textContent = LENGTHS[length];
  byId("length-hint").hidden = length === "other";
  byId("several").hidden = !comparing();
  byId("own-model").hidden = method !== "model" || !models.length;
  byId("method-hint").textContent = method === "model" && !models.length ? NO_MODEL : METHODS[method];
  byId("method-hint").hidden = comparing();
  byId("summarizer-hint").textContent = about[byId("summarizer").value] ?? "";
  byId("focus-line").hidden = !takesFocus;
  byId("go").textContent = comparing() ? "Compare" : "Summarize";
  countCompared();
}

/** Once four are checked, disable the others. */
function countCompared() {
  const number = checkedNames().length;
  for (const box of boxes()) box.disabled = !box.checked && number >= MOST_COMPARED;
  byId("several-count").textContent = `${number} of ${MOST_COMPARED} chosen`;
}

/**
 * Fill in what the service offers.
 *
 * `summarizers` are `{name, about}`, `models` the configured models with their options, `languages`
 * codes, `defaults` the initial choices, `focus` whether summaries can keep to a question.
 */
export function offer({ summarizers, models: served, languages, defaults, focus = false }) {
  [models, takesFocus] = [served, focus];
  const extractive = summarizers.filter(({ name }) => name !== REWRITTEN);
  about = Object.fromEntries(summarizers.map((one) => [one.name, one.about]));
  setOptions("summarizer", extractive.map(({ name }) => [name, name]), defaults.summarizer);
  setOptions("model", models.map((name) => [name, name]), models[0]);
  byId("method-rewritten").hidden = !(REWRITTEN in about);
  choose("length", defaults.length);
  offerComparison(extractive.map(({ name }) => name), defaults.summarizer);
  offerLanguages(languages.filter((code) => code !== "auto"));
  show();
}

function setOptions(id, options, selected) {
  byId(id).replaceChildren(...options.map(([shown, value]) => element("option", { value }, shown)));
  if (selected) byId(id).value = selected;
}

/** The plain choices first, checked if there are two; every other algorithm under "More algorithms". */
function offerComparison(extractive, standard) {
  const plain = { [standard]: "Key sentences", ...(REWRITTEN in about && { [REWRITTEN]: "Rewritten" }) };
  const first = [...Object.keys(plain), ...models];
  const others = extractive.filter((name) => !first.includes(name));
  const box = (name, checked) => comparedChoice(name, checked, plain[name]);
  byId("several-list").replaceChildren(...first.map((name, place) => box(name, place < MOST_COMPARED)));
  byId("several-more").replaceChildren(...others.map((name) => box(name, false)));
  byId("several-others").open = first.length < LEAST_COMPARED;
}

function comparedChoice(name, checked, label) {
  const box = element("input", { type: "checkbox", value: name, name: "several", checked });
  const hint = label && element("span", { class: "hint" }, name);
  return element("label", { title: about[name] ?? "A model this service has been set up with." }, box, " ", label ?? name, hint && " ", hint);
}

function offerLanguages(codes) {
  const names = new Intl.DisplayNames(["en"], { type: "language" });
  const listed = codes.map((code) => [names.of(code) ?? code, code]).sort(([a], [b]) => a.localeCompare(b));
  setOptions("language", [["Detect automatically", "auto"], ...listed], "auto");
}

function lengthFault() {
  const amount = byId("amount");
  const [number, unit] = [amount.valueAsNumber, byId("unit").value];
  if (!Number.isInteger(number) || number < 1) return { field: "amount", detail: "Enter a whole number, 1 or more." };
  if (unit === "%" && number > 100) return { field: "amount", detail: "Enter 100% or less." };
  return null;
}

function fault() {
  const wrong = chosen("length") === "other" ? lengthFault() : null;
  if (wrong) return wrong;
  if (comparing() && checkedNames().length < LEAST_COMPARED) {
    return { field: "several", detail: "Choose two to four summarizers to compare." };
  }
  return chosen("method") === "model" && !models.length ? { field: "methods", detail: NO_MODEL } : null;
}

/** The options as `{comparing, fields}`, or what is wrong with them as `{fault}`. */
export function read() {
  const wrong = fault();
  return wrong ? { fault: wrong } : { comparing: comparing(), fields: fields() };
}

function fields() {
  const focus = byId("focus").value.trim();
  const common = {
    length: chosen("length") === "other" ? `${byId("amount").valueAsNumber}${byId("unit").value}` : chosen("length"),
    language: byId("language").value,
    clean: byId("clean").checked,
    faithful: byId("faithful").value,
    ...(takesFocus && focus ? { focus } : {}),
  };
  return comparing() ? { ...common, summarizers: checkedNames() } : { ...common, summarizer: summarizerChosen() };
}

const summarizerChosen = () => ({
  key: () => byId("summarizer").value,
  rewritten: () => REWRITTEN,
  model: () => byId("model").value,
})[chosen("method")]();

/** Choose what an earlier request had chosen. */
export function restore({ comparing: many, fields: request }) {
  const named = request.length in LENGTHS;
  choose("length", named ? request.length : "other");
  if (!named) [byId("amount").value, byId("unit").value] = [parseInt(request.length, 10), request.length.slice(-1)];
  if (many) {
    choose("method", "compare");
    for (const box of boxes()) box.checked = request.summarizers.includes(box.value);
  } else restoreMethod(request.summarizer);
  select("language", request.language);
  select("faithful", request.faithful);
  byId("clean").checked = request.clean;
  byId("focus").value = request.focus ?? "";
  show();
}

function restoreMethod(name) {
  if (name === REWRITTEN) choose("method", "rewritten");
  else if (models.includes(name)) {
    choose("method", "model");
    select("model", name);
  } else {
    choose("method", "key");
    select("summarizer", name);
  }
}

/** Choose `value`, if it is still on offer. */
function select(id, value) {
  const option = [...byId(id).options].find((one) => one.value === value);
  if (option) option.selected = true;
}

/** Called once. An algorithm chosen under Advanced is for key sentences, so those are chosen with it. */
export function prepareOptions() {
  byId("settings").addEventListener("change", show);
  byId("summarizer").addEventListener("change", () => { if (!comparing()) choose("method", "key"); show(); });
  show();
}
