import type * as Y from "yjs";
import { BlockAttributes } from "./block-attributes.ts";
import { bodyOf } from "../model/body.ts";
import { Lineage } from "./lineage.ts";
import { Suggestions } from "./suggestions.ts";
import { tidyFormats } from "../yjs-internals/tidy-formats.ts";

/** The shared types of one article's `Y.Doc`, and what is known of them by looking into them once. */
export interface Article {
  readonly doc: Y.Doc;
  readonly body: Y.Text;
  readonly blocks: BlockAttributes;
  readonly lineage: Lineage;
  readonly suggestions: Suggestions;
}

const known = new WeakMap<Y.Doc, Article>();

/** @returns the same for the same document, which it follows */
export function articleOf(doc: Y.Doc): Article {
  let article = known.get(doc);
  if (!article) {
    const lineage = new Lineage(doc);
    const body = bodyOf(doc);
    article = { doc, body, blocks: new BlockAttributes(doc, lineage), lineage, suggestions: new Suggestions(doc, body, lineage) };
    known.set(doc, article);
    tidyFormats(article.body);
  }
  return article;
}
