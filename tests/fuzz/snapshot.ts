/**
 * What an editor shows at one moment, by the identity of characters: read from Yjs' items and from the page, and from nothing that
 * undo is made of. A letter of the alphabet is its own identity, for it is used once in a run; any other character has the Yjs
 * ID of the first one that stood for it.
 */
import * as Y from "yjs";
import { articleOf } from "../../shared/article/identity/article.ts";
import { keyOf, type CharacterId } from "../../shared/article/model/character-id.ts";
import { flatOf } from "../../shared/article/model/flat.ts";
import { attributesOfBlock } from "../../shared/article/model/tokens.ts";
import type { HeadlessEditor } from "../newsroom/headless-editor.ts";

/** Attributes by name, as JSON. */
type Values = ReadonlyMap<string, string>;

export interface Snapshot {
  /** The characters in order. The second of two that are one has a name of its own, with a `′`. */
  readonly keys: readonly string[];
  readonly places: ReadonlyMap<string, number>;
  /** Their Yjs IDs: one that is written anew has another. */
  readonly ids: ReadonlyMap<string, string>;
  /** Those that are there more than once, by all of their names. */
  readonly doubled: ReadonlySet<string>;
  /** Formats of what is no boundary of blocks. */
  readonly formats: ReadonlyMap<string, Values>;
  /** Attributes of each block, by the `\n` that starts it. */
  readonly blocks: ReadonlyMap<string, Values>;
  /** How many characters stand before the ends of the selection. */
  readonly anchor: number;
  readonly head: number;
}

export const HEADLINE = "headline";

/** Letters of the alphabet, see `alphabet`. */
const UNIQUE = /^[\u4E00-\u9FFF\u{20000}-\u{FFFFF}]$/u;

const valuesOf = (attributes: Readonly<Record<string, unknown>>): Values =>
  new Map(Object.entries(attributes).map(([name, value]) => [name, JSON.stringify(value)]));

interface Character {
  readonly id: CharacterId;
  readonly text: string;
  readonly formats: Values;
}

/** One for each code point and each embedded value. */
function charactersOf(body: Y.Text): Character[] {
  const characters: Character[] = [];
  const open = new Map<string, unknown>();
  for (let item = body._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const { content } = item;
    if (content instanceof Y.ContentFormat) {
      if (content.value === null) open.delete(content.key);
      else open.set(content.key, content.value);
      continue;
    }
    if (!item.countable) continue;
    const formats = valuesOf(Object.fromEntries(open));
    for (let i = 0; i < item.length; i++) {
      const text = content instanceof Y.ContentString ? content.str.charAt(i) : "";
      const last = characters.at(-1);
      if (last && /^[\uD800-\uDBFF]$/.test(last.text) && /^[\uDC00-\uDFFF]$/.test(text))
        characters[characters.length - 1] = { ...last, text: last.text + text };
      else characters.push({ id: { client: item.id.client, clock: item.id.clock + i }, text, formats });
    }
  }
  return characters;
}

export function snapshotOf({ doc, body, state }: HeadlessEditor): Snapshot {
  const { lineage } = articleOf(doc);
  const characters = charactersOf(body);
  const keys: string[] = [];
  const places = new Map<string, number>();
  const ids = new Map<string, string>();
  const doubled = new Set<string>();
  const formats = new Map<string, Values>();
  const blocks = new Map<string, Values>([[HEADLINE, valuesOf(attributesOfBlock(state.doc.child(0)))]]);
  /** Places by index in the body. */
  const starts: number[] = [];
  let block = 0;
  for (const { id, text, formats: own } of characters) {
    let key = UNIQUE.test(text) ? text : `${text === "\n" ? "¶" : "·"}${keyOf(lineage.ancestorsOf(id).at(-1) ?? id)}`;
    for (let i = 0; i < Math.max(1, text.length); i++) starts.push(keys.length);
    for (; places.has(key); doubled.add(key)) {
      doubled.add(key);
      key += "′";
    }
    places.set(key, keys.length);
    ids.set(key, keyOf(id));
    keys.push(key);
    if (text !== "\n") formats.set(key, own);
    else blocks.set(key, valuesOf(attributesOfBlock(state.doc.child(++block))));
  }
  if (block !== state.doc.childCount - 1) throw new Error(`${block} boundaries and ${state.doc.childCount} blocks`);
  starts.push(keys.length);
  const at = (pos: number): number => starts[flatOf(state.doc, pos)]!;
  return { keys, places, ids, doubled, formats, blocks, anchor: at(state.selection.anchor), head: at(state.selection.head) };
}

/** What was changed of what is there before and after. */
export type Edits = ReadonlyMap<string, ReadonlyMap<string, Edit>>;

/** Undefined for an attribute that is not there. */
export interface Edit {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface Change {
  readonly inserted: ReadonlySet<string>;
  readonly deleted: ReadonlySet<string>;
  /** What may have changed its place among the others. */
  readonly moved: ReadonlySet<string>;
  readonly formats: Edits;
  readonly blocks: Edits;
}

export function changeOf(before: Snapshot, after: Snapshot): Change {
  const stayed = before.keys.filter((key) => after.places.has(key));
  const now = after.keys.filter((key) => before.places.has(key));
  let [from, to] = [0, stayed.length];
  while (from < to && stayed[from] === now[from]) from++;
  while (to > from && stayed[to - 1] === now[to - 1]) to--;
  return {
    inserted: new Set(after.keys.filter((key) => !before.places.has(key))),
    deleted: new Set(before.keys.filter((key) => !after.places.has(key))),
    moved: new Set([...stayed.slice(from, to), ...stayed.filter((key) => before.ids.get(key) !== after.ids.get(key))]),
    formats: editsOf(before.formats, after.formats),
    blocks: editsOf(before.blocks, after.blocks),
  };
}

function editsOf(before: ReadonlyMap<string, Values>, after: ReadonlyMap<string, Values>): Edits {
  const edits = new Map<string, Map<string, Edit>>();
  for (const [key, was] of before) {
    const is = after.get(key);
    if (!is) continue;
    const names = [...new Set([...was.keys(), ...is.keys()])].filter((name) => was.get(name) !== is.get(name));
    if (names.length > 0) edits.set(key, new Map(names.map((name) => [name, { before: was.get(name), after: is.get(name) }])));
  }
  return edits;
}

export const isNothing = ({ inserted, deleted, moved, formats, blocks }: Change): boolean =>
  [inserted, deleted, moved, formats, blocks].every(({ size }) => size === 0);

export const NOTHING: Change = { inserted: new Set(), deleted: new Set(), moved: new Set(), formats: new Map(), blocks: new Map() };
