const KEY = "tahrir.broken";
/** The newest are remembered. */
const MOST = 50;

/**
 * IDs of the articles that broke the window: remembered on this computer, so that none opens by itself again and breaks the next one
 * (NO25).
 */
export function brokenArticles(): readonly string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(value) ? value.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

/** @param id of the article; "" for none */
export function rememberBroken(id: string): void {
  if (id !== "") write([...brokenArticles().filter((one) => one !== id), id].slice(-MOST));
}

/** Lets the article open again. */
export function forgetBroken(id: string): void {
  write(brokenArticles().filter((one) => one !== id));
}

function write(ids: readonly string[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(ids));
  } catch (error) {
    // A full or forbidden storage: then the article is not kept back.
    console.warn(error);
  }
}
