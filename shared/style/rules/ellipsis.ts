import type { Rule } from "../style-text.ts";

/** … is one character. */
export const ellipsis: Rule = function* (style) {
  for (const { index: start, 0: run } of style.text.matchAll(/\.{3,}|\.(?: \.){2,}|…+\.+/g)) {
    const end = start + run.length;
    if (style.isOpen(start, end)) yield { kind: "ellipsis", start, end, replacement: "…" };
  }
};
