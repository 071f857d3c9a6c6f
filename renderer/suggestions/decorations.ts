import { Decoration } from "prosemirror-view";
import { indentFrom, scriptTag } from "../../shared/article/model/schema.ts";
import type { BlockIndex } from "./block-index.ts";
import { kindOf, type Mark, type Part, type Placed } from "./placed.ts";

/** What a decoration knows of its suggestion. */
export interface DecorationSpec {
  readonly suggestion: string;
  /** Class and colour, to tell whether it is drawn as it is to be. */
  readonly look: string;
  readonly inclusiveEnd?: boolean;
  /** Of text, and of a boundary: what the suggestion does with it. */
  readonly part?: Part;
  /** It is of the boundary at the end of its block. */
  readonly isBoundary?: boolean;
}

/** DOM attributes. */
interface Look {
  readonly class: string;
  readonly style: string;
}

type BlockMark = Extract<Mark, { readonly type: "block" }>;

const specOf = (suggestion: string, look: Look): DecorationSpec => ({ suggestion, look: `${look.class} ${look.style}` });

/** Forms of letters that are shown as they would be. */
const PREVIEWED: ReadonlySet<string> = new Set(["bold", "italic", "underline", "strike", "code", "script"]);
/** Kinds of blocks that are. */
const PREVIEWED_KINDS: ReadonlySet<unknown> = new Set(["lead", "heading", "quote", "item", null]);

/**
 * What is drawn of a suggestion: classes on the letters, and on blocks. Nothing is put between the letters, which stay joined (SU30).
 * @param color a CSS colour: the author's
 * @param grows whether what is typed at its end belongs to it
 */
export function decorationsOf({ id, marks }: Placed, blocks: BlockIndex, color: string, grows: boolean): Decoration[] {
  return marks.flatMap((mark) => {
    if (mark.type === "block") return onBlock(mark, marks, blocks, id, color);
    const { type, piece } = mark;
    if ("boundary" in piece) return type === "text" ? [] : onBoundary(type, piece.boundary, blocks, id, color);
    const look = { class: classesOf(mark), style: `--person: ${color}` };
    const spec = { ...specOf(id, look), inclusiveEnd: grows && type === "inserted", ...(type !== "text" && { part: type }) };
    return [Decoration.inline(piece.from, piece.to, look, spec)];
  });
}

function classesOf(mark: Exclude<Mark, { readonly type: "block" }>): string {
  if (mark.type !== "text") return `suggested-${mark.type}`;
  const { name, value } = mark;
  const isTaken = value === null || value === false;
  const shown = name === "script" ? scriptTag(value) : name;
  const preview = PREVIEWED.has(name) ? ` preview-${isTaken ? `no-${name}` : shown}` : "";
  return `suggested-form${preview}`;
}

/** The sign stands at the end of the block before: as content of the style sheet, not of the text. */
function onBoundary(type: Part, boundary: number, blocks: BlockIndex, id: string, color: string): Decoration[] {
  const { name } = blocks.doc.child(boundary).type;
  const look = { class: `suggested-boundary-${type}`, style: `--boundary-person: ${color}` };
  const sign = nodeDecoration(blocks, boundary - 1, id, look, { part: type, isBoundary: true });
  if (name !== "figure" && name !== "divider") return [sign];
  return [sign, nodeDecoration(blocks, boundary, id, { class: `suggested-block-${type}`, style: `--person: ${color}` })];
}

/** @param marks of the same suggestion, among which the level of a heading is, or what marks a list, and its level */
function onBlock({ block, name, value }: BlockMark, marks: readonly Mark[], blocks: BlockIndex, id: string, color: string): Decoration[] {
  const besides = (other: string): unknown =>
    marks.findLast((mark): mark is BlockMark => mark.type === "block" && mark.block === block && mark.name === other)?.value;
  const kind = kindOf({ kind: value, level: besides("level") ?? 1, list: besides("list") });
  const preview = name === "kind" && PREVIEWED_KINDS.has(value) ? ` preview-${kind}` : "";
  const look = { class: `suggested-block-form${preview}`, style: `--form-person: ${color}` };
  // Of what is to be no list any more, the level is taken away as well.
  const isLevel = name === "indent" && [undefined, "item"].includes(besides("kind") as string | undefined);
  if (!isLevel) return [nodeDecoration(blocks, block, id, look)];
  const level = indentFrom(besides("indent"));
  return [nodeDecoration(blocks, block, id, { class: `${look.class} preview-level`, style: `${look.style}; --preview-level: ${level}` })];
}

function nodeDecoration(
  blocks: BlockIndex,
  block: number,
  id: string,
  look: Look,
  more: Pick<DecorationSpec, "part" | "isBoundary"> = {},
): Decoration {
  const from = blocks.startOf(block);
  return Decoration.node(from, from + blocks.doc.child(block).nodeSize, { ...look }, { ...specOf(id, look), ...more });
}
