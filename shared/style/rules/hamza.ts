import { ZWNJ } from "../letters.ts";
import { joinNext, type Rule } from "../style-text.ts";
import { FUNCTION_WORDS } from "../words/function-words.ts";
import { HAMZA_SPELLINGS, OTHER_WORDS } from "../words/hamza.ts";

/** What may follow a word of the list. */
const ENDING = /^(?:\u200C?(?:ها|های|هایی|هایش|تر|ترین|ای|اند|اش)|ی|ان|یم|ش|شان|م|\u200C\p{L}+|(?:پذیر|گذار|بخش|آور)ی?)?$/u;

/** Words whose ه is spoken, and takes no sign. */
const SPOKEN_HE =
  /[اوآ]ه$|^(?:شبیه|فقیه|توجه|وجه|تشبیه|تنبیه|توجیه|مواجه|موجه|متوجه|فربه|زره|گره|شبه|فقه|بازده|سفیه|وجیه|مشابه|تشابه|الله|نه|به|که|چه|سه|ده|مه|ته)$/;

const ALEF_HAMZA = /أ/;

/** Names, and titles with an article, that keep the hamza of their language at the end. */
const FINAL_HAMZA_NAMES = /^(?:ضیاء|بهاء|علاء|ثناء|رجاء|صفاء|ولاء|لواء|براء|اسراء|زهراء|خنساء|حمراء|بیضاء|حراء|قباء|صنعاء|الفداء|کربلاء)$/;

/** The hamza of a word, and the sign of an ezafe after a silent ه. */
export const hamza: Rule = function* (style) {
  const { words, text, profile, lexicon } = style;
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
    yield* finalHamza(index);
  }

  /** Persian does not write the hamza after a last alef (اعضا); an ezafe takes a ی instead (اعضای شورا). */
  function* finalHamza(index: number): ReturnType<Rule> & Generator {
    const { plain, at, end } = words[index]!;
    if (!/.{2,}اء$/.test(plain) || plain.startsWith("ال") || FINAL_HAMZA_NAMES.test(plain)) return;
    const stem = plain.slice(0, -1);
    if (!lexicon.has(stem)) return;
    const next = style.spaceAfter(index) ? words[index + 1]!.plain : undefined;
    if (next?.startsWith("ال")) return;
    const noun = next?.replace(/ٔ$|\u200C(?:ها|های|هایی)$/, "");
    const ezafe =
      next !== undefined &&
      noun !== undefined &&
      (lexicon.has(noun) || (noun.endsWith("ی") && lexicon.has(noun.slice(0, -1)))) &&
      !lexicon.isVerb(next) &&
      !/^ن?می\u200C/.test(next) &&
      !FUNCTION_WORDS.has(next);
    yield { kind: "hamza", start: at.at(-1)!, end, replacement: ezafe ? "ی" : "" };
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
