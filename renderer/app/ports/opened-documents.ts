/** The messages by which the desktop program gives this window a document that the system opened. */
const OPENED = "tahrir:documents";

interface Opened {
  readonly name: string;
  /** Null for a file that could not be read. */
  readonly bytes: Uint8Array<ArrayBuffer> | null;
}

/**
 * Takes the documents that the system opens in the desktop program, from now on; nowhere else are there any.
 * @param onUnreadable told of the name of a file that is too large, or that nobody may read
 * @returns a function that ends it
 */
export function takeDocuments(onFile: (file: File) => void, onUnreadable: (name: string) => void): () => void {
  const { tahrir } = window;
  if (!tahrir) return () => undefined;
  const take = ({ source, data }: MessageEvent<unknown>): void => {
    if (source !== window || typeof data !== "object" || data === null || !(OPENED in data)) return;
    const { name, bytes } = (data as { readonly [OPENED]: Opened })[OPENED];
    if (bytes) onFile(new File([bytes], name));
    else onUnreadable(name);
  };
  window.addEventListener("message", take);
  tahrir.takeDocuments();
  return () => window.removeEventListener("message", take);
}
