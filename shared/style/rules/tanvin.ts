import type { Rule } from "../style-text.ts";
import { TANVIN_WORDS } from "../words/tanvin.ts";

const TANVIN = "ً";

/** Adverbs have their tanvin: حتماً, not حتما or حتمأ. */
export const tanvin: Rule = function* (style) {
  const { words, text } = style;
  for (const { plain, start, end, at } of words) {
    if (!/[اأآ]$/.test(plain) || !style.isProse(start, end)) continue;
    // As Arabic has it, before its alef: لطفًا.
    if (plain.endsWith(`${TANVIN}ا`) && TANVIN_WORDS.has(plain.replace(TANVIN, ""))) {
      yield { kind: "tanvin", start: at.at(-2)!, end, replacement: `ا${TANVIN}` };
      continue;
    }
    if (!TANVIN_WORDS.has(plain.replace(/[أآ]$/, "ا"))) continue;
    const written = text.slice(start, end);
    const last = /[اأآ][\p{M}ـ\u200D]*$/u.exec(written);
    if (last) yield { kind: "tanvin", start: start + last.index, end, replacement: `ا${TANVIN}` };
  }
};
