import { Fragment, Slice, type Node } from "prosemirror-model";
import { TextSelection, type Command, type Transaction } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import { newFootnoteId } from "../model/footnote-id.ts";
import { footnoteOf, footnotesOf, isFootnote, placesOfFootnotes, referenceOf, referencesIn, referenceTo } from "../model/footnotes.ts";
import { schema } from "../model/schema.ts";
import { cutsPair } from "../model/surrogate-pair.ts";
import { textRange } from "./select.ts";

/**
 * Refers to a new footnote behind the selection, and puts the caret into it; false in the headline and within a footnote (FN4). Both
 * are one transaction: one step of undo, and one suggestion.
 */
export const insertFootnote: Command = (state, dispatch) => {
  const end = textRange(state.selection).to;
  // The footnote stands elsewhere: a pair that is cut here would have all between the two written anew.
  const to = cutsPair(state.doc, end) ? end + 1 : end;
  const $to = state.doc.resolve(to);
  if ($to.index(0) === 0 || isFootnote($to.parent)) return false;
  if (!dispatch) return true;
  const id = newFootnoteId();
  const tr = state.tr;
  tr.step(new ReplaceStep(to, to, new Slice(Fragment.from(referenceTo(id)), 0, 0)));
  const pos = insertFootnotes(tr, [schema.node("footnote", { footnote: id })]);
  dispatch(tr.setSelection(TextSelection.create(tr.doc, pos! + 1)).scrollIntoView());
  return true;
};

/**
 * Inserts footnotes where they belong; blocks of one footnote stand side by side.
 * @returns the position before the first of them; null for none
 */
export function insertFootnotes(tr: Transaction, blocks: readonly Node[]): number | null {
  const own = Map.groupBy(blocks, (block) => footnoteOf(block)!);
  const places = placesOfFootnotes(tr.doc, new Set(own.keys()));
  const first = places[0]?.pos ?? null;
  let inserted = 0;
  for (const [pos, here] of Map.groupBy(places, (place) => place.pos)) {
    const content = Fragment.fromArray(here.flatMap(({ id }) => own.get(id)!));
    tr.step(new ReplaceStep(pos + inserted, pos + inserted, new Slice(content, 0, 0)));
    inserted += content.size;
  }
  return first;
}

/** What is copied, with the footnotes behind it to which it refers (FN9). @param doc from which it is copied */
export function withFootnotes(slice: Slice, doc: Node): Slice {
  const referred = new Set<string>();
  const held = new Set<string>();
  slice.content.descendants((node) => {
    const id = node.isInline ? referenceOf(node) : null;
    if (id !== null) referred.add(id);
    const own = footnoteOf(node);
    if (own !== null) held.add(own);
  });
  if ([...referred].every((id) => held.has(id))) return slice;
  const { blocks } = footnotesOf(doc);
  const behind = [...referred].filter((id) => !held.has(id)).flatMap((id) => (blocks.get(id) ?? []).map(({ node }) => node));
  const isInline = slice.content.firstChild!.isInline;
  const text = isInline ? Fragment.from(schema.node("paragraph", null, slice.content)) : slice.content;
  return new Slice(text.append(Fragment.fromArray(behind)), isInline ? 1 : slice.openStart, 0);
}

/** What is pasted: blocks of the text, and footnotes. */
export interface PastedBlocks {
  readonly text: readonly Node[];
  readonly footnotes: readonly Node[];
}

/**
 * Makes footnotes that are pasted belong to the article (FN9): to a reference of which another stands there already belongs a
 * footnote of its own; one that was cut, or comes from elsewhere, is referred to as it was. Footnotes to which nothing pasted refers
 * are paragraphs, unless they come with text that the article does not have.
 * @param doc into which they are pasted, without what they replace
 */
