import type { Node } from "prosemirror-model";
import { footnoteId, footnoteIdOfValue, referenceValue } from "./footnote-id.ts";
import { schema } from "./schema.ts";

/** A node and the position before it. */
interface Placed {
  readonly node: Node;
  readonly pos: number;
}

/** A reference in the text, and the footnote that it names. */
export interface Reference extends Placed {
  readonly id: string;
}

/** All footnotes of an article, and what refers to them (FN2, FN3). */
export interface Footnotes {
  /** In the order of the text. */
  readonly references: readonly Reference[];
  /** The blocks of each footnote that has an ID, in their order. */
  readonly blocks: ReadonlyMap<string, readonly Placed[]>;
  /** Of each footnote that something refers to, counted from 1 in the order of the first references. */
  readonly numbers: ReadonlyMap<string, number>;
}

/** Whether a block is a paragraph of a footnote, whichever. */
export const isFootnote = (block: Node): boolean => block.type.name === "footnote";

/** The ID of the footnote that an inline node refers to; null where it refers to none. */
export const referenceOf = (node: Node): string | null => (node.type.name === "atom" ? footnoteIdOfValue(node.attrs["value"]) : null);

/** The ID of the footnote that a block is a paragraph of; null for any other block, and for one that says none. */
export const footnoteOf = (block: Node): string | null => (isFootnote(block) ? footnoteId(block.attrs["footnote"]) : null);

/** What refers to a footnote, as an inline node. @param id of the footnote */
export const referenceTo = (id: string): Node => schema.node("atom", { value: referenceValue(id) });

/** Whether text of one block may go on in the other: not where one is a footnote, and the other is none of the same. */
export const mayJoin = (a: Node, b: Node): boolean =>
  isFootnote(a) === isFootnote(b) && (!isFootnote(a) || footnoteOf(a) === footnoteOf(b));

/** Reads all of a document. */
export function footnotesOf(doc: Node): Footnotes {
  const references: Reference[] = [];
  const blocks = new Map<string, Placed[]>();
  doc.forEach((block, pos) => {
    const id = footnoteOf(block);
    const known = id === null ? undefined : blocks.get(id);
    if (known) known.push({ node: block, pos });
    else if (id !== null) blocks.set(id, [{ node: block, pos }]);
    references.push(...referencesIn(block, pos));
  });
  return { references, blocks, numbers: numbered(references) };
}

/** The references in a block. @param pos before it */
export function referencesIn(block: Node, pos: number): Reference[] {
  const found: Reference[] = [];
  block.forEach((node, offset) => {
    const id = referenceOf(node);
    if (id !== null) found.push({ node, pos: pos + 1 + offset, id });
  });
  return found;
}

/** The number of each footnote to which something refers. @param references in the order of the text */
export function numbered(references: readonly Pick<Reference, "id">[]): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const { id } of references) if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
  return numbers;
}

/** Position behind the last block of the text: before the footnotes that stand at the end. */
export function endOfText(doc: Node): number {
  let end = doc.content.size;
  for (let i = doc.childCount - 1; i > 0 && isFootnote(doc.child(i)); i--) end -= doc.child(i).nodeSize;
  return end;
}

/**
 * Positions at which blocks of footnotes are to be inserted, in order: each behind those of the footnote that is referred to before it,
 * so that they stand in the order of their numbers; before all others where it is the first, and at the end where nothing refers to it.
 */
export function placesOfFootnotes(doc: Node, ids: ReadonlySet<string>): { readonly id: string; readonly pos: number }[] {
  const { blocks, numbers } = footnotesOf(doc);
  const places: { readonly id: string; readonly pos: number }[] = [];
  let pos = endOfText(doc);
  for (const id of numbers.keys()) {
    const last = blocks.get(id)?.at(-1);
    if (ids.has(id)) places.push({ id, pos });
    else if (last) pos = last.pos + last.node.nodeSize;
  }
  for (const id of ids) if (!numbers.has(id)) places.push({ id, pos: doc.content.size });
  return places.sort((a, b) => a.pos - b.pos);
}
