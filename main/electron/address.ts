/** The window's own address: a scheme that only this program serves. */
export const SCHEME = "app";
const HOST = "tahrir";

/** The page that a window opens. */
export const PAGE = `${SCHEME}://${HOST}/`;

/** Whether a URL is a page of ours: exact origin, not a prefix that `app://tahrir.evil` would have too. */
export function isOurs(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed?.protocol === `${SCHEME}:` && parsed.host === HOST && parsed.username === "";
}

/** Whether a link in an article may be handed to the system: web and mail, never a program or a file. */
export const mayOpenOutside = (url: string): boolean => ["http:", "https:", "mailto:"].includes(URL.parse(url)?.protocol ?? "");
