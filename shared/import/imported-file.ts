import type { FilledRooms } from "../reviewed-article/fill-reviewed.ts";
import type { DocxError } from "./docx/docx-error.ts";
import type { Loss } from "./loss.ts";

/** A new article, and what is not in it as it is in the file. */
export interface ImportedFile {
  readonly rooms: FilledRooms;
  readonly losses: readonly Loss[];
}

/** Why a file was not imported; `code` names a message of the catalogue. */
export class ImportError extends Error {
  override readonly name = "ImportError";
  /** `page`: a page of HTML that would take too long to parse, or is nested too deep. */
  readonly code: "kind" | "empty" | "binary" | "large" | "unreadable" | "page" | `docx-${DocxError["code"]}`;

  constructor(code: ImportError["code"], file: string, options?: ErrorOptions) {
    super(`${code}: ${file}`, options);
    this.code = code;
  }
}
