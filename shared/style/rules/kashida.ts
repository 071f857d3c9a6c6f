import type { Rule } from "../style-text.ts";

/** No kashida within a word. One at its edge shows how a letter is written (ـه), or is the ه of an era. */
export const kashida: Rule = function* (style) {
  for (const { index: start, 0: run } of style.text.matchAll(/(?<=[\p{L}\p{M}])ـ+(?=[\p{L}\p{M}])/gu)) {
    if (style.isOpen(start, start + run.length)) yield { kind: "kashida", start, end: start + run.length, replacement: "" };
  }
};
