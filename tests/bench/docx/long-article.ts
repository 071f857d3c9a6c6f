import { schema } from "../../../shared/article/model/schema.ts";
import type { ReviewedArticle } from "../../../shared/reviewed-article/reviewed-article.ts";

const WORDS_IN_BLOCK = 80;
/** When its notes and suggestions were made. */
export const LONG_AT = Date.UTC(2026, 0, 1);

/** A long article with notes and suggestions all over it. */
export function longArticle(words: number, notes: number, suggestions: number): ReviewedArticle {
  const sentence = Array.from({ length: WORDS_IN_BLOCK }, (_, i) => (i % 9 === 0 ? "iPhone" : i % 7 === 0 ? "می\u200Cرود" : "واژه")).join(
    " ",
  );
  const blocks = Array.from({ length: Math.ceil(words / WORDS_IN_BLOCK) }, () =>
    schema.node("paragraph", null, [schema.text(sentence.slice(0, 200)), schema.text(sentence.slice(200), [schema.mark("bold")])]),
  );
  const doc = schema.node("doc", null, [schema.node("headline", null, schema.text("تیتر")), ...blocks]);
  const length = doc.content.size - doc.childCount - 1;
  const places = (count: number): number[] => Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * length) / count));
  return {
    doc,
    language: "fa",
    suggestions: places(suggestions).map((from, i) => ({
      author: "",
      at: LONG_AT,
      inserted: i % 2 === 0 ? [{ from, to: from + 20 }] : [],
      struck: i % 2 === 1 ? [{ from, to: from + 20 }] : [],
      forms: [],
      blockForms: [],
    })),
    threads: places(notes).map((from) => ({
      target: "range",
      from,
      to: from + 12,
      isResolved: false,
      messages: [
        { author: "", at: LONG_AT, text: "چرا این‌جا؟" },
        { author: "", at: LONG_AT, text: "Because." },
      ],
    })),
  };
}
