import type * as Y from "yjs";
import { readReviewed, type ReviewSources } from "../../reviewed-article/read-reviewed.ts";
import type { ReviewedArticle } from "../../reviewed-article/reviewed-article.ts";
import { decidedCopy } from "../base-article.ts";
import type { PrintSettings } from "./print-settings.ts";

/** Reads an article as it is to be printed: notes that are left out and suggestions that are decided are not in it. `doc` stays as it is. */
export function printedArticle(
  doc: Y.Doc,
  sources: ReviewSources,
  { notes, suggestions }: Pick<PrintSettings, "notes" | "suggestions">,
): ReviewedArticle {
  const wanted = notes === "end" ? sources : { ...sources, notes: null };
  if (suggestions === "marked") return readReviewed(doc, wanted);
  const copy = decidedCopy(doc, suggestions === "final" ? "accepted" : "refused");
  const article = readReviewed(copy, wanted);
  copy.destroy();
  return article;
}