export function adoptFootnotes(doc: Node, blocks: readonly Node[]): PastedBlocks {
  const referred = blocks.flatMap((block) => referencesIn(block, 0).map(({ id }) => id));
  if (referred.length === 0 && !blocks.some(isFootnote)) return { text: blocks, footnotes: [] };
  const here = footnotesOf(doc);
  const pasted = Map.groupBy(blocks, footnoteOf);
  const idOf = new Map<string, string>();
  const footnotes: Node[] = [];
  for (const id of new Set(referred)) {
    const isCopy = here.numbers.has(id);
    const own = isCopy ? newFootnoteId() : id;
    idOf.set(id, own);
    const there = here.blocks.get(id)?.map(({ node }) => node) ?? [];
    const said = pasted.get(id) ?? there;
    // A part of one that was selected was taken away with the text, and the rest stayed.
    const isThere = !isCopy && said.every((block) => there.some((own) => own.content.eq(block.content)));
    if (!isThere) footnotes.push(...said.map((block) => block.type.create({ ...block.attrs, footnote: own }, block.content)));
  }
  const isText = blocks.some((block) => !isFootnote(block));
  const stays = (id: string | null): boolean => isText && id !== null && !here.numbers.has(id) && !here.blocks.has(id);
  const text = blocks.flatMap((block) => {
    const id = footnoteOf(block);
    if (!isFootnote(block)) return [renamed(block, idOf)];
    if (id !== null && idOf.has(id)) return [];
    if (!stays(id)) return [asParagraph(renamed(block, idOf))];
    footnotes.push(block);
    return [];
  });
  // Footnotes that refer to one another.
  if (text.length === 0) return { text: blocks.map(asParagraph), footnotes: [] };
  return { text, footnotes: footnotes.map((block) => renamed(block, idOf)) };
}

const asParagraph = ({ attrs, content }: Node): Node =>
  schema.node("paragraph", { dir: attrs["dir"] as unknown, lang: attrs["lang"] as unknown }, content);

function renamed(block: Node, ids: ReadonlyMap<string, string>): Node {
  if (!block.children.some((node) => referenceOf(node) !== null)) return block;
  return block.copy(
    Fragment.fromArray(
      block.children.map((node) => {
        const id = ids.get(referenceOf(node) ?? "");
        return id === undefined ? node : referenceTo(id).mark(node.marks);
      }),
    ),
  );
}

/** Backspace in an empty footnote: it goes with what refers to it, and the caret to where that stood. False where it says anything. */
export const removeEmptyFootnote: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const id = empty ? footnoteOf($from.parent) : null;
  if (id === null || $from.parent.content.size > 0) return false;
  const { references, blocks } = footnotesOf(state.doc);
  if (blocks.get(id)!.length > 1) return false;
  if (dispatch) {
    const tr = state.tr;
    const own = references.filter((reference) => reference.id === id);
    const pos = $from.before(1);
    tr.step(new ReplaceStep(pos, pos + 2, Slice.empty));
    for (const { pos: at } of own.toReversed()) tr.step(new ReplaceStep(at, at + 1, Slice.empty));
    const caret = own[0] ? tr.doc.resolve(own[0].pos) : tr.doc.resolve(Math.max(1, pos - 1));
    dispatch(tr.setSelection(TextSelection.near(caret, -1)).scrollIntoView());
  }
  return true;
};

/** Selects the reference beside the caret, so that the next key deletes it: with it goes its footnote (FN6). */
export const selectReference =
  (side: "before" | "behind"): Command =>
  (state, dispatch) => {
    const { $from, empty } = state.selection;
    const node = side === "before" ? $from.nodeBefore : $from.nodeAfter;
    if (!empty || !node || referenceOf(node) === null) return false;
    const at = side === "before" ? $from.pos - 1 : $from.pos;
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, at, at + 1)).scrollIntoView());
    return true;
  };

/** Goes from a reference at the caret to its footnote, and from a footnote to what refers to it first; false elsewhere (FN7). */
export const goToFootnote: Command = (state, dispatch) => {
  const { $from, $to } = state.selection;
  const own = footnoteOf($from.parent);
  const id = own ?? [$to.nodeBefore, $from.nodeAfter].map((node) => node && referenceOf(node)).find((found) => found !== null) ?? null;
  return id !== null && goToOtherEnd(id, own === null)(state, dispatch);
};

/** Goes from a reference to the end of its footnote, from a footnote behind what refers to it first; false where there is no such place. */
export const goToOtherEnd =
  (id: string, isFromReference: boolean): Command =>
  (state, dispatch) => {
    const pos = otherEnd(state.doc, id, isFromReference);
    if (pos === null) return false;
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, pos)).scrollIntoView());
    return true;
  };

function otherEnd(doc: Node, id: string, isFromReference: boolean): number | null {
  const { references, blocks } = footnotesOf(doc);
  const last = isFromReference ? blocks.get(id)?.at(-1) : undefined;
  if (last) return last.pos + last.node.nodeSize - 1;
  const first = isFromReference ? undefined : references.find((reference) => reference.id === id);
  return first ? first.pos + 1 : null;
}
