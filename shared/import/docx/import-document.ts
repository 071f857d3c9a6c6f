import { fillReviewed } from "../../reviewed-article/fill-reviewed.ts";
import { ImportError, type ImportedFile } from "../imported-file.ts";
import { attributionIn } from "./attribution.ts";
import { DocxError } from "./docx-error.ts";
import { readDocx } from "./docx.ts";

/** Makes a new article of a document of a word processor. @throws ImportError; nothing was made then */
export function importDocument(name: string, bytes: Uint8Array): ImportedFile {
  try {
    const { article, losses } = readDocx(bytes);
    return { rooms: fillReviewed(article, attributionIn(article.language)), losses };
  } catch (error) {
    if (error instanceof DocxError) throw new ImportError(`docx-${error.code}`, name, { cause: error });
    throw error;
  }
}
