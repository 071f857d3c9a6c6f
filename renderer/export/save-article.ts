import * as Y from "yjs";
import type { ArticleLanguage } from "../../shared/article/model/language.ts";
import { baseArticle } from "../../shared/export/base-article.ts";
import { FILES, type Format } from "../../shared/export-formats.ts";
import { writeArticle } from "../../shared/export/formats.ts";
import { roomName } from "../../shared/roles.ts";
import type { RpcClient } from "../../shared/rpc/client.ts";
import { saveFile } from "./save-file.ts";
import { withPictures } from "./with-pictures.ts";
import { writeInWorker } from "../docx/docx-jobs.ts";

/** An article that leaves. */
export interface Leaving {
  readonly doc: Y.Doc;
  /** Formats that keep what people say of it have it, too. */
  readonly notes: Y.Doc;
  /** Its ID. */
  readonly article: string;
  readonly language: ArticleLanguage;
  /** When it was as it is in `doc`, in milliseconds since 1970. */
  readonly at: number;
  /** Of the file, without its ending. */
  readonly name: string;
  readonly client: RpcClient;
}

/** Has the browser save an article as a file: without what is only suggested in it, or as DOCX with all that is suggested and noted. */
export async function saveArticle(asked: Leaving, format: Format): Promise<void> {
  const leaving = { ...asked, doc: await withPictures(asked.doc, asked.client) };
  const { doc, article, language, at, name } = leaving;
  const { type, ending } = FILES[format];
  const content =
    format === "docx"
      ? await documentOf(leaving)
      : writeArticle(baseArticle(doc), format, { language, item: { uri: `urn:tahrir:${article}`, at } });
  saveFile(new Blob([content], { type }), name, ending);
}

async function documentOf({ doc, notes, article, language, at, client }: Leaving): Promise<Uint8Array<ArrayBuffer>> {
  const [bodyAuthors, notesAuthors] = await Promise.all(
    (["body", "notes"] as const).map((kind) => client.calls.authors({ room: roomName(article, kind) })),
  );
  return writeInWorker({
    body: Y.encodeStateAsUpdate(doc),
    notes: Y.encodeStateAsUpdate(notes),
    bodyAuthors: bodyAuthors!,
    notesAuthors: notesAuthors!,
    language,
    at,
  });
}
