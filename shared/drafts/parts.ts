import type { Restyle } from "../article/identity/suggestion-records.ts";
import { keyOf } from "../article/model/character-id.ts";
import { NEWLINE } from "../article/model/names.ts";
import { sliceOf, type TextRun } from "../article/model/text-run.ts";
import { BodyItems } from "../article/yjs-internals/body-items.ts";
import { Landmarks } from "../article/yjs-internals/landmarks.ts";
import type { Draft } from "./draft.ts";

/** Characters of a draft of which the same is said, also by its forms: text without a `\n`, a `\n`, or one embedded value. */
export interface DraftPart {
  readonly run: TextRun;
  /** Where it stands in the draft's body. */
  readonly index: number;
  /** Number of its block, 0 for the headline. */
  readonly block: number;
  /** Written in the draft, and not in the article. */
  readonly isOwn: boolean;
  /** The open suggestion that it is inserted by, whoever's; null for the article's text. */
  readonly insertedBy: string | null;
  /** The draft's suggestions that strike it out. */
  readonly struckBy: readonly string[];
}

/** A form that the draft gives, with where it stands now. */
export interface DraftForm {
  readonly restyle: Restyle;
  /** Numbers of the blocks that it is about. */
  readonly blocks: ReadonlySet<number>;
  /** Indices in the draft's body from the first to behind the last of its characters; null for the form of a block. */
  readonly range: { readonly from: number; readonly to: number } | null;
}

/** All of a draft, in the order of its text. */
export interface DraftContents {
  readonly parts: readonly DraftPart[];
  readonly forms: readonly DraftForm[];
  /** The key of the `\n` of each block, as `keyOf` has it; that of the headline is empty. */
  readonly blocks: readonly string[];
  /** When the draft's suggestions were begun, by their IDs, in milliseconds since 1970. */
  readonly begun: ReadonlyMap<string, number>;
}

/** Whether a suggestion is one of the draft's. */
const isOwnSuggestion = (draft: Draft, suggestion: string): boolean => draft.isOwn(Number(suggestion.split(".", 1)[0]));

/** Reads a draft: O(the items of its body). */
export function readDraft(draft: Draft): DraftContents {
  const { body, suggestions } = draft.article;
  const items = new BodyItems(body, new Landmarks(body));
  const parts: DraftPart[] = [];
  const blocks = [""];
  let index = 0;
  for (const run of items.runsIn(0, body.length).flatMap(piecesOf)) {
    if (run.content === NEWLINE) blocks.push(keyOf(run));
    const block = blocks.length - 1;
    for (const { clock, length, insertedBy, struckBy } of suggestions.statusOf(run)) {
      const offset = clock - run.clock;
      parts.push({
        run: sliceOf(run, offset, offset + length),
        index,
        block,
        isOwn: draft.isOwn(run.client),
        insertedBy,
        struckBy: struckBy.filter((suggestion) => isOwnSuggestion(draft, suggestion)),
      });
      index += length;
    }
  }
  const open = suggestions.open().filter(({ id }) => isOwnSuggestion(draft, id));
  const numberOf = new Map(blocks.map((key, number) => [key, number]));
  const forms = open.flatMap(({ restyles }) => restyles).flatMap((restyle) => formOf(draft, restyle, items, parts, numberOf));
  const edges = [...new Set(forms.flatMap(({ range }) => (range === null ? [] : [range.from, range.to])))].sort((a, b) => a - b);
  return { parts: edges.length > 0 ? cutAt(parts, edges) : parts, forms, blocks, begun: new Map(open.map(({ id, at }) => [id, at])) };
}

/** @param edges indices in the body, in order */
function cutAt(parts: readonly DraftPart[], edges: readonly number[]): DraftPart[] {
  let next = 0;
  return parts.flatMap((part) => {
    const { index, run } = part;
    const cuts = [0];
    while (next < edges.length && edges[next]! <= index) next++;
    for (let at = next; at < edges.length && edges[at]! < index + run.length; at++) cuts.push(edges[at]! - index);
    return cuts.map((from, i) => ({ ...part, index: index + from, run: sliceOf(run, from, cuts[i + 1] ?? run.length) }));
  });
}

/** Characters of the article that a form of text is about, in some of the blocks. */
export const runsOfForm = (
  { parts }: DraftContents,
  { range }: DraftForm,
  isMeant: (block: number) => boolean,
): { readonly run: TextRun; readonly index: number }[] =>
  parts.filter(
    ({ index, isOwn, block, run }) =>
      range !== null && !isOwn && index >= range.from && index < range.to && run.content !== NEWLINE && isMeant(block),
  );

function formOf(
  draft: Draft,
  restyle: Restyle,
  items: BodyItems,
  parts: readonly DraftPart[],
  numberOf: ReadonlyMap<string, number>,
): DraftForm[] {
  const { suggestions } = draft.article;
  if (restyle.block !== null) {
    const now = suggestions.blockNow(restyle.block);
    const number = now === null ? undefined : numberOf.get(typeof now === "string" ? "" : keyOf(now));
    return number === undefined ? [] : [{ restyle, blocks: new Set([number]), range: null }];
  }
  const places = restyle.runs.flatMap((run) => suggestions.livingOf(run)).flatMap((run) => items.placesOf(run));
  if (places.length === 0) return [];
  const from = Math.min(...places.map(({ index }) => index));
  const to = Math.max(...places.map(({ index, run }) => index + run.length));
  const inside = parts.filter(({ index, run }) => index < to && index + run.length > from);
  return [{ restyle, blocks: new Set(inside.map(({ block }) => block)), range: { from, to } }];
}

/** Parts a run of text at each `\n`. */
function piecesOf(run: TextRun): TextRun[] {
  const { content } = run;
  if (typeof content !== "string" || !content.includes(NEWLINE)) return [run];
  const pieces: TextRun[] = [];
  let at = 0;
  for (const piece of content.split(/(\n)/)) {
    if (piece !== "") pieces.push(sliceOf(run, at, at + piece.length));
    at += piece.length;
  }
  return pieces;
}
