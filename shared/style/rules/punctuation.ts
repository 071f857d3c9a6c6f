import type { Rule } from "../style-text.ts";

const PERSIAN_MARKS: Readonly<Record<string, string>> = { ",": "،", ";": "؛", "?": "؟", "%": "٪" };

/** Persian marks after Persian words: ، and ؟, not , and ?. */
export const punctuation: Rule = function* (style) {
  const { text } = style;
  for (const { index: start, 0: mark } of text.matchAll(/(?<=[\p{Script=Arab}\p{M}»”")\]…!؟?]\s?)[,;?](?![,;]|[۰-۹]{3}(?![۰-۹]))/gu)) {
    if (style.isOpen(start, start + 1)) yield { kind: "punctuation", start, end: start + 1, replacement: PERSIAN_MARKS[mark]! };
  }
  // The mark of thousands, where somebody took it for a comma.
  for (const { index: start } of text.matchAll(/(?<=[\u0621-\u06D3\p{M}»)])٬/gu)) {
    if (style.isOpen(start, start + 1)) yield { kind: "punctuation", start, end: start + 1, replacement: "،" };
  }
  // After Latin words too, where the sentence goes on in Persian.
  for (const { index: start, 0: mark } of text.matchAll(/(?<=[A-Za-z0-9])[,;](?= \p{Script=Arab})/gu)) {
    if (style.isOpen(start, start + 1)) yield { kind: "punctuation", start, end: start + 1, replacement: PERSIAN_MARKS[mark]! };
  }
  for (const { index: start } of text.matchAll(/(?<=\p{Script=Arab}[^.!؟?«“"(]*[A-Za-z0-9])\?(?=\s|$|»)/gu)) {
    if (style.isOpen(start, start + 1)) yield { kind: "punctuation", start, end: start + 1, replacement: "؟" };
  }
  for (const { index: start } of text.matchAll(/(?<=[۰-۹]\s?)%|(?<=[۰-۹]),(?=[۰-۹]{3}(?![۰-۹]))/g)) {
    if (style.isOpen(start, start + 1)) yield { kind: "punctuation", start, end: start + 1, replacement: text[start] === "%" ? "٪" : "٬" };
  }
  if (style.profile.digits !== "persian") return;
  for (const { index: start } of text.matchAll(/(?<=[\d٠-٩]\s?)%(?!\w)/g)) {
    if (style.isOpen(start - 2, start + 1)) yield { kind: "punctuation", start, end: start + 1, replacement: "٪" };
  }
};
