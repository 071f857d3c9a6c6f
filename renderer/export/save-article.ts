import { FILES, type Format } from "../../shared/export-formats.ts";
import { writeInWorker } from "../docx/docx-jobs.ts";
import { sentArticle, type Leaving } from "./leaving.ts";
import { saveFile } from "./save-file.ts";

/** Has the browser save an article as a file: without what is only suggested in it, or as DOCX with all that is suggested and noted. */
export async function saveArticle(leaving: Leaving, format: Format): Promise<void> {
  const { article, language, at, name } = leaving;
  const content = await writeInWorker({ ...(await sentArticle(leaving)), article, format, language, at });
  const { type, ending } = FILES[format];
  saveFile(new Blob([content], { type }), name, ending);
}
