import type { PrintAbout } from "../../shared/export/print/print-page.ts";
import type { SentArticle } from "../workers/sent-article.ts";

/** An article that is to be printed. */
export interface PrintRequest extends SentArticle, PrintAbout {}
