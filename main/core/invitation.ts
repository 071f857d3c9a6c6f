/** The address that an invitation is: `https://relay/join#code`. The code stands where no server on the way logs it. */

export interface Invitation {
  /** Base address of the relay. */
  readonly relay: string;
  readonly code: string;
}

/** @returns null for what is no invitation */
export function readInvitation(text: string): Invitation | null {
  const url = URL.parse(text.trim());
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) return null;
  const base = /^(.*)\/join\/?$/.exec(url.pathname)?.[1];
  const code = url.hash.slice(1);
  return base === undefined || code === "" ? null : { relay: url.origin + base, code };
}
