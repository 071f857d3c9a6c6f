/** Bytes that are no text: a picture, a word processor's file. */
export class NotTextError extends Error {
  override readonly name = "NotTextError";
}

/** The platform's `TextDecoder`, of which files that run anywhere know nothing. */
export type TextDecoders = new (encoding: string, options?: { readonly fatal?: boolean }) => { decode(bytes: Uint8Array): string };

const MARKS: readonly (readonly [string, readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/**
 * Decodes a text file: as its byte order mark says, else as UTF-8, else as windows-1256, in which Persian was saved
 * before (TX13).
 * @returns the text without the mark.
 * @throws NotTextError when it contains NUL, as no text does
 */
export const readText = (bytes: Uint8Array, decoders: TextDecoders): string => withoutNul(bytes, decode(bytes, decoders, null));

/**
 * Decodes a page of HTML: as its byte order mark says, else as the page itself declares in its beginning, else as `readText` does.
 * A declaration of an encoding that is not known, or that the page cannot be in, says nothing.
 * @throws NotTextError
 */
export const readPageText = (bytes: Uint8Array, decoders: TextDecoders): string =>
  withoutNul(bytes, decode(bytes, decoders, declaredEncoding(bytes)));

function withoutNul(bytes: Uint8Array, text: string): string {
  if (text.includes("\0")) throw new NotTextError(`${bytes.length} bytes that are no text`);
  return text;
}

/** Bytes at the start of a page in which its encoding is declared. */
const DECLARED_IN = 1024;

/** https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding, by a pattern. */
function declaredEncoding(bytes: Uint8Array): string | null {
  const start = String.fromCodePoint(...bytes.subarray(0, DECLARED_IN));
  return /<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(start)?.[1]?.toLowerCase() ?? null;
}

function decode(bytes: Uint8Array, Decoder: TextDecoders, declared: string | null): string {
  const marked = MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
  if (marked) return new Decoder(marked[0]).decode(bytes);
  // A declaration that can be read is not in UTF-16.
  if (declared !== null && !/^utf-?(8|16)/.test(declared)) {
    try {
      return new Decoder(declared, { fatal: true }).decode(bytes);
    } catch (error) {
      if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    }
  }
  try {
    return new Decoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return new Decoder("windows-1256").decode(bytes);
  }
}
