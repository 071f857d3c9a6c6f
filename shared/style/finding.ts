/** What the checker of house style can find, in the order in which a list of findings shows it. */
export const FINDING_KINDS = [
  "mi",
  "plural",
  "comparative",
  "suffix",
  "compound",
  "preposition",
  "zwnj",
  "letter",
  "hamza",
  "tanvin",
  "kashida",
  "spacing",
  "quotes",
  "punctuation",
  "ellipsis",
  "repetition",
  "doubled-space",
  "digits",
  "weekday",
  "word-list",
] as const;

export type FindingKind = (typeof FINDING_KINDS)[number];

/** What can be noted of a text: what house style finds, and words that no dictionary has. */
export const NOTE_KINDS = ["spelling", ...FINDING_KINDS] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

/**
 * A proposal: the text between `start` and `end` (UTF-16 offsets) would be `replacement`. It is the smallest edit: neither
 * its first nor its last character stays as it is.
 */
export interface Finding {
  readonly kind: FindingKind;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** The edit without the characters at its ends that it would not change. */
export function smallest(text: string, { kind, start, end, replacement }: Finding): Finding {
  let from = start;
  let to = end;
  let first = 0;
  let last = replacement.length;
  while (from < to && first < last && text[to - 1] === replacement[last - 1]) {
    to -= 1;
    last -= 1;
  }
  while (from < to && first < last && text[from] === replacement[first]) {
    from += 1;
    first += 1;
  }
  return { kind, start: from, end: to, replacement: replacement.slice(first, last) };
}

/** A finding, or a misspelt word, for which nothing is proposed until one asks: its `replacement` is empty. */
export interface Note extends Omit<Finding, "kind"> {
  readonly kind: NoteKind;
}
