import type { Node } from "prosemirror-model";
import type { ArticleLanguage } from "../article/model/language.ts";

/** A stretch of the body, in UTF-16 units; `to` is behind its last one. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Who wrote something, and when. */
export interface Signed {
  /** A name to show; empty where nobody knows it. */
  readonly author: string;
  /** Milliseconds since 1970; 0 where nobody knows it. */
  readonly at: number;
}

/** A form that is suggested for text. A value of null takes it away. */
export interface TextForm extends Stretch {
  readonly name: string;
  readonly value: unknown;
}

/** An attribute that is suggested for a block. */
export interface BlockForm {
  /** Index of the block in the document; 0 is the headline. */
  readonly block: number;
  readonly name: string;
  readonly value: unknown;
}

/** An open suggestion, by where it stands in the body. */
export interface ReviewedSuggestion extends Signed {
  readonly inserted: readonly Stretch[];
  readonly struck: readonly Stretch[];
  readonly forms: readonly TextForm[];
  readonly blockForms: readonly BlockForm[];
}

export interface ReviewedMessage extends Signed {
  readonly text: string;
}

/** What a thread is about: a stretch of text, the block around a place, or the article. */
type ReviewedTarget = "range" | "block" | "article";

export interface ReviewedThread {
  readonly target: ReviewedTarget;
  /** Of a block, the place that it is around. */
  readonly from: number;
  readonly to: number;
  readonly messages: readonly [ReviewedMessage, ...ReviewedMessage[]];
  readonly isResolved: boolean;
}

/** An article with what people suggest and say of it, without the documents that hold it: what a word processor exchanges. */
export interface ReviewedArticle {
  /** Suggested text stands in it, and struck text is still there (SU5). */
  readonly doc: Node;
  /** Null where nothing says it. */
  readonly language: ArticleLanguage | null;
  readonly suggestions: readonly ReviewedSuggestion[];
  readonly threads: readonly ReviewedThread[];
}
