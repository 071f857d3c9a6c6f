import { insertInto, type Rule } from "../style-text.ts";
import { JOINED_PREPOSITIONS } from "../words/joined-prepositions.ts";

/** به stands apart from its noun: به عنوان, not بعنوان. */
export const preposition: Rule = function* (style) {
  for (const word of style.words) {
    if (!word.plain.startsWith("ب") || !style.isProse(word.start, word.end)) continue;
    const noun = word.plain
      .slice(1)
      .replace(/^ه(?=\p{L}{3})/u, "")
      .replace(/ٔ$/, "");
    const he = word.plain.startsWith("به") && !noun.startsWith("ه");
    if (JOINED_PREPOSITIONS.has(noun)) yield insertInto(word, "preposition", he ? 2 : 1, `${he ? "" : "ه"}${style.profile.preposition}`);
  }
};
