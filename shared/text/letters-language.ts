/** Letters that only one of a newsroom's languages has, among those of a script that runs right to left; looked for in this order. */
const LETTERS = [
  ["ckb", /[\u06CE\u06C6\u06B5\u0695\u06D5]/u],
  ["ur", /[\u0679\u0688\u0691\u06BA\u06D2\u06C1]/u],
  ["fa", /[\u067E\u0686\u0698\u06AF\u06A9\u06CC]/u],
  ["ar", /[\u0629\u0649\u064A\u0643\u0625]/u],
] as const;

const HEBREW = /(?=\p{L})\p{Script=Hebrew}/u;
const ARABIC = /(?=\p{L})\p{Script=Arabic}/u;

/** The language of a text that runs right to left, as far as its letters tell (BD37); null where it may be one of several. */
export function languageOfLetters(text: string): "ckb" | "ur" | "fa" | "ar" | "he" | null {
  if (!ARABIC.test(text)) return HEBREW.test(text) ? "he" : null;
  return LETTERS.find(([, letters]) => letters.test(text))?.[0] ?? null;
}
