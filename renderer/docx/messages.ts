import type { ArticleLanguage } from "../../shared/article/model/language.ts";
import type { Format } from "../../shared/export-formats.ts";
import type { ImportedFile, ImportError } from "../../shared/import/imported-file.ts";
import type { SentArticle } from "../workers/sent-article.ts";

/** An article that is to be written. */
export interface WriteRequest extends SentArticle {
  readonly type: "write";
  /** Its ID. */
  readonly article: string;
  readonly format: Format;
  readonly language: ArticleLanguage;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A file that is to be read. */
export interface ReadRequest {
  readonly type: "read";
  /** With the ending that says its kind. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type DocxAnswer =
  | { readonly type: "written"; readonly content: string | Uint8Array<ArrayBuffer> }
  | { readonly type: "read"; readonly imported: ImportedFile }
  | { readonly type: "refused"; readonly code: ImportError["code"] };
