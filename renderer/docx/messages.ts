import type { ArticleLanguage } from "../../shared/article/model/language.ts";
import type { ImportedFile, ImportError } from "../../shared/import/file.ts";
import type { SentArticle } from "../workers/sent-article.ts";

/** An article that is to be written. */
export interface WriteRequest extends SentArticle {
  readonly type: "write";
  readonly language: ArticleLanguage;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A document that is to be read. */
export interface ReadRequest {
  readonly type: "read";
  /** Of its file. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type DocxAnswer =
  | { readonly type: "written"; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: "read"; readonly imported: ImportedFile }
  | { readonly type: "refused"; readonly code: ImportError["code"] };
