/** The article: pasted text, a chosen or dropped file, or a web address. */

import { announce, byId, count } from "./dom.js";
import { SAMPLE } from "./sample.js";

const text = byId("text");
const file = byId("file");
const url = byId("url");
const KINDS = ["text", "file", "url"];
const ADDRESS = /^https?:\/\/[^\s/]\S*$/i;

const FILE_HINT = "Text, Markdown, HTML, PDF, Word, e-mail (EML), subtitles (SRT, VTT), EPUB and more. You can also drop it anywhere on this page.";
const NO_FETCHING = "This service does not download web pages. Paste the text of the page instead.";

const limits = { fetching: false, bytes: null };
let cleared = null; // the text that Clear removed, for Undo

const chosen = () => document.querySelector("input[name=kind]:checked").value;

function choose(kind) {
  document.querySelector(`input[name=kind][value=${kind}]`).checked = true;
  show();
}

function show() {
  for (const kind of KINDS) byId(`panel-${kind}`).hidden = kind !== chosen();
}

/** A number of bytes for people, such as "12 kB". */
export function size(bytes) {
  if (bytes < 1000) return count(bytes, "byte");
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

const wordCount = () => text.value.split(/\s+/).filter(Boolean).length;

function measure() {
  const words = wordCount();
  byId("text-hint").textContent = words ? count(words, "word") : "Paste text of any length.";
  byId("clear-text").hidden = !words && cleared === null;
  byId("clear-text").textContent = words || cleared === null ? "Clear" : "Undo";
  byId("use-sample").hidden = words > 0;
}

function fill(value) {
  text.value = value;
  cleared = null;
  choose("text");
  measure();
}

function clearOrUndo() {
  if (text.value) {
    cleared = text.value;
    text.value = "";
  } else if (cleared !== null) {
    text.value = cleared;
    cleared = null;
  }
  measure();
  text.focus();
}

function useFile(files) {
  const transfer = new DataTransfer();
  transfer.items.add(files[0]);
  file.files = transfer.files;
  choose("file");
  describeFile();
  file.focus();
  const others = files.length > 1 ? ` Only the first of ${files.length} files is used.` : "";
  announce(`${files[0].name}, ${size(files[0].size)}, is ready to summarize.${others}`);
}

function describeFile() {
  const [selected] = file.files;
  byId("file-hint").textContent = selected ? `${size(selected.size)}, ready to summarize.` : FILE_HINT;
}

/** Accept a file dropped anywhere, without the browser opening it. */
function acceptDrops(onFile, onFault) {
  const overlay = byId("drop");
  let depth = 0;
  const hideOverlay = () => { depth = 0; overlay.hidden = true; };
  const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  addEventListener("dragenter", (event) => {
    if (!hasFiles(event)) return;
    depth += 1;
    overlay.hidden = false;
  });
  addEventListener("dragleave", () => { depth -= 1; if (depth <= 0) hideOverlay(); });
  addEventListener("dragover", (event) => { if (hasFiles(event)) event.preventDefault(); });
  addEventListener("drop", (event) => {
    hideOverlay();
    const { files } = event.dataTransfer;
    if (!files.length) return;
    event.preventDefault();
    if (event.dataTransfer.items[0]?.webkitGetAsEntry()?.isDirectory) {
      onFault({ detail: "This is a folder. Drop one file at a time." });
      return;
    }
    onFile();
    useFile(files);
  });
}

/** Set what the service allows: whether it downloads pages, and the largest request. */
export function allow({ fetching, bytes }) {
  Object.assign(limits, { fetching, bytes });
  byId("kind-url").hidden = !fetching;
  if (!fetching && chosen() === "url") choose("text");
}

/** What is wrong with the article as `{field, detail}`, or null. */
function fault(kind) {
  if (kind === "text" && !text.value.trim()) {
    return { field: "text", detail: "There is nothing to summarize yet. Paste an article, drop a file, or try the sample." };
  }
  if (kind === "text" && isAddress()) return { field: "text", detail: NO_FETCHING };
  if (kind === "text" && tooLarge(textBytes())) return tooMuch("text", "This text", textBytes());
  if (kind === "file" && !file.files.length) return { field: "file", detail: "Choose a file, or drop one on this page." };
  if (kind === "file" && tooLarge(file.files[0].size)) return tooMuch("file", "This file", file.files[0].size);
  return kind === "url" ? addressFault() : null;
}

const isAddress = () => ADDRESS.test(text.value.trim());
const textBytes = () => new Blob([text.value]).size;
const tooLarge = (bytes) => limits.bytes !== null && bytes > limits.bytes;
const tooMuch = (field, what, bytes) =>
  ({ field, detail: `${what} is ${size(bytes)}; the limit of this service is ${size(limits.bytes)}.` });

function addressFault() {
  if (!url.value.trim()) return { field: "url", detail: "Enter the web address of an article." };
  if (!ADDRESS.test(url.value.trim())) {
    return { field: "url", detail: "A web address starts with http:// or https://." };
  }
  return null;
}

/** The article as `{kind, name, …}`, or what is wrong with it as `{fault}`. */
export function read() {
  if (limits.fetching && chosen() === "text" && isAddress()) {
    url.value = text.value.trim(); // an address pasted as text means its page
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

/** Show an earlier article again; a file as the text that was read from it. */
export function restore(source, words) {
  if (source.kind === "url" && limits.fetching) {
    url.value = source.url;
    choose("url");
  } else if (words !== null) fill(words);
}

/** Empty everything. */
export function reset() {
  file.value = "";
  url.value = "";
  describeFile();
  fill("");
}

/** Called once. `onFile` is called before a dropped file is used, `onFault` if it cannot be. */
export function prepareSource(onFile, onFault) {
  for (const radio of document.querySelectorAll("input[name=kind]")) radio.addEventListener("change", show);
  text.addEventListener("input", () => { cleared = null; measure(); });
  file.addEventListener("change", describeFile);
  byId("use-sample").addEventListener("click", () => { fill(SAMPLE); byId("go").focus(); announce("The sample article is in the field."); });
  byId("clear-text").addEventListener("click", clearOrUndo);
  acceptDrops(onFile, onFault);
  show();
  measure();
  describeFile();
}
