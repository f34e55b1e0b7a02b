/** Browser storage. */

/**
 * The browser's storage of that kind ("localStorage" or "sessionStorage"). If the browser denies
 * access, one in memory that lasts as long as the page.
 */
export function storageOf(kind) {
  try {
    const storage = window[kind];
    storage.getItem(""); // throws if access is denied
    return storage;
  } catch {
    const values = new Map();
    return {
      getItem: (name) => values.get(name) ?? null,
      setItem: (name, value) => values.set(name, value),
      removeItem: (name) => values.delete(name),
    };
  }
}
