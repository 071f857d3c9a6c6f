import * as Y from "yjs";
import { baseArticle } from "../../shared/export/base-article.ts";
import { FILES, writeArticle, type About, type Format } from "../../shared/export/formats.ts";
import type { AuthorRange } from "../../shared/rpc/contract.ts";
import { withoutControls } from "../../shared/text/bidi-controls.ts";
import { writeInWorker } from "../docx/docx-jobs.ts";

/** What people say of an article: formats that keep it have it, too. */
export interface ReviewOf {
  readonly notes: Y.Doc;
  readonly readAuthors: (kind: "body" | "notes") => Promise<readonly AuthorRange[]>;
}

/**
 * Has the browser save an article as a file: without what is only suggested in it, or as DOCX with all that is suggested and noted.
 * @param name of the file, without its ending
 */
export async function saveArticle(doc: Y.Doc, format: Format, about: About, review: ReviewOf, name: string): Promise<void> {
  const { type, ending } = FILES[format];
  const content = format === "docx" ? await documentOf(doc, about, review) : writeArticle(baseArticle(doc), format, about);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = `${
    withoutControls(name)
      .replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, " ")
      .trim() || "tahrir"
  }.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}

async function documentOf(doc: Y.Doc, { language, item }: About, { notes, readAuthors }: ReviewOf): Promise<Uint8Array<ArrayBuffer>> {
  const [bodyAuthors, notesAuthors] = await Promise.all([readAuthors("body"), readAuthors("notes")]);
  return writeInWorker({
    body: Y.encodeStateAsUpdate(doc),
    notes: Y.encodeStateAsUpdate(notes),
    bodyAuthors,
    notesAuthors,
    language,
    at: item.at,
  });
}
