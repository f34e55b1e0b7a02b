/** Building and finding elements. Text is always inserted as text, never as markup. */

export const byId = (id) => document.getElementById(id);

/**
 * An element with attributes and children.
 *
 * `null`, `undefined` and `false` omit an attribute or a child; strings become text nodes.
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

/** The same for an SVG shape. */
export function shape(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** Text for screen readers only. */
export const unseen = (text) => element("span", { class: "unseen" }, text);

/** "1 sentence", "3 sentences". */
export function count(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

const announcer = byId("announce");

/** Announce `text` to screen readers. */
export function announce(text) {
  announcer.textContent = "";
  // A new text node after a delay: otherwise the same text is announced once only.
  setTimeout(() => { announcer.textContent = text; }, 50);
}

export const prefersReducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Scroll an element into view and focus it. */
export function goTo(target) {
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "center", behavior: prefersReducedMotion() ? "auto" : "smooth" });
}
