import type { Rule } from "../style-text.ts";

/** One space between words. */
export const doubledSpace: Rule = function* (style) {
  for (const { index: start, 0: run } of style.text.matchAll(/(?<=\S)[ \u00A0]{2,}(?=\S)/g)) {
    const end = start + run.length;
    if (style.isOpen(start, end)) yield { kind: "doubled-space", start: start + 1, end, replacement: "" };
  }
};
