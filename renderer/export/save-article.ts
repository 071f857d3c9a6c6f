import { baseArticle } from "../../shared/export/base-article.ts";
import { FILES, writeArticle, type Format } from "../../shared/export/formats.ts";
import { withoutControls } from "../../shared/text/bidi-controls.ts";
import { withPictures } from "./with-pictures.ts";
import { writeInWorker } from "../docx/docx-jobs.ts";
import { sentArticle, type Leaving } from "./leaving.ts";

/** Has the browser save an article as a file: without what is only suggested in it, or as DOCX with all that is suggested and noted. */
export async function saveArticle(asked: Leaving, format: Format): Promise<void> {
  const leaving = { ...asked, doc: await withPictures(asked.doc, asked.client) };
  const { doc, article, language, at, name } = leaving;
  const { type, ending } = FILES[format];
  const content =
    format === "docx"
      ? await documentOf(leaving)
      : writeArticle(baseArticle(doc), format, { language, item: { uri: `urn:tahrir:${article}`, at } });
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

async function documentOf(leaving: Leaving): Promise<Uint8Array<ArrayBuffer>> {
  const { language, at } = leaving;
  return writeInWorker({ ...(await sentArticle(leaving)), language, at });
}
