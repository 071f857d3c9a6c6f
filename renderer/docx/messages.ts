import type { ArticleLanguage } from "../../shared/article/model/language.ts";
import type { DocxError } from "../../shared/import/docx/docx-error.ts";
import type { Loss } from "../../shared/import/docx/loss.ts";
import type { FilledRooms } from "../../shared/reviewed-article/fill-reviewed.ts";
import type { AuthorRange } from "../../shared/rpc/contract.ts";

/** An article that is to be written, as updates of its rooms, and who wrote what in them. */
export interface WriteRequest {
  readonly type: "write";
  readonly body: Uint8Array;
  readonly notes: Uint8Array;
  readonly bodyAuthors: readonly AuthorRange[];
  readonly notesAuthors: readonly AuthorRange[];
  readonly language: ArticleLanguage;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A document that is to be read. */
export interface ReadRequest {
  readonly type: "read";
  readonly bytes: Uint8Array;
  /** See `fillReviewed`. */
  readonly attribution: string;
}

/** A new article, and what is not in it as it is in the document. */
export interface ReadDocument {
  readonly rooms: FilledRooms;
  readonly losses: readonly Loss[];
}

export type DocxAnswer =
  | { readonly type: "written"; readonly bytes: Uint8Array<ArrayBuffer> }
  | ({ readonly type: "read" } & ReadDocument)
  | { readonly type: "refused"; readonly code: DocxError["code"]; readonly message: string };
