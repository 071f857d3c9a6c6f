import { PERSIAN_LETTERS } from "../letters.ts";
import type { Rule } from "../style-text.ts";

/** Letters of Kurdish: who writes them does not write Persian. */
const KURDISH = /[ێۆڕڵڤ]/;

const WRONG = /[يىكڪےېۍہەھ\uFB50-\uFBFF\uFE80-\uFEFC]+/g;

/** Persian letters, not those of Arabic keyboards: ی, not ي. */
export const letter: Rule = function* (style) {
  if (KURDISH.test(style.text)) return;
  for (const { index: start, 0: run } of style.text.matchAll(WRONG)) {
    if (!style.isOpen(start, start + run.length)) continue;
    const persian = Array.from(run.normalize("NFKC"), (char) => PERSIAN_LETTERS.get(char) ?? char).join("");
    if (persian !== run) yield { kind: "letter", start, end: start + run.length, replacement: persian };
  }
};
