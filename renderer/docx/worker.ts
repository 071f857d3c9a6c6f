/** The worker that writes and reads documents of word processors, so that the window goes on. It does one job. */
import { writeDocx } from "../../shared/export/docx/docx.ts";
import { importDocument } from "../../shared/import/docx/import-document.ts";
import { ImportError } from "../../shared/import/file.ts";
import { readReviewed } from "../../shared/reviewed-article/read-reviewed.ts";
import { receiveArticle } from "../workers/sent-article.ts";
import type { DocxAnswer, ReadRequest, WriteRequest } from "./messages.ts";

addEventListener("message", ({ data }: MessageEvent<ReadRequest | WriteRequest>) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- It answers the window that started it.
  self.postMessage(data.type === "write" ? write(data) : read(data));
});

function write({ language, at, ...sent }: WriteRequest): DocxAnswer {
  const { body, sources } = receiveArticle(sent);
  const article = readReviewed(body, sources);
  return { type: "written", bytes: new Uint8Array(writeDocx(article, { language, at })) };
}

function read({ name, bytes }: ReadRequest): DocxAnswer {
  try {
    return { type: "read", imported: importDocument(name, bytes) };
  } catch (error) {
    if (error instanceof ImportError) return { type: "refused", code: error.code };
    throw error;
  }
}
