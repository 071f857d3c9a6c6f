import type { FilledRooms } from "../reviewed-article/fill-reviewed.ts";
import type { DocxError } from "./docx/docx-error.ts";
import type { Loss } from "./loss.ts";

/** A new article, and what is not in it as it is in the file. */
export interface ImportedFile {
  readonly rooms: FilledRooms;
  readonly losses: readonly Loss[];
}

/** Why a file is not imported, as the command line says it. */
const REASONS = {
  kind: "files of this kind are not read",
  office: "documents of this kind are not read; open it in Word or LibreOffice and save it as docx",
  empty: "nothing is written in it",
  binary: "what it holds is not text",
  large: "it is larger than is read; split it into several files",
  unreadable: "it could not be read; is it there, and may you read it?",
  page: "it is nested too deep to be read",
  "docx-package": "it is no document of a word processor",
  "docx-encrypted": "it has a password, or is of the older kind; save it as docx without a password",
  "docx-huge": "what it holds is larger than is read; split it into several files",
  "docx-broken": "it is damaged; open it in its own program and save it again",
} as const satisfies Readonly<Record<`docx-${DocxError["code"]}`, string>> & Readonly<Record<string, string>>;

/** Why a file was not imported; `code` names a message of the catalogue. */
export class ImportError extends Error {
  override readonly name = "ImportError";
  /** `office`: a document of a kind that word processors save as DOCX; `page`: a page of HTML that would take too long to parse. */
  readonly code: keyof typeof REASONS;

  constructor(code: ImportError["code"], file: string, options?: ErrorOptions) {
    super(`${file}: ${REASONS[code]}`, options);
    this.code = code;
  }
}
