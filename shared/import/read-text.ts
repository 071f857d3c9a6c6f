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
export function readText(bytes: Uint8Array, decoders: TextDecoders): string {
  const text = decode(bytes, decoders);
  if (text.includes("\0")) throw new NotTextError(`${bytes.length} bytes that are no text`);
  return text;
}

function decode(bytes: Uint8Array, Decoder: TextDecoders): string {
  const marked = MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
  if (marked) return new Decoder(marked[0]).decode(bytes);
  try {
    return new Decoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return new Decoder("windows-1256").decode(bytes);
  }
}
