import { ZWNJ } from "./letters.ts";

/** What a rule asks about words. */
export interface Lexicon {
  /** Whether this is a word as it is written, with its ZWNJs. */
  has(word: string): boolean;
  /** Whether the word takes ها. */
  isPlural(word: string): boolean;
  /** Whether the word takes تر. */
  isComparative(word: string): boolean;
  /** Whether the word takes its endings with a ZWNJ and ends in an ه that is not spoken (خانه), not one that is (راه). */
  endsInSilentHe(word: string): boolean;
  /** Whether می may stand before it: a finite form (شود), or a participle (شده). */
  isVerb(form: string): boolean;
}

const PLURAL = 1;
const COMPARATIVE = 2;
const SILENT_HE = 4;

/** Names of the dictionary's affix rules, two letters each, and what they say of a word. */
const AFFIXES: Readonly<Record<string, number>> = { sd: PLURAL, sg: PLURAL, st: COMPARATIVE, su: COMPARATIVE, sc: SILENT_HE };

/** Verbs that are no forms of the dictionary's: defective ones, and those of speech that is quoted. */
const MORE_VERBS =
  "باید بایست بایستی توان شد شدم باشد باشند باشم باشیم شه شن شم شین کنه کنن گه گن گم خوام خواد خوای خوان ره رن رم ده دن دم تونه تونم تونن تونیم دونه دونم دونن ذاره ذارن ذارم ذاری ذاریم مونه مونن مونم مونیم ریم رین ری گیم گین گی خوایم خواین کنین شین دین بینن خورن زنن گیرن رسن ترسن فهمن پرسن نویسن خونن خونم تونی تونین دونی دونین".split(
    " ",
  );

/** Nouns among its forms, which stand after می where that means wine. */
const NO_VERBS = new Set(["خوار", "باقی", "خانه"]);

/**
 * Reads a dictionary of Lilak, the Persian one of Hunspell (`dictionary-fa`).
 * @param dic its `.dic` file: a count, then a line a word, with its affix rules after a slash
 */
export function readLexicon(dic: string): Lexicon {
  const words = new Map<string, number>();
  const verbs = new Set(MORE_VERBS);
  for (const line of dic.split("\n")) {
    const slash = line.indexOf("/");
    const word = slash < 0 ? line : line.slice(0, slash);
    let said = words.get(word) ?? 0;
    if (slash >= 0) for (let index = slash + 1; index + 1 < line.length; index += 2) said |= AFFIXES[line.slice(index, index + 2)] ?? 0;
    words.set(word, said);
    const mi = /^(?:همی|نمی|می)\u200C(.+)$/.exec(word);
    if (mi && !NO_VERBS.has(mi[1]!)) verbs.add(mi[1]!);
  }
  const says = (word: string, what: number): boolean => ((words.get(word) ?? 0) & what) !== 0;
  // As people speak: می‌سوزه, می‌ترسن.
  const isSpoken = (form: string): boolean =>
    form.length > 3 &&
    !words.has(form) &&
    ((form.endsWith("ه") && verbs.has(`${form.slice(0, -1)}د`)) || (form.endsWith("ن") && verbs.has(`${form}د`)));
  return {
    has: (word) => words.has(word),
    isPlural: (word) => says(word, PLURAL),
    isComparative: (word) => says(word, COMPARATIVE),
    endsInSilentHe: (word) => word.endsWith("ه") && (says(word, SILENT_HE) || says(word.slice(word.lastIndexOf(ZWNJ) + 1), SILENT_HE)),
    isVerb: (form) => verbs.has(form) || isSpoken(form),
  };
}
