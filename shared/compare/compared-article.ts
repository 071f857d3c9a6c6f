/** Articles as they are compared: blocks with their text and the identity of their boundaries. */
import type { Node } from "prosemirror-model";
import type * as Y from "yjs";
import { articleOf } from "../article/identity/article.ts";
import type { Suggestions } from "../article/identity/suggestions.ts";
import { keyOf } from "../article/model/character-id.ts";
import { LINE_BREAK } from "../article/model/names.ts";
import { projectBody } from "../article/projection/project.ts";
import { BodyItems } from "../article/yjs-internals/body-items.ts";
import { Landmarks } from "../article/yjs-internals/landmarks.ts";
import { readBody } from "../article/yjs-internals/read.ts";

/** An article of which a comparison is made. */
export interface ComparedArticle {
  readonly doc: Node;
  /**
   * The identity of the boundary of each block of `doc`, headline first, which has none: the same text in both articles where
   * they are states of one `Y.Doc`.
   */
  readonly boundaries?: readonly (string | null)[];
  /** Where its body has text that is only suggested, or struck out: in order and apart, by their indices in it. */
  readonly suggested?: readonly SuggestedStretch[];
  /** Indices in its body at which no word goes on, in order: two words met there that nobody wrote as one. */
  readonly cuts?: readonly number[];
}

/** Some characters that a suggestion inserts, or strikes out, or both. */
export interface SuggestedStretch {
  readonly from: number;
  readonly to: number;
  readonly isInserted: boolean;
  readonly isStruck: boolean;
}

/** One block of an article. */
export interface ArticleBlock {
  readonly node: Node;
  /** Its number in the article; the headline is 0. */
  readonly index: number;
  /** Index of its first character in the body. */
  readonly start: number;
  /** Its text: a line break and an embedded value are one unit long, so that offsets are those of the block's content. */
  readonly text: string;
  /** Embedded values as JSON, by their offset in the text. */
  readonly embedded: ReadonlyMap<number, string>;
  /** Where it is only suggested, or struck out, by offsets in the text. */
  readonly suggested: readonly SuggestedStretch[];
  /** Offsets in the text at which no word goes on, in order. */
  readonly cuts: readonly number[];
  /** The same for blocks that say the same: text, embedded values, picture. */
  readonly content: string;
  readonly boundary: string | null;
}

/** U+FFFC OBJECT REPLACEMENT CHARACTER: an embedded value. */
const OBJECT = "\uFFFC";

/** The article that a `Y.Doc` holds. A boundary that was moved or came back by undo is the one that was typed first (LN1). */
export function comparedArticle(doc: Y.Doc): ComparedArticle {
  const { body, lineage, suggestions } = articleOf(doc);
  const boundaries: (string | null)[] = [null];
  for (const { id } of readBody(body)) {
    if (id) boundaries.push(keyOf(lineage.isEmpty ? id : (lineage.ancestorsOf(id).at(-1) ?? id)));
  }
  return { doc: projectBody(body), boundaries, suggested: suggestions.isEmpty ? [] : suggestedIn(body, suggestions) };
}

function suggestedIn(body: Y.Text, suggestions: Suggestions): SuggestedStretch[] {
  const stretches: SuggestedStretch[] = [];
  let from = 0;
  for (const run of new BodyItems(body, new Landmarks(body)).runsIn(0, body.length)) {
    for (const { length, insertedBy, struckBy } of suggestions.statusOf(run)) {
      const stretch = { from, to: from + length, isInserted: insertedBy !== null, isStruck: struckBy.length > 0 };
      from = stretch.to;
      const last = stretches.at(-1);
      if (!stretch.isInserted && !stretch.isStruck) continue;
      const goesOn = last?.to === stretch.from && last.isInserted === stretch.isInserted && last.isStruck === stretch.isStruck;
      if (goesOn) stretches[stretches.length - 1] = { ...last, to: stretch.to };
      else stretches.push(stretch);
    }
  }
  return stretches;
}

/** The blocks of an article, in order; each has its boundary's identity, null where that is not known. */
export function blocksOf({ doc, boundaries, suggested = [], cuts = [] }: ComparedArticle): ArticleBlock[] {
  const blocks: ArticleBlock[] = [];
  let start = 0;
  let next = 0;
  let nextCut = 0;
  doc.forEach((node, _, index) => {
    const { text, embedded } = textOf(node);
    const content = [text, ...embedded.values()];
    if (node.type.name === "figure") content.push(`src:${String(node.attrs["src"] ?? "")}`);
    if (node.type.name === "divider") content.push("divider:");
    const own: SuggestedStretch[] = [];
    const { size } = node.content;
    while (next < suggested.length && suggested[next]!.to <= start) next++;
    for (let i = next; i < suggested.length && suggested[i]!.from < start + size; i++) {
      const { from, to } = suggested[i]!;
      own.push({ ...suggested[i]!, from: Math.max(0, from - start), to: Math.min(size, to - start) });
    }
    const ends = own.flatMap(({ from, to }) => [from, to]);
    for (; nextCut < cuts.length && cuts[nextCut]! <= start + size; nextCut++)
      if (cuts[nextCut]! > start) ends.push(cuts[nextCut]! - start);
    const boundary = boundaries?.[index] ?? null;
    blocks.push({
      node,
      index,
      start,
      text,
      embedded,
      suggested: own,
      cuts: ends.sort((a, b) => a - b),
      content: content.join("\0"),
      boundary,
    });
    start += size + 1;
  });
  return blocks;
}

function textOf(node: Node): { readonly text: string; readonly embedded: ReadonlyMap<number, string> } {
  const parts: string[] = [];
  const embedded = new Map<number, string>();
  node.forEach((child, offset) => {
    if (child.isText) parts.push(child.text!);
    else if (child.type.name === "line_break") parts.push(LINE_BREAK);
    else {
      parts.push(OBJECT);
      embedded.set(offset, JSON.stringify(child.attrs["value"] ?? null));
    }
  });
  return { text: parts.join(""), embedded };
}
