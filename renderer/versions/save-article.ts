import type * as Y from "yjs";
import { baseArticle } from "../../shared/export/base-article.ts";
import { FILES, writeArticle, type About, type Format } from "../../shared/export/formats.ts";
import { withoutControls } from "../../shared/text/bidi-controls.ts";

/** Has the browser save an article as a file, without what is only suggested in it. @param name of the file, without its ending */
export function saveArticle(doc: Y.Doc, format: Format, about: About, name: string): void {
  const { type, ending } = FILES[format];
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([writeArticle(baseArticle(doc), format, about)], { type }));
  link.download = `${
    withoutControls(name)
      .replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, " ")
      .trim() || "tahrir"
  }.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}
