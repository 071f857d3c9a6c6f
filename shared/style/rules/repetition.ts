import type { Rule } from "../style-text.ts";

/** A mark stands once. */
export const repetition: Rule = function* (style) {
  for (const found of style.text.matchAll(/([!؟،؛:…])\1+|(\?)\2+|(?<![.\d۰-۹/])(\.)\3(?![./\d۰-۹])/g)) {
    const [run] = found;
    const end = found.index + run.length;
    if (style.isOpen(found.index, end)) yield { kind: "repetition", start: found.index + 1, end, replacement: "" };
  }
};
