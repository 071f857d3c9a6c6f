import type * as Y from "yjs";
import type { FindingKind } from "../style/finding.ts";
import type { ListedWord } from "../style/profile.ts";
import { ignoredKey, isWord, readIgnored, type IgnoredFinding } from "./entries.ts";
import { MOST_ENTRIES, LIST_NAMES, readLists, type ListName } from "./newsroom-lists.ts";

/** Why a list does not take an entry. */
export type ListRefusal = "full" | "no-word" | "too-long";

/** What one entry of a list becomes; null takes it out. */
type Change = readonly [list: ListName, key: string, value: true | string | null];

/** Each writes one step into the lists' document, and says why it could not; null when it did. */
export const changeLists = {
  setKind: (doc: Y.Doc, kind: FindingKind, isOff: boolean): ListRefusal | null => write(doc, [["off", kind, isOff ? true : null]]),

  ignore: (doc: Y.Doc, finding: IgnoredFinding): ListRefusal | null => {
    const key = ignoredKey(finding);
    return readIgnored(key) ? write(doc, [["ignored", key, true]]) : "too-long";
  },

  /** Whatever its key is, also one that is no finding any more. */
  heed: (doc: Y.Doc, key: string): ListRefusal | null => write(doc, [["ignored", key, null]]),

  addWord: (doc: Y.Doc, word: string): ListRefusal | null => (isWord(word) ? write(doc, [["dictionary", word, true]]) : "no-word"),

  removeWord: (doc: Y.Doc, word: string): ListRefusal | null => write(doc, [["dictionary", word, null]]),

  /** Puts a word in the place of another, or of none. A variant that another spelling has becomes one of this. */
  setSpelling: (doc: Y.Doc, before: ListedWord | null, { spelling, variants, latin }: ListedWord): ListRefusal | null => {
    if (![spelling, ...variants, ...(latin === undefined ? [] : [latin])].every(isWord) || variants.includes(spelling)) return "no-word";
    if (variants.length === 0 && latin === undefined) return "no-word";
    return write(doc, [
      ...(before ? without(before) : []),
      ...variants.map((variant): Change => ["variants", variant, spelling]),
      ["latin", spelling, latin ?? null],
    ]);
  },

  removeSpelling: (doc: Y.Doc, word: ListedWord): ListRefusal | null => write(doc, without(word)),
} as const;

const without = ({ spelling, variants }: ListedWord): Change[] => [
  ...variants.map((variant): Change => ["variants", variant, null]),
  ["latin", spelling, null],
];

/** Writes what differs, the last change of each entry. */
function write(doc: Y.Doc, changes: readonly Change[]): ListRefusal | null {
  const last = new Map(changes.map((change) => [`${change[0]}\n${change[1]}`, change]));
  const needed = [...last.values()].filter(([list, key, value]) => (doc.getMap(list).get(key) ?? null) !== value);
  const added = needed.filter(([list, key, value]) => value !== null && !doc.getMap(list).has(key)).length;
  if (added > 0 && (readLists(doc).isFull || sizeOf(doc) + added > MOST_ENTRIES)) return "full";
  doc.transact(() => {
    for (const [list, key, value] of needed) {
      if (value === null) doc.getMap(list).delete(key);
      else doc.getMap(list).set(key, value);
    }
  });
  return null;
}

const sizeOf = (doc: Y.Doc): number => LIST_NAMES.reduce((sum, name) => sum + doc.getMap(name).size, 0);
