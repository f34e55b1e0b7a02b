/** How it is summarized: length, one summarizer or several, language, cleaning, checking. */

import { byId, element } from "./dom.js";

const MOST_SEVERAL = 4;
const LEAST_SEVERAL = 2;
const FIRST_SEVERAL = 3; // of the list, chosen before anyone chooses

/** The table of lengths, as the package documents it. */
const LENGTHS = {
  headline: "One sentence of 14 words at most.",
  short: "1–2 sentences, 50 words at most.",
  medium: "3–5 sentences, 120 words at most.",
  long: "6–10 sentences, 250 words at most.",
  bullets: "3–5 bullets of one fact each, 25 words at most.",
  other: "",
};

const lengthChosen = () => document.querySelector("input[name=length]:checked").value;
const comparing = () => document.querySelector("input[name=mode]:checked").value === "compare";
const several = () => [...byId("several-list").querySelectorAll("input")];
const picked = () => several().filter((box) => box.checked).map((box) => box.value);

let about = {}; // what each summarizer is

function show() {
  const length = lengthChosen();
  byId("other-length").hidden = length !== "other";
  byId("length-hint").textContent = LENGTHS[length];
  byId("length-hint").hidden = length === "other";
  byId("one").hidden = comparing();
  byId("several").hidden = !comparing();
  byId("summarizer-hint").hidden = comparing();
  byId("summarizer-hint").textContent = about[byId("summarizer").value] ?? "";
  byId("go").textContent = comparing() ? "Compare" : "Summarize";
  countPicked();
}

/** At four the others wait until one is taken back. */
function countPicked() {
  const number = picked().length;
  for (const box of several()) box.disabled = !box.checked && number >= MOST_SEVERAL;
  byId("several-count").textContent = `${number} of ${MOST_SEVERAL} chosen`;
}

/**
 * Fill in what the service has.
 *
 * `summarizers` are `{name, about}`, `models` the names, options and all, of models it runs,
 * `languages` codes, `defaults` what is chosen at first.
 */
export function offer({ summarizers, models, languages, defaults }) {
  const all = [...summarizers, ...models.map((name) => ({ name, about: "A model that this service runs." }))];
  about = Object.fromEntries(all.map((one) => [one.name, one.about]));
  byId("summarizer").replaceChildren(...all.map(({ name }) => element("option", { value: name }, name)));
  byId("summarizer").value = defaults.summarizer;
  check("length", defaults.length);
  byId("several-list").replaceChildren(...all.map((one, i) => choice(one, i < FIRST_SEVERAL)));
  offerLanguages(languages.filter((code) => code !== "auto"));
  show();
}

function choice({ name, about: what }, checked) {
  const box = element("input", { type: "checkbox", value: name, name: "several", checked });
  return element("label", { title: what }, box, " ", name);
}

function offerLanguages(codes) {
  const names = new Intl.DisplayNames(["en"], { type: "language" });
  const listed = codes.map((code) => [names.of(code) ?? code, code]).sort(([a], [b]) => a.localeCompare(b));
  byId("language").replaceChildren(
    element("option", { value: "auto" }, "Detect it"),
    ...listed.map(([shown, code]) => element("option", { value: code }, shown)));
}

function lengthFault() {
  const amount = byId("amount");
  const [number, unit] = [amount.valueAsNumber, byId("unit").value];
  if (!Number.isInteger(number) || number < 1) return { field: "amount", detail: "Give the length as a whole number, 1 or more." };
  if (unit === "%" && number > 100) return { field: "amount", detail: "A share of the words is 100 % at most." };
  return null;
}

/** The options as `{comparing, fields}`, or what is wrong with them as `{fault}`. */
export function read() {
  const other = lengthChosen() === "other";
  const wrong = other ? lengthFault() : null;
  if (wrong) return { fault: wrong };
  if (comparing() && picked().length < LEAST_SEVERAL) {
    return { fault: { field: "several", detail: "Choose two to four summarizers to compare." } };
  }
  return { comparing: comparing(), fields: fields(other) };
}

function fields(other) {
  const made = {
    length: other ? `${byId("amount").valueAsNumber}${byId("unit").value}` : lengthChosen(),
    language: byId("language").value,
    clean: byId("clean").checked,
    faithful: byId("faithful").value,
  };
  return comparing() ? { ...made, summarizers: picked() } : { ...made, summarizer: byId("summarizer").value };
}

/** Choose what an earlier request had chosen. */
export function restore({ comparing: many, fields: given }) {
  const known = given.length in LENGTHS;
  check("length", known ? given.length : "other");
  if (!known) [byId("amount").value, byId("unit").value] = [parseInt(given.length, 10), given.length.slice(-1)];
  check("mode", many ? "compare" : "one");
  if (many) for (const box of several()) box.checked = given.summarizers.includes(box.value);
  else select("summarizer", given.summarizer);
  select("language", given.language);
  select("faithful", given.faithful);
  byId("clean").checked = given.clean;
  show();
}

/** Choose `value`, where there still is one of that name. */
function select(id, value) {
  const option = [...byId(id).options].find((one) => one.value === value);
  if (option) option.selected = true;
}

function check(group, value) {
  document.querySelector(`input[name=${group}][value=${value}]`).checked = true;
}

/** Once. */
export function prepareOptions() {
  const options = document.querySelector(".options");
  options.addEventListener("change", show);
  show();
}
