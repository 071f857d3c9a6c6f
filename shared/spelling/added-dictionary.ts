/** Languages whose dictionaries a person adds: their licences do not let the program ship them, or there is no good one (SP15). */
export const ADDED_LANGUAGES = ["ar", "he", "ur", "ckb"] as const;
export type AddedLanguage = (typeof ADDED_LANGUAGES)[number];

/** Whether the dictionary of a language (BCP 47) is one that a person adds. */
export const isAddedLanguage = (language: string): language is AddedLanguage => (ADDED_LANGUAGES as readonly string[]).includes(language);

/** The files of a dictionary, in Hunspell's form. */
export interface DictionaryFiles {
  readonly aff: string;
  readonly dic: string;
}

/** A dictionary that a person added at a desk. */
export interface AddedDictionary {
  readonly language: AddedLanguage;
  /** Of its files, without their ending. */
  readonly name: string;
  /** Of both files, in characters. */
  readonly size: number;
}

/** In UTF-16 units; the largest that are handed round have some 10 million. */
export const LARGEST_AFFIXES = 4_000_000;
export const LARGEST_WORDS = 16_000_000;
const MOST_WORDS = 2_000_000;
const LONGEST_LINE = 20_000;
/** Words that are looked at to tell whether a dictionary is of its language. */
const SAMPLE = 2000;

/** What is wrong with files that are to be a dictionary. `broken` is found out where Hunspell opens them. */
export type DictionaryFault = "pair" | "size" | "encoding" | "form" | "language" | "broken";

const LETTER: Readonly<Record<AddedLanguage, RegExp>> = {
  ar: /^\p{Script=Arabic}/u,
  he: /^\p{Script=Hebrew}/u,
  ur: /^\p{Script=Arabic}/u,
  ckb: /^\p{Script=Arabic}/u,
};

/** What is wrong with a dictionary, as far as it can be told without opening it (SP17); null where nothing is. */
export function dictionaryFault(language: AddedLanguage, { aff, dic }: DictionaryFiles): DictionaryFault | null {
  if (aff.length > LARGEST_AFFIXES || dic.length > LARGEST_WORDS) return "size";
  if (!/^\uFEFF?SET[ \t]+UTF-?8\s*$/im.test(aff)) return "encoding";
  if (aff.includes("\0") || dic.includes("\0")) return "form";
  const count = /^\uFEFF?\s*(\d{1,8})\s*$/.exec(dic.slice(0, Math.max(0, dic.indexOf("\n"))))?.[1];
  if (count === undefined || Number(count) > MOST_WORDS) return "form";
  if (hasLongLine(aff) || hasLongLine(dic)) return "form";
  return isOfLanguage(language, dic) ? null : "language";
}

function hasLongLine(text: string): boolean {
  for (let at = 0; at < text.length;) {
    const end = text.indexOf("\n", at);
    if ((end === -1 ? text.length : end) - at > LONGEST_LINE) return true;
    if (end === -1) return false;
    at = end + 1;
  }
  return false;
}

/** Whether half of its words, taken from all over it, begin with a letter of the language's script. */
function isOfLanguage(language: AddedLanguage, dic: string): boolean {
  let [seen, own] = [0, 0];
  const step = Math.max(1, Math.floor(dic.length / SAMPLE));
  for (let at = dic.indexOf("\n"); at !== -1 && at < dic.length - 1; at = dic.indexOf("\n", at + step)) {
    const word = dic.slice(at + 1, at + 80).trimStart();
    if (word === "" || word.startsWith("#")) continue;
    seen += 1;
    if (LETTER[language].test(word)) own += 1;
  }
  return seen > 0 && own * 2 >= seen;
}
