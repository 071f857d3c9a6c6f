/**
 * What everybody wrote and what they were promised about it. An edit puts a word, which is used once, into a text or takes
 * it away; an answered barrier promises the edits before it: that the core has them on disk, or that the relay has.
 */
import * as prng from "lib0/prng";
import type * as Y from "yjs";

export interface Edit {
  readonly room: string;
  readonly word: string;
  readonly isDelete: boolean;
}

/** Who has it on disk, and may not lose it any more: "relay", or the name of a desk. */
export type Keeper = string;

export type Promises = ReadonlyMap<Keeper, ReadonlySet<Edit>>;

export class Ledger {
  readonly #promised = new Map<Keeper, Set<Edit>>();
  /** Words that somebody tried to take away, promised or not. */
  readonly #touched = new Set<string>();
  #words = 0;

  /** Promises that stand. */
  get promises(): number {
    return new Set([...this.#promised.values()].flatMap((edits) => [...edits])).size;
  }

  /** Makes one random edit, between words, never in one. @param size words about which the text stays */
  edit(gen: prng.PRNG, room: string, text: Y.Text, name: string, size: number): Edit {
    const words = wordsOf(text.toJSON());
    const at = prng.int31(gen, 0, words.length);
    const index = words.slice(0, at).reduce((sum, word) => sum + word.length + 1, 0);
    const isDelete = at < words.length && prng.int31(gen, 0, 2 * size) < words.length;
    const word = isDelete ? words[at]! : `${name}.${++this.#words}`;
    if (isDelete) {
      this.#touched.add(word);
      text.delete(index, word.length + 1);
    } else text.insert(index, `${word} `);
    return { room, word, isDelete };
  }

  promise(edits: Iterable<Edit>, keeper: Keeper): void {
    const kept = this.#promised.get(keeper) ?? new Set();
    this.#promised.set(keeper, kept);
    for (const edit of edits) kept.add(edit);
  }

  /** What this keeper has promised until now. */
  promisedBy(keeper: Keeper): Promises {
    return new Map([[keeper, new Set(this.#promised.get(keeper))]]);
  }

  /** @param promised what is looked for; without, all there is. @throws Error naming the edits that `text` lacks */
  check(room: string, text: string, where: string, promised: Promises = this.#promised): void {
    const words = wordsOf(text);
    const there = new Set(words);
    if (there.size !== words.length) throw new Error(`${where}: ${room} has a word twice: ${text}`);
    for (const [by, edits] of promised) {
      const broken = [...edits].filter((edit) => edit.room === room && !this.#kept(edit, there));
      if (broken.length === 0) continue;
      const list = broken.map(({ word, isDelete }) => (isDelete ? `the end of ${word}` : word)).join(", ");
      throw new Error(`${where}: ${room} lost what ${by} had promised: ${list}`);
    }
  }

  #kept({ word, isDelete }: Edit, there: ReadonlySet<string>): boolean {
    if (isDelete) return !there.has(word);
    return there.has(word) || this.#touched.has(word);
  }
}

const wordsOf = (text: string): string[] => text.split(" ").slice(0, -1);
