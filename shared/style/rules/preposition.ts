import { ZWNJ } from "../letters.ts";
import { insertInto, type Rule } from "../style-text.ts";
import { JOINED_PREPOSITIONS } from "../words/joined-prepositions.ts";

/** Imperatives of verbs, but before these verbs a noun with به: بکار گرفت, بسر برد. */
const BEFORE_VERBS: Readonly<Record<string, RegExp>> = {
  بکار: /^(?:ن?می\u200C)?ن?(?:گرفت|گیر|رفت|رود|روند|برد|بست|بند|انداخت|آمد)/,
  بسر: /^(?:ن?می\u200C)?ن?(?:برد|بر|آمد|رسید)/,
};

/** Endings of other words: بهاری, باغبانان. */
const ENDINGS = ["ی", "ان", "ات", "م", "ش", "مان", "شان", "تان", "ها", "های", "ند", "یم", "ید"] as const;

/** به stands apart from its noun: به عنوان, not بعنوان. */
export const preposition: Rule = function* (style) {
  const { words, profile, lexicon } = style;
  for (const [index, word] of words.entries()) {
    if (!word.plain.startsWith("ب") || !style.isProse(word.start, word.end)) continue;
    const plain = word.plain.replace(/ٔ$/, "");
    const verb = BEFORE_VERBS[plain];
    const isBeforeVerb = verb !== undefined && style.spaceAfter(index) && verb.test(words[index + 1]!.plain);
    if (isBeforeVerb || JOINED_PREPOSITIONS.has(plain.slice(1))) yield insertInto(word, "preposition", 1, `ه${profile.preposition}`);
    else if (isJoined(plain)) yield insertInto(word, "preposition", 1, `ه${profile.preposition}`);
    else if (plain.startsWith("به") && JOINED_PREPOSITIONS.has(plain.slice(2)))
      yield insertInto(word, "preposition", 2, profile.preposition);
  }

  /** Whether a word that the dictionary does not have is به and a noun: بریاست. */
  function isJoined(plain: string): boolean {
    const noun = plain.slice(1);
    if (noun.length < 5 || plain.includes(ZWNJ) || lexicon.has(plain) || lexicon.isVerb(noun) || !lexicon.isPlural(noun)) return false;
    return !ENDINGS.some((ending) => plain.endsWith(ending) && lexicon.has(plain.slice(0, -ending.length)));
  }
};
