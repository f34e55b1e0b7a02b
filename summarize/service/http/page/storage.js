/** What the browser keeps for the page. */

/**
 * The browser's storage of that kind ("localStorage", "sessionStorage"), or, where the browser
 * denies it, one that forgets with the page.
 */
export function storageOf(kind) {
  try {
    const found = window[kind];
    found.getItem("");
    return found;
  } catch {
    const held = new Map();
    return {
      getItem: (name) => held.get(name) ?? null,
      setItem: (name, value) => held.set(name, value),
      removeItem: (name) => held.delete(name),
    };
  }
}
