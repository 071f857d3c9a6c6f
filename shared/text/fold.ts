export interface Folded {
  readonly text: string;
  /** For each unit of `text`, where its character starts in the original, and where it ends with its marks. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

const LETTERS: Readonly<Record<string, string>> = {
  ي: "ی",
  ى: "ی",
  ې: "ی",
  ۍ: "ی",
  ێ: "ی",
  ے: "ی",
  ك: "ک",
  ڪ: "ک",
  ة: "ه",
  ۃ: "ه",
  ە: "ه",
  ہ: "ه",
  ھ: "ه",
  ٱ: "ا",
  ς: "σ",
};
/** Marks, invisible signs (the ZWNJ among them), kashida, and a hamza that stands alone. */
const DROPPED = /[\p{Mn}\p{Me}\p{Cf}\u0640\u0621\u0674]/u;
/** Characters that belong to the letter before them, and are highlighted with it. */
const TRAILING = /[\p{Mn}\p{Me}\u0640]/u;
const DIGIT = /\p{Nd}/u;

/** What code points fold to; filled as texts need it. */
const FOLDS = new Map<number, string>();

/**
 * Folds a text to one spelling, so that a search finds what readers take for the same (LB10): similar letters of the
 * Arabic script become one, marks, joiners and kashida are removed, digits become ASCII, and letters lose their case.
 */
export function fold(text: string): string {
  let folded = "";
  for (let at = 0; at < text.length;) {
    const point = text.codePointAt(at)!;
    folded += foldPoint(point);
    at += point > 0xffff ? 2 : 1;
  }
  return folded;
}

/** As `fold`, with the position of each unit in the original. */
export function foldWithOffsets(text: string): Folded {
  let folded = "";
  const starts: number[] = [];
  const ends: number[] = [];
  for (let at = 0; at < text.length;) {
    const point = text.codePointAt(at)!;
    const end = at + (point > 0xffff ? 2 : 1);
    const one = foldPoint(point);
    folded += one;
    for (let i = 0; i < one.length; i++) {
      starts.push(at);
      ends.push(end);
    }
    if (one === "" && ends.length > 0 && ends.at(-1) === at && TRAILING.test(String.fromCodePoint(point))) {
      for (let i = ends.length - 1; i >= 0 && ends[i] === at; i--) ends[i] = end;
    }
    at = end;
  }
  return { text: folded, starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
}

function foldPoint(point: number): string {
  let folded = FOLDS.get(point);
  if (folded === undefined) FOLDS.set(point, (folded = compute(String.fromCodePoint(point))));
  return folded;
}

function compute(character: string): string {
  let folded = "";
  for (const part of character.normalize("NFKD")) {
    if (DROPPED.test(part)) continue;
    folded += LETTERS[part] ?? (DIGIT.test(part) ? digit(part) : part.toLowerCase());
  }
  return folded;
}

/** Digits of one script follow each other from zero on. */
function digit(character: string): string {
  const point = character.codePointAt(0)!;
  let value = 0;
  while (value < 9 && DIGIT.test(String.fromCodePoint(point - value - 1))) value++;
  return String(value);
}
