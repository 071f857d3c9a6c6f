import type { CharacterRun } from "../../shared/article/model/character-id.ts";
import { HEADLINE } from "../../shared/article/identity/block-attributes.ts";
import type { Restyle } from "../../shared/article/identity/suggestion-records.ts";
import type { Suggestion, Suggestions } from "../../shared/article/identity/suggestions.ts";
import { footnoteOf, referenceOf } from "../../shared/article/model/footnotes.ts";
import { MAX_LEVEL } from "../../shared/article/model/names.ts";
import { indentFrom } from "../../shared/article/model/schema.ts";
import { attributesOfBlock, type Attributes } from "../../shared/article/model/tokens.ts";
import type { BlockIndex, Piece } from "./block-index.ts";
import type { Change } from "./change.ts";

/** A range of the document, in ProseMirror positions. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What a suggestion inserts, or what it strikes out. */
export type Part = "inserted" | "struck";

/** How a part of the text is shown. */
export type Mark =
  | { readonly type: Part; readonly piece: Piece }
  | { readonly type: "text"; readonly piece: Piece; readonly name: string; readonly value: unknown }
  | { readonly type: "block"; readonly block: number; readonly name: string; readonly value: unknown };

/** An open suggestion where it stands in a document. */
export interface Placed {
  readonly id: string;
  /** Milliseconds since 1970; 0 where it is not known. */
  readonly at: number;
  readonly marks: readonly Mark[];
  /** From where it begins to where what stands together with that ends. */
  readonly range: Range;
  readonly changes: readonly Change[];
}

/** What a placement is made from. */
export interface Places {
  readonly suggestions: Suggestions;
  readonly blocks: BlockIndex;
  readonly placesOf: (run: CharacterRun) => readonly { readonly run: CharacterRun; readonly index: number }[];
}

/** No date is later, in milliseconds since 1970. */
const LATEST = 8.64e15;
/** Characters of a text that are shown of it. */
const MOST_SHOWN = 120;
/** Pieces that are no further apart are one place: two blocks' texts are 2 apart. */
const TOGETHER = 2;
/** Blocks that are shown whole, and have no words to say them by. */
const FIGURES: ReadonlySet<string> = new Set(["figure", "divider"]);

/** @returns null where nothing of it is in the document */
export function place(suggestion: Suggestion, places: Places): Placed | null {
  const inserted = piecesOf(suggestion.inserted, places);
  const struck = piecesOf(suggestion.struck, places);
  const marks: Mark[] = [
    ...inserted.map((piece) => ({ type: "inserted", piece }) as const),
    ...struck.map((piece) => ({ type: "struck", piece }) as const),
    ...suggestion.restyles.flatMap((restyle) => restyleMarks(restyle, places)),
  ];
  if (marks.length === 0) return null;
  return {
    id: suggestion.id,
    at: suggestion.at > 0 && suggestion.at <= LATEST ? suggestion.at : 0,
    marks,
    range: rangeOf(marks, places.blocks),
    changes: [...textChanges(inserted, struck, places.blocks), ...formChanges(marks, places.blocks)],
  };
}

/** The parts of the text that characters stand in, in the order of the document. */
function piecesOf(runs: readonly CharacterRun[], { blocks, placesOf }: Places): Piece[] {
  const stretches: { from: number; to: number }[] = [];
  const found = runs.flatMap((run) => placesOf(run).map(({ index, run: { length } }) => ({ from: index, to: index + length })));
  for (const { from, to } of found.sort((a, b) => a.from - b.from)) {
    const last = stretches.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else stretches.push({ from, to });
  }
  return stretches.flatMap(({ from, to }) => blocks.pieces(from, to));
}

