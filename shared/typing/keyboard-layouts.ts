/** What a keyboard types where an American one types other signs. */
interface Layout {
  readonly fromLatin: ReadonlyMap<string, string>;
  readonly toLatin: ReadonlyMap<string, string>;
}

/** The signs of an American keyboard, row by row, without and with Shift. */
const ROWS = ["`1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./"];
const SHIFTED = ["~!@#$%^&*()_+", "QWERTYUIOP{}", 'ASDFGHJKL:"', "ZXCVBNM<>?"];

/**
 * Rows of a layout; what a key types is set apart by blanks, since some type two characters.
 * @param plain without Shift @param shifted with it
 */
function layout(plain: readonly string[], shifted: readonly string[]): Layout {
  const pairs = [...rowsOf(ROWS, plain), ...rowsOf(SHIFTED, shifted)];
  const toLatin = new Map<string, string>();
  for (const [latin, own] of pairs) if (!toLatin.has(own)) toLatin.set(own, latin);
  return { fromLatin: new Map(pairs), toLatin };
}

const rowsOf = (latin: readonly string[], own: readonly string[]): [string, string][] =>
  latin.flatMap((row, i) => {
    const signs = own[i]!.split(" ");
    return Array.from(row).map((sign, at): [string, string] => [sign, signs[at]!]);
  });

/** ISIRI 9147, the Persian standard. */
const PERSIAN = layout(
  ["\u200D ۱ ۲ ۳ ۴ ۵ ۶ ۷ ۸ ۹ ۰ - =", "ض ص ث ق ف غ ع ه خ ح ج چ", "ش س ی ب ل ا ت ن م ک گ", "ظ ط ز ر ذ د پ و . /"],
  [
    "÷ ! ٬ ٫ ﷼ ٪ × ، * ) ( ـ +",
    "\u0652 \u064C \u064D \u064B \u064F \u0650 \u064E \u0651 ] [ } {",
    "ؤ ئ ي إ أ آ ة » « : ؛",
    "ك \u0653 ژ \u0670 \u200C \u0654 ء > < ؟",
  ],
);

/** Arabic 101, as on Windows. */
const ARABIC = layout(
  ["ذ 1 2 3 4 5 6 7 8 9 0 - =", "ض ص ث ق ف غ ع ه خ ح ج د", "ش س ي ب ل ا ت ن م ك ط", "ئ ء ؤ ر لا ى ة و ز ظ"],
  [
    "\u0651 ! @ # $ % ^ & * ) ( _ +",
    "\u064E \u064B \u064F \u064C لإ إ ‘ ÷ × ؛ < >",
    '\u0650 \u064D ] [ لأ أ ـ ، / : "',
    "~ \u0652 } { لآ آ ’ , . ؟",
  ],
);

const LAYOUTS: Readonly<Record<string, Layout>> = { fa: PERSIAN, ar: ARABIC, en: PERSIAN };

const LATIN = /(?=\p{L})\p{Script=Latin}/gu;
const ARABIC_LETTER = /(?=\p{L})\p{Script=Arabic}/gu;

/** Which way a text is turned over: into the letters of the language, or into Latin ones. */
export type Turn = "fromLatin" | "toLatin";

/** Which way a text is to be turned: by the letters that it has more of; null where it has none. */
export function turnOf(text: string): Turn | null {
  const [latin, arabic] = [LATIN, ARABIC_LETTER].map((letters) => text.match(letters)?.length ?? 0);
  if (latin === arabic) return latin === 0 ? null : "fromLatin";
  return latin! > arabic! ? "fromLatin" : "toLatin";
}

/**
 * What the same keys would have typed in the other keyboard layout (TA10): «سلام» for `sghl`.
 * @param language of the article: Arabic has the layout Arabic 101, Persian and English articles ISIRI 9147
 * @returns null for a language whose keyboards differ too much
 */
export function turnedOver(text: string, turn: Turn, language: string): string | null {
  const known = LAYOUTS[language];
  if (!known) return null;
  const signs = known[turn];
  let turned = "";
  for (let at = 0; at < text.length;) {
    const two = signs.get(text.slice(at, at + 2));
    turned += two ?? signs.get(text[at]!) ?? text[at]!;
    at += two === undefined ? 1 : 2;
  }
  return turned;
}
