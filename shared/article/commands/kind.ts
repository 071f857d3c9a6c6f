import type { Command, EditorState, Transaction } from "prosemirror-state";
import { MAX_INDENT, type BlockKind, type ListStyle } from "../model/names.ts";
import { isFootnote } from "../model/footnotes.ts";
import { indentOf, levelOf, listOf, schema } from "../model/schema.ts";
import { selectedBody, type PlacedBlock } from "./select.ts";

/** What a block is. A footnote is one for good. */
export type Kind = Exclude<BlockKind, "footnote"> | "paragraph";

const selectedText = (state: EditorState): PlacedBlock[] => selectedBody(state).filter(({ node }) => !isFootnote(node));

/** The attributes that mean something for a kind; `dir` and `lang` mean something for all. */
const MEANT: Partial<Record<Kind, readonly string[]>> = {
  heading: ["level"],
  item: ["list", "indent"],
  figure: ["src", "alt", "credit"],
};

/** Turns the block at `pos` into another kind, by its boundary alone; attributes that mean nothing there are taken off. */
export function retype(tr: Transaction, pos: number, kind: Kind, attrs: Readonly<Record<string, unknown>> = {}): Transaction {
  const old = tr.doc.nodeAt(pos)!;
  const kept = Object.fromEntries(["dir", "lang", ...(MEANT[kind] ?? [])].map((name) => [name, old.attrs[name] as unknown]));
  return tr.setNodeMarkup(pos, schema.nodes[kind], { ...kept, ...attrs });
}

/**
 * Makes the selected blocks `kind`; the headline stays the headline, and a footnote a footnote.
 * @param attrs of the kind, as `{ level: 2 }`; those not named keep what the block has
 */
export function setKind(kind: Kind, attrs: Readonly<Record<string, unknown>> = {}): Command {
  return (state, dispatch) => {
    const blocks = selectedText(state);
    if (blocks.length === 0) return false;
    if (dispatch) {
      const tr = state.tr;
      for (const { node, pos } of blocks) if (!isKind(node, kind, attrs)) retype(tr, pos, kind, attrs);
      dispatch(tr.scrollIntoView());
    }
    return true;
  };
}

type Block = Parameters<typeof indentOf>[0];

function isKind(node: Block, kind: Kind, attrs: Readonly<Record<string, unknown>>): boolean {
  const drawn: Record<string, unknown> = { ...node.attrs, list: listOf(node), level: levelOf(node) };
  return node.type.name === kind && Object.entries(attrs).every(([name, value]) => drawn[name] === value);
}

/** True when every selected block that has a kind is this one. */
export function hasKind(state: EditorState, kind: Kind, attrs: Readonly<Record<string, unknown>> = {}): boolean {
  const blocks = selectedText(state);
  return blocks.length > 0 && blocks.every(({ node }) => isKind(node, kind, attrs));
}

/** Makes the selected blocks `kind`, or paragraphs when they all are. */
export function toggleKind(kind: Kind, attrs: Readonly<Record<string, unknown>> = {}): Command {
  return (state, dispatch) => (hasKind(state, kind, attrs) ? setKind("paragraph") : setKind(kind, attrs))(state, dispatch);
}

/** Makes the selected blocks items of this style, keeping their level, or paragraphs when they all are. */
export const toggleList = (list: ListStyle): Command => toggleKind("item", { list });

function shift(by: 1 | -1): Command {
  return (state, dispatch) => {
    const items = selectedBody(state).flatMap(({ node, pos }) => {
      const to = indentOf(node) + by;
      return node.type.name === "item" && to >= 0 && to <= MAX_INDENT ? [{ pos, to }] : [];
    });
    if (items.length === 0) return false;
    if (dispatch) {
      const tr = state.tr;
      for (const { pos, to } of items) tr.setNodeAttribute(pos, "indent", to);
      dispatch(tr.scrollIntoView());
    }
    return true;
  };
}

/** Moves the selected items one level in; false when none can. */
export const indent: Command = shift(1);
/** Moves the selected items one level out; false when none can. */
export const outdent: Command = shift(-1);
