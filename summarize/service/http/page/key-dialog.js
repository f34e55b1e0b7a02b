/** Dialogs: how they close, and the one that asks for an API key. */

import { byId } from "./dom.js";

/** Called once. Every dialog closes with its button or a click outside it. */
export function prepareDialogs() {
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
    });
  }
  byId("open-help").addEventListener("click", () => byId("help").showModal());
}

/** Ask for the key; resolves to it, or to null if the dialog is closed. */
export function askKey(why) {
  const dialog = byId("key");
  const field = byId("key-field");
  byId("key-why").textContent = why;
  field.value = "";
  dialog.returnValue = "";
  dialog.showModal();
  field.focus();
  return new Promise((resolve) => {
    const onSubmit = (event) => {
      event.preventDefault(); // the content security policy forbids form submission
      dialog.close("use");
    };
    byId("key-form").addEventListener("submit", onSubmit);
    dialog.addEventListener("close", () => {
      byId("key-form").removeEventListener("submit", onSubmit);
      resolve(dialog.returnValue === "use" ? field.value.trim() || null : null);
      field.value = "";
    }, { once: true });
  });
}
