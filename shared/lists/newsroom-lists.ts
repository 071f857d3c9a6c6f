import type * as Y from "yjs";
import { FINDING_KINDS, type FindingKind } from "../style/finding.ts";
import type { ListedWord } from "../style/profile.ts";
import { isWord, readIgnored, type IgnoredFinding } from "./entries.ts";

/** Entries of all lists together, of which desks read no more. */
export const MOST_ENTRIES = 20_000;

/**
 * The maps of the document, with plain values: `off` has kinds of findings that are not looked for, `ignored` keys of findings,
 * `variants` the spelling for each variant of it, `latin` the Latin form of a spelling, and `dictionary` words. In `off`, `ignored` and
 * `dictionary` the value is true.
 */
export const LIST_NAMES = ["off", "ignored", "variants", "latin", "dictionary"] as const;
export type ListName = (typeof LIST_NAMES)[number];

/** What the newsroom has decided, as its document says. */
export interface NewsroomLists {
  /** Kinds of findings that nobody is told of. */
  readonly off: ReadonlySet<FindingKind>;
  /** Findings that nobody is told of, by `ignoredKey`. */
  readonly ignored: ReadonlyMap<string, IgnoredFinding>;
  /** Words with one spelling, in the order of their spelling. */
  readonly words: readonly ListedWord[];
  /** Words that are right as they are. */
  readonly dictionary: ReadonlySet<string>;
  /** Whether no more entries are read. */
  readonly isFull: boolean;
}

export const NO_LISTS: NewsroomLists = { off: new Set(), ignored: new Map(), words: [], dictionary: new Set(), isFull: false };

/**
 * Reads the lists. Whatever a document holds is read: what is no entry of a list counts for nothing, and of more than
 * `MOST_ENTRIES` it is not said which are left out (HS30).
 */
export function readLists(doc: Y.Doc): NewsroomLists {
  let left = MOST_ENTRIES;
  function* entriesOf(name: ListName): Generator<[string, unknown]> {
    for (const entry of doc.getMap(name).entries()) {
      if (left === 0) return;
      yield entry;
    }
  }
  const off = new Set<FindingKind>();
  for (const [key, value] of entriesOf("off")) {
    if (value !== true || !isKind(key)) continue;
    off.add(key);
    left -= 1;
  }
  const spelled = new Map<string, { variants: string[]; latin?: string }>();
  const wordOf = (spelling: string) => {
    const known = spelled.get(spelling) ?? { variants: [] };
    spelled.set(spelling, known);
    return known;
  };
  for (const [variant, spelling] of entriesOf("variants")) {
    if (!isWord(variant) || !isWord(spelling) || variant === spelling) continue;
    wordOf(spelling).variants.push(variant);
    left -= 1;
  }
  for (const [spelling, latin] of entriesOf("latin")) {
    if (!isWord(spelling) || !isWord(latin)) continue;
    wordOf(spelling).latin = latin;
    left -= 1;
  }
  const dictionary = new Set<string>();
  for (const [word, value] of entriesOf("dictionary")) {
    if (value !== true || !isWord(word)) continue;
    dictionary.add(word);
    left -= 1;
  }
  const ignored = new Map<string, IgnoredFinding>();
  for (const [key, value] of entriesOf("ignored")) {
    const finding = value === true ? readIgnored(key) : null;
    if (!finding) continue;
    ignored.set(key, finding);
    left -= 1;
  }
  const words = [...spelled].map(([spelling, { variants, latin }]) => ({
    spelling,
    variants: variants.sort(byCode),
    ...(latin === undefined ? {} : { latin }),
  }));
  words.sort((a, b) => byCode(a.spelling, b.spelling));
  return { off, ignored, words, dictionary, isFull: left === 0 };
}

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const isKind = (key: string): key is FindingKind => (FINDING_KINDS as readonly string[]).includes(key);
