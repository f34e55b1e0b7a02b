/** Where the article comes from: text, a file chosen or dropped, or a web address. */

import { announce, byId, count } from "./dom.js";
import { SAMPLE } from "./sample.js";

const text = byId("text");
const file = byId("file");
const url = byId("url");
const KINDS = ["text", "file", "url"];
const ADDRESS = /^https?:\/\/[^\s/]\S*$/i;

const limits = { fetching: true, bytes: null };
let emptied = null; // what Clear took, for Undo

/** The kind that is chosen. */
const chosen = () => document.querySelector("input[name=kind]:checked").value;

function choose(kind) {
  document.querySelector(`input[name=kind][value=${kind}]`).checked = true;
  show();
}

function show() {
  for (const kind of KINDS) byId(`panel-${kind}`).hidden = kind !== chosen();
}

/** "12 kB" of so many bytes. */
export function size(bytes) {
  if (bytes < 1000) return count(bytes, "byte");
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

const wordCount = () => text.value.split(/\s+/).filter(Boolean).length;

function measure() {
  const words = wordCount();
  byId("text-hint").textContent = words ? count(words, "word") : "Paste text of any length.";
  byId("clear-text").hidden = !words && emptied === null;
  byId("clear-text").textContent = words || emptied === null ? "Clear" : "Undo";
  byId("use-sample").hidden = words > 0;
}

function fill(value) {
  text.value = value;
  emptied = null;
  choose("text");
  measure();
}

function clearOrUndo() {
  if (text.value) {
    emptied = text.value;
    text.value = "";
  } else if (emptied !== null) {
    text.value = emptied;
    emptied = null;
  }
  measure();
  text.focus();
}

function take(files) {
  const held = new DataTransfer();
  held.items.add(files[0]);
  file.files = held.files;
  choose("file");
  described();
  file.focus();
  const others = files.length > 1 ? ` Only the first of ${files.length} files was taken.` : "";
  announce(`${files[0].name}, ${size(files[0].size)}, is ready to summarize.${others}`);
}

function described() {
  const [held] = file.files;
  byId("file-hint").textContent = held
    ? `${size(held.size)}. Press Summarize to read it.`
    : "Text, Markdown, HTML, PDF or Word (DOCX). You can also drop it anywhere on this page.";
}

/** Files and text may be dropped anywhere; the page never leaves for them. */
function acceptDrops(onTaken, onFault) {
  const veil = byId("drop");
  let depth = 0;
  const uncover = () => { depth = 0; veil.hidden = true; };
  const wanted = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  addEventListener("dragenter", (event) => {
    if (!wanted(event)) return;
    depth += 1;
    veil.hidden = false;
  });
  addEventListener("dragleave", () => { depth -= 1; if (depth <= 0) uncover(); });
  addEventListener("dragover", (event) => { if (wanted(event)) event.preventDefault(); });
  addEventListener("drop", (event) => {
    uncover();
    const { files } = event.dataTransfer;
    if (!files.length) return;
    event.preventDefault();
    if (event.dataTransfer.items[0]?.webkitGetAsEntry()?.isDirectory) {
      onFault({ detail: "This is a folder. Drop a file of it, one at a time." });
      return;
    }
    onTaken();
    take(files);
  });
}

/** What the service allows: whether it fetches pages, and how large a file may be. */
export function allow({ fetching, bytes }) {
  Object.assign(limits, { fetching, bytes });
  url.disabled = !fetching;
  byId("url-hint").textContent = fetching
    ? "The service fetches the page; your browser does not."
    : "This service does not fetch pages: whoever runs it has left that off. Paste the text of the page instead.";
}

/** What is wrong with the source, as `{field, detail}`, or null. */
function fault(kind) {
  if (kind === "text" && !text.value.trim()) {
    return { field: "text", detail: "There is nothing to summarize yet. Paste an article, drop a file, or try the sample." };
  }
  if (kind === "text" && tooLarge(textBytes())) return tooMuch("text", "This text", textBytes());
  if (kind === "file" && !file.files.length) return { field: "file", detail: "Choose a file first, or drop one on this page." };
  if (kind === "file" && tooLarge(file.files[0].size)) return tooMuch("file", "This file", file.files[0].size);
  return kind === "url" ? addressFault() : null;
}

const textBytes = () => new Blob([text.value]).size;
const tooLarge = (bytes) => limits.bytes !== null && bytes > limits.bytes;
const tooMuch = (field, what, bytes) =>
  ({ field, detail: `${what} has ${size(bytes)}; the service takes ${size(limits.bytes)} at most.` });

function addressFault() {
  if (!limits.fetching) return { field: "url", detail: "This service does not fetch pages. Paste the text of the page instead." };
  if (!url.value.trim()) return { field: "url", detail: "Give the web address of an article." };
  if (!ADDRESS.test(url.value.trim())) {
    return { field: "url", detail: "A web address begins with http:// or https://." };
  }
  return null;
}

/** The source as `{kind, name, …}`, or what is wrong with it as `{fault}`. */
export function read() {
  if (chosen() === "text" && ADDRESS.test(text.value.trim())) {
    url.value = text.value.trim(); // an address pasted as the text means its page
    choose("url");
  }
  const kind = chosen();
  const wrong = fault(kind);
  if (wrong) return { fault: wrong };
  return {
    text: () => ({ kind, text: text.value, name: null }),
    file: () => ({ kind, file: file.files[0], name: file.files[0].name }),
    url: () => ({ kind, url: url.value.trim(), name: url.value.trim() }),
  }[kind]();
}

/** Put a source back as it was; a file as the text that was read from it. */
export function restore(source, words) {
  if (source.kind === "url") {
    url.value = source.url;
    choose("url");
  } else if (words !== null) fill(words);
}

/** Empty everything. */
export function reset() {
  file.value = "";
  url.value = "";
  described();
  fill("");
}

/** Once. `onTaken` is called before a dropped file is taken, `onFault` with why it is not. */
export function prepareSource(onTaken, onFault) {
  for (const radio of document.querySelectorAll("input[name=kind]")) radio.addEventListener("change", show);
  text.addEventListener("input", () => { emptied = null; measure(); });
  file.addEventListener("change", described);
  byId("use-sample").addEventListener("click", () => { fill(SAMPLE); byId("go").focus(); announce("The sample article is in the field."); });
  byId("clear-text").addEventListener("click", clearOrUndo);
  acceptDrops(onTaken, onFault);
  show();
  measure();
  described();
}
