import type * as Y from "yjs";
import { idOfKey, keyOf, type CharacterId } from "../model/character-id.ts";
import type { Lineage } from "./lineage.ts";
import { BLOCKS, BODY } from "../model/names.ts";
import type { Attributes } from "../model/tokens.ts";
import { idOfEntry, lostEntries } from "../yjs-internals/map-entries.ts";

/** The headline starts with no `\n`: its attributes are said of this. */
export const HEADLINE = "headline";
/** The `\n` that starts a block, or the headline. */
export type BlockId = CharacterId | typeof HEADLINE;

/** Before the key of what was said in formats of the `\n`, in articles of the older form; weaker than what was said since. */
const FORMER = "~";
/** The entry that says that there is nothing in formats any more. */
const FORM = "form";
const CURRENT_FORM = 2;

/** What is said of a headline's direction, without reading what is said of all blocks. */
export function headlineDirection(doc: Y.Doc): unknown {
  const map = doc.getMap(BLOCKS);
  const own = map.get(`${HEADLINE}/dir`);
  if (own !== undefined || map.has(`${HEADLINE}/dir`)) return own;
  return map.get(`${FORMER}${HEADLINE}/dir`) ?? (map.has(FORM) ? null : doc.getText(BODY).getAttribute("dir"));
}

/** One attribute of one block, as the map has it. */
export interface BlockEntry {
  readonly key: string;
  /** Undefined where nothing is said. */
  readonly value: unknown;
}

interface Said {
  readonly own: Map<string, unknown>;
  readonly former: Map<string, unknown>;
}

const NONE: Attributes = Object.freeze(Object.create(null) as Attributes);

const nameOf = (id: BlockId): string => (id === HEADLINE ? HEADLINE : keyOf(id));

/** The block and the attribute of an entry. */
function partsOf(key: string): { readonly block: string; readonly attribute: string; readonly former: boolean } | null {
  const former = key.startsWith(FORMER);
  const slash = key.indexOf("/");
  return slash === -1 ? null : { block: key.slice(former ? FORMER.length : 0, slash), attribute: key.slice(slash + 1), former };
}

const isPrimitive = (value: unknown): boolean => value === null || ["string", "number", "boolean"].includes(typeof value);

/**
 * What each block is: its kind, level, direction. It is said of the `\n` that starts the block, by the ID of that character, in a
 * flat `Y.Map` beside the body with one entry for each attribute, so that of two who change the same one the last counts, and no
 * other block is touched. Rules BA1–BA5.
 */
export class BlockAttributes {
  readonly map: Y.Map<unknown>;
  readonly #lineage: Lineage;
  readonly #said = new Map<string, Said>();
  /** What came and gave way at once to what was there, by the ID of that. */
  readonly #lost = new Map<string, unknown>();

  constructor(doc: Y.Doc, lineage: Lineage) {
    this.map = doc.getMap(BLOCKS);
    this.#lineage = lineage;
    for (const key of this.map.keys()) this.#read(key);
    this.map.observe(({ keysChanged }, transaction) => {
      for (const key of keysChanged) {
        this.#read(key);
        for (const { value, winner } of lostEntries(this.map, key, transaction)) this.#lost.set(keyOf(winner), value);
      }
    });
  }

  /** True for an article whose blocks are still said in formats of their `\n`. */
  get isFormer(): boolean {
    return !this.map.has(FORM);
  }

