import { withoutControls } from "../text/bidi-controls.ts";

/** Longest name without its ending, in UTF-16 units and in bytes of UTF-8: file systems have 255 bytes, and paths have folders before it. */
const LONGEST = 100;
const MOST_BYTES = 180;
/** What Windows, macOS or Linux does not take in a name. Line ends and tabs are spaces. */
const FORBIDDEN = /[\\/:*?"<>|\p{Cc}\p{Cs}\u2028\u2029]/gu;
/** Names of devices, with any ending (https://learn.microsoft.com/windows/win32/fileio/naming-a-file). */
const RESERVED = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)(?:\s*\..*)?$/i;
const UNNAMED = "tahrir";

/** A name that every file system takes, of a headline, without an ending: one segment of a path, in which nothing turns the order of what follows. */
export function fileNameOf(headline: string): string {
  const plain = withoutControls(headline.normalize("NFC").toWellFormed()).replaceAll(FORBIDDEN, " ").replaceAll(/\s+/g, " ");
  // A file that begins with a point is hidden, and Windows drops points and spaces from the end.
  const name = shortened(plain.replace(/^[.\s]+/, "")).replace(/[.\s]+$/, "");
  if (name === "") return UNNAMED;
  return RESERVED.test(name) ? `_${name}` : name;
}

/** Cut between two characters as a reader counts them. */
function shortened(text: string): string {
  if (text.length <= LONGEST / 2) return text;
  let [short, bytes] = ["", 0];
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    bytes += bytesOf(segment);
    if (short.length + segment.length > LONGEST || bytes > MOST_BYTES) break;
    short += segment;
  }
  return short;
}

function bytesOf(text: string): number {
  let bytes = 0;
  for (const char of text) bytes += char < "\u0080" ? 1 : char < "\u0800" ? 2 : char.length === 1 ? 3 : 4;
  return bytes;
}

/** Names of files in one folder, no two of which are the same to a file system that folds case. */
export class FileNames {
  readonly #taken = new Set<string>();
  /** By headline: the number that was taken last. */
  readonly #numbers = new Map<string, number>();

  /** @param ending without its point. @returns a name that was not returned before: of two articles of one headline, the second has a number */
  next(headline: string, ending: string): string {
    const name = fileNameOf(headline);
    const folded = keyOf(name);
    for (let number = (this.#numbers.get(folded) ?? 0) + 1; ; number++) {
      const file = number === 1 ? `${name}.${ending}` : `${name} (${number}).${ending}`;
      if (this.#taken.has(keyOf(file))) continue;
      this.#taken.add(keyOf(file));
      this.#numbers.set(folded, number);
      return file;
    }
  }

  /** Keeps a name from being returned. */
  take(file: string): void {
    this.#taken.add(keyOf(file));
  }
}

const keyOf = (name: string): string => name.normalize("NFKC").toLowerCase().toUpperCase();