function restyleMarks({ runs, block, name, value }: Restyle, places: Places): Mark[] {
  const { suggestions, blocks, placesOf } = places;
  if (block === null) {
    const found = runs.flatMap((run) => suggestions.livingOf(run)).flatMap((run) => placesOf(run));
    if (found.length === 0) return [];
    // What was typed between them since takes part (SU6).
    const from = Math.min(...found.map(({ index }) => index));
    const to = Math.max(...found.map(({ index, run }) => index + run.length));
    return blocks.pieces(from, to).flatMap((piece) => ("boundary" in piece ? [] : [{ type: "text", piece, name, value } as const]));
  }
  const now = suggestions.blockNow(block);
  if (now === null) return [];
  if (now === HEADLINE) return [{ type: "block", block: 0, name, value }];
  return placesOf({ ...now, length: 1 }).map(({ index }) => ({ type: "block", block: blocks.blockAt(index + 1), name, value }));
}

function rangeOf(marks: readonly Mark[], blocks: BlockIndex): Range {
  const ranges = marks.map((mark): Range => {
    if (mark.type !== "block") return mark.piece;
    const from = blocks.startOf(mark.block) + 1;
    return { from, to: from + blocks.doc.child(mark.block).content.size };
  });
  ranges.sort((a, b) => a.from - b.from || b.to - a.to);
  let { from, to } = ranges[0]!;
  for (const range of ranges) {
    if (range.from > to + TOGETHER) break;
    to = Math.max(to, range.to);
  }
  return { from, to };
}

function textChanges(allInserted: readonly Piece[], allStruck: readonly Piece[], blocks: BlockIndex): Change[] {
  const [inserted, struck] = [partNotes(allInserted, blocks), partNotes(allStruck, blocks)];
  const changes = wordChanges(inserted.others, struck.others, blocks);
  for (const [type, { notes }] of [
    ["inserted", inserted],
    ["struck", struck],
  ] as const) {
    for (const pieces of notes.values())
      changes.push(pieces.length === 0 ? { type: `${type}Reference` } : { type: `${type}Footnote`, text: wordsOf(pieces, blocks) });
  }
  return changes;
}

interface PartedPieces {
  /** By the ID of each footnote to which something among them refers: those that are of it. */
  readonly notes: ReadonlyMap<string, readonly Piece[]>;
  readonly others: readonly Piece[];
}

function partNotes(pieces: readonly Piece[], blocks: BlockIndex): PartedPieces {
  const notes = new Map<string, Piece[]>();
  for (const piece of pieces) {
    if ("boundary" in piece) continue;
    const start = blocks.startOf(piece.block) + 1;
    blocks.doc.child(piece.block).nodesBetween(piece.from - start, piece.to - start, (node) => {
      const id = referenceOf(node);
      if (id !== null) notes.set(id, []);
    });
  }
  if (notes.size === 0) return { notes, others: pieces };
  const others = pieces.filter((piece) => {
    const id = footnoteOf(blocks.doc.child("boundary" in piece ? piece.boundary : piece.block));
    const own = id === null ? undefined : notes.get(id);
    own?.push(piece);
    return !own;
  });
  return { notes, others };
}

function wordChanges(inserted: readonly Piece[], struck: readonly Piece[], blocks: BlockIndex): Change[] {
  const [after, before] = [wordsOf(inserted, blocks), wordsOf(struck, blocks)];
  const changes: Change[] = [];
  if (isMoved(before, after, inserted, struck)) changes.push({ type: "moved", text: after });
  else if (before !== "" && after !== "") changes.push({ type: "replaced", before, after });
  else if (after !== "") changes.push({ type: "inserted", text: after });
  else if (before !== "") changes.push({ type: "struck", text: before });
  const [added, gone] = [figuresOf(inserted, blocks), figuresOf(struck, blocks)];
  for (const kind of added) {
    const at = gone.indexOf(kind);
    if (at !== -1) gone.splice(at, 1);
    changes.push({ type: at === -1 ? "insertedBlock" : "movedBlock", kind });
  }
  for (const kind of gone) changes.push({ type: "struckBlock", kind });
  if (changes.length > 0) return changes;
  const [splits, joins] = [inserted, struck].map((pieces) => pieces.filter((piece) => "boundary" in piece).length) as [number, number];
  if (splits > 0) changes.push({ type: "split", count: splits });
  if (joins > 0) changes.push({ type: "joined", count: joins });
  return changes;
}

