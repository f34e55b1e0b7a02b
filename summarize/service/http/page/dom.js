/** Building and finding elements. Text only ever goes in as text, never as markup. */

export const byId = (id) => document.getElementById(id);

/**
 * An element with attributes and children.
 *
 * `null`, `undefined` and `false` leave an attribute or a child out; strings become text nodes.
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/** The same for a shape. */
export function shape(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Words that only a screen reader says. */
export const unseen = (text) => element("span", { class: "unseen" }, text);

/** "1 sentence", "3 sentences". */
export function count(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

const announcer = byId("announce");

/** Have a screen reader say this when it is next silent. */
export function announce(text) {
  announcer.textContent = "";
  // A new text node, a moment later: the same words twice are otherwise said once.
  setTimeout(() => { announcer.textContent = text; }, 50);
}

/** Whether the reader asked for less motion. */
export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Bring an element into view and give it the focus. */
export function goTo(target) {
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
}
