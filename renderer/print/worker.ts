/** Makes a page to be printed of one article, beside the window: of a long one it takes seconds. */
import { printedArticle } from "../../shared/export/print/printed-article.ts";
import { printPage } from "../../shared/export/print/print-page.ts";
import { receiveArticle } from "../workers/sent-article.ts";
import type { PrintRequest } from "./messages.ts";

addEventListener("message", ({ data }: MessageEvent<PrintRequest>) => {
  const { body, sources } = receiveArticle(data);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- It answers the window that started it.
  self.postMessage(printPage(printedArticle(body, sources, data.settings), data));
});
