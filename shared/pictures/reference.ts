import { isBomb, PICTURE_TYPES, type Picture, type PictureType } from "./picture.ts";

/** A picture that is stored beside the article: what names its bytes, and what must be known of it before they are there (PI1). */
export interface PictureReference extends Picture {
  /** SHA-256 of the bytes, in lower-case hexadecimal. */
  readonly sha256: string;
}

/** One value, so that of two who replace a picture at once nobody's size stands beside the other's bytes. */
const FORM = new RegExp(`picture:(${PICTURE_TYPES.join("|")});([1-9]\\d{0,4})x([1-9]\\d{0,4});sha256-([0-9a-f]{64})`);
const WHOLE = new RegExp(`^${FORM.source}$`);
/** What looks like a reference is looked at as often as an article has blocks, whatever a colleague sends. */
const MOST_IN_UPDATE = 20_000;
/** Longest reference, in characters. */
const LONGEST = 120;

/** The `src` of a figure that shows this picture. */
export const writeReference = ({ sha256, type, width, height }: PictureReference): string =>
  `picture:${type};${width}x${height};sha256-${sha256}`;

/** Reads the `src` of a figure. @returns null for what is no reference, or one to a picture that is too large to be drawn (PI2) */
export function readReference(src: unknown): PictureReference | null {
  const found = typeof src === "string" && src.length <= LONGEST ? WHOLE.exec(src) : null;
  return found && referenceOf(found);
}

function referenceOf([, type, width, height, sha256]: RegExpExecArray): PictureReference | null {
  const reference = { sha256: sha256!, type: type as PictureType, width: Number(width), height: Number(height) };
  return isBomb(reference) ? null : reference;
}

/** What a reference begins with, whatever its type. */
const START = Array.from("picture:image/", (char) => char.codePointAt(0)!);

/**
 * The references that stand in an update of Yjs, each once: strings are in it as they are, in UTF-8. Costs what the update is long.
 * An update may also hold what only looks like one, and more than are read: `MOST_IN_UPDATE`.
 */
export function referencesIn(update: Uint8Array): PictureReference[] {
  const found = new Map<string, PictureReference>();
  let looked = 0;
  for (let at = update.indexOf(START[0]!); at !== -1; at = update.indexOf(START[0]!, at + 1)) {
    if (START.some((byte, i) => update[at + i] !== byte)) continue;
    if (looked++ >= MOST_IN_UPDATE) break;
    const match = FORM.exec(String.fromCodePoint(...update.subarray(at, at + LONGEST)));
    const reference = match?.index === 0 ? referenceOf(match) : null;
    if (reference) found.set(reference.sha256, reference);
  }
  return [...found.values()];
}
