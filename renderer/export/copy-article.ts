import { baseArticle } from "../../shared/export/base-article.ts";
import { emailHtml } from "../../shared/export/email.ts";
import { htmlArticle } from "../../shared/export/html.ts";
import { markdown } from "../../shared/export/markdown.ts";
import { plainArticle } from "../../shared/export/plain.ts";
import { embedPictures, referencesOf } from "../../shared/article/sync/figure-sources.ts";
import type { PictureSource } from "../pictures/picture-source.ts";
import type { Leaving } from "./leaving.ts";

/** What of an article can be put on the clipboard: a message to be pasted, or the text that a format consists of. */
export const COPIES = ["email", "html", "markdown", "text"] as const;
export type Copy = (typeof COPIES)[number];

/** Bytes of pictures that a message takes along: mailboxes refuse more. */
const MOST_PICTURES = 12 * 1024 * 1024;

/**
 * Puts an article on the clipboard without what is only suggested in it, while an action of the person lasts.
 * @param recent the pictures that are at hand go along with a message (EX33)
 * @returns whether the browser let it
 */
export function copyArticle({ doc, language }: Leaving, copy: Copy, recent: PictureSource["recent"]): boolean {
  const article = baseArticle(copy === "email" ? embedPictures(doc, atHand(doc, recent)) : doc);
  if (copy === "html") return putOnClipboard({ "text/plain": htmlArticle(article, language) });
  if (copy === "markdown") return putOnClipboard({ "text/plain": markdown(article) });
  const plain = plainArticle(article, language, { halfSpaces: "keep", digits: "keep" });
  return putOnClipboard({ "text/plain": plain, ...(copy === "email" && { "text/html": emailHtml(article, language) }) });
}

function atHand(doc: Leaving["doc"], recent: PictureSource["recent"]): Map<string, Uint8Array> {
  const pictures = new Map<string, Uint8Array>();
  let size = 0;
  for (const { sha256 } of referencesOf(doc)) {
    const bytes = recent(sha256);
    if (!bytes || size + bytes.length > MOST_PICTURES) continue;
    size += bytes.length;
    pictures.set(sha256, bytes);
  }
  return pictures;
}

/** By an event of the page, which needs no permission. @param data by media type */
function putOnClipboard(data: Readonly<Record<string, string>>): boolean {
  let isPut = false;
  const put = (event: ClipboardEvent): void => {
    if (!event.clipboardData) return;
    for (const [type, text] of Object.entries(data)) event.clipboardData.setData(type, text);
    event.preventDefault();
    event.stopImmediatePropagation();
    isPut = true;
  };
  window.addEventListener("copy", put, { capture: true });
  const page: Document = document;
  page.execCommand("copy");
  window.removeEventListener("copy", put, { capture: true });
  return isPut;
}