/** Whether the same words go in one place and come in another. */
function isMoved(before: string, after: string, inserted: readonly Piece[], struck: readonly Piece[]): boolean {
  if (before === "" || before !== after || sizeOf(inserted) !== sizeOf(struck)) return false;
  return !inserted.some(({ from, to }) => struck.some((other) => other.to === from || other.from === to));
}

const sizeOf = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, piece) => ("boundary" in piece ? sum : sum + piece.to - piece.from), 0);

/** The kinds of the blocks among pieces that are no text. */
const figuresOf = (pieces: readonly Piece[], { doc }: BlockIndex): string[] =>
  pieces.flatMap((piece) => {
    const kind = "boundary" in piece ? doc.child(piece.boundary).type.name : "";
    return FIGURES.has(kind) ? [kind] : [];
  });

/** The words of pieces; "" where there are boundaries and references to footnotes alone. */
function wordsOf(pieces: readonly Piece[], blocks: BlockIndex): string {
  let words = "";
  let end: number | null = null;
  for (const piece of pieces) {
    if (words.length > MOST_SHOWN) break;
    if ("boundary" in piece) continue;
    if (words !== "" && end !== null) words += piece.from <= end + TOGETHER ? " " : " … ";
    words += blocks.textOf(piece, MOST_SHOWN);
    end = piece.to;
  }
  return words.length > MOST_SHOWN ? `${words.slice(0, MOST_SHOWN).toWellFormed()}…` : words;
}

function formChanges(marks: readonly Mark[], blocks: BlockIndex): Change[] {
  const changes = new Map<string, Change>();
  const onBlocks = Map.groupBy(
    marks.filter((mark) => mark.type === "block"),
    ({ block }) => block,
  );
  for (const mark of marks) {
    if (mark.type !== "text") continue;
    const { name, value, piece } = mark;
    if (!changes.has(name)) changes.set(name, { type: "text", name, value, text: wordsOf([piece], blocks) });
  }
  for (const [block, forms] of onBlocks) {
    for (const change of blockChanges(attributesOfBlock(blocks.doc.child(block)), forms)) changes.set(JSON.stringify(change), change);
  }
  return [...changes.values()];
}

/** Of a block that becomes another kind no more is said than that, and at which level of a list it then is. */
function blockChanges(attributes: Attributes, forms: readonly Extract<Mark, { readonly type: "block" }>[]): Change[] {
  const wanted: Attributes = { ...attributes, ...Object.fromEntries(forms.map(({ name, value }) => [name, value])) };
  const [before, after] = [kindOf(attributes), kindOf(wanted)];
  const levels: Change[] = [];
  if (wanted["kind"] === "item") {
    const [from, to] = [attributes["kind"] === "item" ? indentFrom(attributes["indent"]) : 0, indentFrom(wanted["indent"])];
    if (from !== to) levels.push({ type: "level", before: from, after: to });
  }
  if (before !== after) return [{ type: "kind", before, after }, ...levels];
  const others = forms.filter(({ name }) => wanted["kind"] !== "item" || !OF_ITEMS.has(name));
  return [...levels, ...others.map(({ name }) => ({ type: "attribute", name }) as const)];
}

/** Said by the kind of an item, and by its level. */
const OF_ITEMS: ReadonlySet<string> = new Set(["kind", "list", "indent"]);

/** The kind of a block as drawn, of a heading with its level, of an item with its list: `heading2`, `numbered`. */
export function kindOf({ kind, level, list }: Attributes): string {
  if (kind === "item") return list === "number" ? "numbered" : "bulleted";
  if (kind !== "heading") return typeof kind === "string" ? kind : "paragraph";
  return `heading${typeof level === "number" ? Math.min(MAX_LEVEL, Math.max(1, Math.trunc(level))) : 1}`;
}
