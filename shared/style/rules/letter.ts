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
  // At the end of a word that Persian has with ه (مدرسة), but before an article (رحمة الله).
  for (const [index, { plain, start, end }] of style.words.entries()) {
    if (!plain.endsWith("ة") || style.text[end - 1] !== "ة" || !style.isProse(start, end) || !style.lexicon.has(`${plain.slice(0, -1)}ه`))
      continue;
    if (plain.startsWith("ال") || style.words[index + 1]?.plain.startsWith("ال")) continue;
    yield { kind: "letter", start: end - 1, end, replacement: "ه" };
  }
};
