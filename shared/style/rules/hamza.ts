import { ZWNJ } from "../letters.ts";
import { joinNext, type Rule } from "../style-text.ts";
import { HAMZA_SPELLINGS, OTHER_WORDS } from "../words/hamza.ts";

/** What may follow a word of the list. */
const ENDING = /^(?:\u200C?(?:ها|های|هایی|هایش|تر|ترین|ای|اند|اش)|ی|ان|یم|ش|شان|م|\u200Cجمهور|\u200Cجمهوری|\u200Cنامه)?$/;

/** Words whose ه is spoken, and takes no sign. */
const SPOKEN_HE =
  /[اوآ]ه$|^(?:شبیه|فقیه|توجه|وجه|تشبیه|تنبیه|توجیه|مواجه|موجه|متوجه|فربه|زره|گره|شبه|فقه|بازده|سفیه|وجیه|مشابه|تشابه|الله|نه|به|که|چه|سه|ده|مه|ته)$/;

const ALEF_HAMZA = /أ/;

/** The hamza of a word, and the sign of an ezafe after a silent ه. */
export const hamza: Rule = function* (style) {
  const { words, text, profile } = style;
  for (const [index, word] of words.entries()) {
    if (!style.isProse(word.start, word.end)) continue;
    const next = words[index + 1];
    if (next?.plain === "ی" && word.plain.endsWith("ه") && word.plain.length > 2 && style.spaceAfter(index)) {
      if (!SPOKEN_HE.test(word.plain)) yield joinOrSign(style, index);
    }
    const written = text.slice(word.start, word.end);
    const old = /ۀ|هٓ|هء$/.exec(written);
    if (old) {
      const start = word.start + old.index;
      yield { kind: "hamza", start, end: start + old[0].length, replacement: profile.ezafe === "hamza" ? "هٔ" : `ه${ZWNJ}ی` };
    } else if (profile.ezafeStrict) {
      const other = profile.ezafe === "hamza" ? /ه\u200Cی$/.exec(written) : /هٔ$/.exec(written);
      if (other) {
        yield { kind: "hamza", start: word.start + other.index, end: word.end, replacement: profile.ezafe === "hamza" ? "هٔ" : `ه${ZWNJ}ی` };
      }
    }
    yield* spelling(word);
  }

  function* spelling({ plain, at, end }: (typeof words)[number]): ReturnType<Rule> & Generator {
    for (let length = plain.length; length >= 3; length--) {
      const variant = plain.slice(0, length);
      const right = HAMZA_SPELLINGS.get(variant);
      if (!right || !ENDING.test(plain.slice(length))) continue;
      if (OTHER_WORDS.has(variant) || (!profile.hamza && right.replace(/[أؤ]/g, (char) => (char === "أ" ? "ا" : "و")) === variant)) return;
      if (!profile.hamza && ALEF_HAMZA.test(right)) return;
      yield { kind: "hamza", start: at[0]!, end: at[length] ?? end, replacement: right };
      return;
    }
  }
};

function joinOrSign(style: Parameters<Rule>[0], index: number): ReturnType<typeof joinNext> {
  const { words, profile } = style;
  if (profile.ezafe === "hamza") return { kind: "hamza", start: words[index]!.end, end: words[index + 1]!.end, replacement: "ٔ" };
  return joinNext(style, "hamza", index, ZWNJ);
}