  /**
   * The attributes of a block. What nobody said of its own `\n` is what was said of the one that it is a copy of.
   * @param formats those that the text has at its `\n`, which count in an article of the older form
   * @param ancestors what it is a copy of, nearest first; by default what its lineage says
   */
  of(id: BlockId, formats: Attributes = NONE, ancestors: readonly CharacterId[] = this.#ancestorsOf(id)): Attributes {
    const said = this.#said.get(nameOf(id));
    const extra = this.isFormer ? formats : NONE;
    if (!said && ancestors.length === 0) return extra;
    const attributes = Object.create(null) as Record<string, unknown>;
    const add = (entries: Iterable<readonly [string, unknown]>): void => {
      for (const [name, value] of entries) if (!(name in attributes)) attributes[name] = value;
    };
    if (said) add(said.own);
    if (said) add(said.former);
    add(Object.entries(extra));
    for (const ancestor of ancestors) {
      const earlier = this.#said.get(keyOf(ancestor));
      if (earlier) add(earlier.own);
      if (earlier) add(earlier.former);
    }
    for (const [name, value] of Object.entries(attributes)) if (value === null) delete attributes[name];
    return attributes;
  }

  #ancestorsOf(id: BlockId): readonly CharacterId[] {
    return id === HEADLINE || this.#lineage.isEmpty ? [] : this.#lineage.ancestorsOf(id);
  }

  /** Says attributes of a block; null takes one away. @returns what the map said before, entry by entry */
  set(id: BlockId, change: Attributes): BlockEntry[] {
    this.declareForm();
    return Object.entries(change).map(([attribute, value]) => {
      const key = `${nameOf(id)}/${attribute}`;
      const before = { key, value: this.map.get(key) };
      this.put({ key, value });
      return before;
    });
  }

  /** The Yjs ID of what an entry says, or said last; null where nobody ever wrote it. */
  idAt(key: string): CharacterId | null {
    return idOfEntry(this.map, key);
  }

  /** What somebody said of an entry at the same time as what has this ID, which won; undefined where nobody did. */
  lostTo(id: CharacterId): unknown {
    return this.#lost.get(keyOf(id));
  }

  /** Whether an attribute of a block is said of its own `\n`, or of one whose place it took after it took that of `older`. */
  isSaidSince(id: CharacterId, older: CharacterId, attribute: string): boolean {
    const chain = [id, ...this.#lineage.ancestorsOf(id)].map(keyOf);
    const later = chain.slice(0, Math.max(0, chain.indexOf(keyOf(older))));
    return later.some((key) => [this.#said.get(key)?.own, this.#said.get(key)?.former].some((values) => values?.has(attribute)));
  }

  /** Makes one entry say this, or nothing. */
  put({ key, value }: BlockEntry): void {
    if (value === undefined) this.map.delete(key);
    else this.map.set(key, value);
    this.#read(key);
  }

  /** True while what an entry says was said by `client`. */
  isBy(client: number, key: string): boolean {
    return this.idAt(key)?.client === client;
  }

  /** Moves what formats said of a block over, as anybody does who does it at the same time. */
  setFormer(id: BlockId, attributes: Attributes): void {
    for (const [attribute, value] of Object.entries(attributes)) {
      const key = `${FORMER}${nameOf(id)}/${attribute}`;
      if (this.map.has(key) || !isPrimitive(value)) continue;
      this.map.set(key, value);
      this.#read(key);
    }
  }

  /** From now on formats say nothing of blocks. */
  declareForm(): void {
    if (this.isFormer) this.map.set(FORM, CURRENT_FORM);
  }

  #read(key: string): void {
    const parts = partsOf(key);
    if (!parts) return;
    const value: unknown = this.map.get(key);
    let said = this.#said.get(parts.block);
    if (!said) this.#said.set(parts.block, (said = { own: new Map(), former: new Map() }));
    const values = parts.former ? said.former : said.own;
    if (this.map.has(key) && isPrimitive(value)) values.set(parts.attribute, value);
    else values.delete(parts.attribute);
    if (said.own.size === 0 && said.former.size === 0) this.#said.delete(parts.block);
  }
}

/** The `\n` of the block that an entry is about; null for one about the headline, or about none. */
export const blockIdOfKey = (key: string): CharacterId | null => idOfKey(partsOf(key)?.block ?? "");

/** The attribute that an entry says. */
export const attributeOfKey = (key: string): string => partsOf(key)?.attribute ?? "";
