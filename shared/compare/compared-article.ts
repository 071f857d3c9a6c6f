/** Articles as they are compared: blocks with their text and the identity of their boundaries. */
import type { Node } from "prosemirror-model";
import type * as Y from "yjs";
import { articleOf } from "../article/identity/article.ts";
import { keyOf } from "../article/model/character-id.ts";
import { LINE_BREAK } from "../article/model/names.ts";
import { projectBody } from "../article/projection/project.ts";
import { readBody } from "../article/yjs-internals/read.ts";

/** An article of which a comparison is made. */
export interface ComparedArticle {
  readonly doc: Node;
  /**
   * The identity of the boundary of each block of `doc`, headline first, which has none: the same text in both articles where
   * they are states of one `Y.Doc`.
   */
  readonly boundaries?: readonly (string | null)[];
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
  /** The same for blocks that say the same: text, embedded values, picture. */
  readonly content: string;
  readonly boundary: string | null;
}

/** U+FFFC OBJECT REPLACEMENT CHARACTER: an embedded value. */
const OBJECT = "\uFFFC";

/** The article that a `Y.Doc` holds. A boundary that was moved or came back by undo is the one that was typed first (LN1). */
export function comparedArticle(doc: Y.Doc): ComparedArticle {
  const { body, lineage } = articleOf(doc);
  const boundaries: (string | null)[] = [null];
  for (const { id } of readBody(body)) {
    if (id) boundaries.push(keyOf(lineage.isEmpty ? id : (lineage.ancestorsOf(id).at(-1) ?? id)));
  }
  return { doc: projectBody(body), boundaries };
}

/** The blocks of an article, in order; each has its boundary's identity, null where that is not known. */
export function blocksOf({ doc, boundaries }: ComparedArticle): ArticleBlock[] {
  const blocks: ArticleBlock[] = [];
  let start = 0;
  doc.forEach((node, _, index) => {
    const { text, embedded } = textOf(node);
    const content = [text, ...embedded.values()];
    if (node.type.name === "figure") content.push(`src:${String(node.attrs["src"] ?? "")}`);
    if (node.type.name === "divider") content.push("divider:");
    blocks.push({ node, index, start, text, embedded, content: content.join("\0"), boundary: boundaries?.[index] ?? null });
    start += node.content.size + 1;
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
