/** The worker that reads and writes files, so that the window goes on. It does one job. */
import { baseArticle } from "../../shared/export/base-article.ts";
import { writeDocx } from "../../shared/export/docx/docx.ts";
import { writeArticle } from "../../shared/export/formats.ts";
import { ImportError } from "../../shared/import/imported-file.ts";
import { readFile } from "../../shared/import/read-file.ts";
import { readReviewed } from "../../shared/reviewed-article/read-reviewed.ts";
import { receiveArticle } from "../workers/sent-article.ts";
import type { DocxAnswer, ReadRequest, WriteRequest } from "./messages.ts";

addEventListener("message", ({ data }: MessageEvent<ReadRequest | WriteRequest>) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- It answers the window that started it.
  self.postMessage(data.type === "write" ? write(data) : read(data));
});

function write({ article, format, language, at, ...sent }: WriteRequest): DocxAnswer {
  const { body, sources } = receiveArticle(sent);
  const content =
    format === "docx"
      ? new Uint8Array(writeDocx(readReviewed(body, sources), { language, at }))
      : writeArticle(baseArticle(body), format, { language, item: { uri: `urn:tahrir:${article}`, at } });
  return { type: "written", content };
}

function read({ name, bytes }: ReadRequest): DocxAnswer {
  try {
    return { type: "read", imported: readFile(name, bytes, TextDecoder) };
  } catch (error) {
    if (error instanceof ImportError) return { type: "refused", code: error.code };
    throw error;
  }
}
