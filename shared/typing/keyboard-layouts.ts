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

/** SI-1452, the Israeli standard: Shift types capital Latin letters. */
const HEBREW = layout(
  ["; 1 2 3 4 5 6 7 8 9 0 - =", "/ ' ק ר א ט ו ן ם פ ] [", "ש ד ג כ ע י ח ל ך ף ,", "ז ס ב ה נ מ צ ת ץ ."],
  ["~ ! @ # $ % ^ & * ) ( _ +", "Q W E R T Y U I O P } {", 'A S D F G H J K L : "', "Z X C V B N M > < ?"],
);

/** The phonetic layout of Pakistan's CRULP, in which Urdu is mostly typed. */
const URDU = layout(
  ["\u064B 1 2 3 4 5 6 7 8 9 0 - =", "ق و ع ر ت ے ء ی ہ پ ] [", "ا س د ف گ ح ج ک ل ؛ '", "ز ش چ ط ب ن م ، ۔ /"],
  [
    "~ ! @ # $ % ^ & * ) ( _ +",
    "\u0652 ؤ \u0670 ڑ ٹ \u064E ئ \u0650 ۃ \u064F } {",
    'آ ص ڈ \u0651 غ ھ ض خ \u0654 : "',
    "ذ ژ ث ظ . ں \u0658 < > ؟",
  ],
);

/** Central Kurdish as Linux and macOS type it. */
const KURDISH = layout(
  ["\u200D ١ ٢ ٣ ٤ ٥ ٦ ٧ ٨ ٩ ٠ - =", "ق و ە ر ت ی ئ ح ۆ پ ] [", "ا س د ف گ ه ژ ک ل ؛ '", "ز خ ج ڤ ب ن م ، . /"],
  ["÷ ! @ # $ % ^ & * ) ( ـ +", "X X ه ڕ ط ێ ء ع ؤ ث } {", 'آ ش ذ إ غ \u200C أ ك ڵ : "', "ض ص چ ظ ى ة ـ > < ؟"],
);

const LAYOUTS: Readonly<Record<string, Layout>> = { fa: PERSIAN, ar: ARABIC, he: HEBREW, ur: URDU, ckb: KURDISH, en: PERSIAN };

const LATIN = /(?=\p{L})\p{Script=Latin}/gu;
const OWN_LETTER = /(?=\p{L})[\p{Script=Arabic}\p{Script=Hebrew}]/gu;

/** Which way a text is turned over: into the letters of the language, or into Latin ones. */
export type Turn = "fromLatin" | "toLatin";

/** Which way a text is to be turned: by the letters that it has more of; null where it has none. */
export function turnOf(text: string): Turn | null {
  const [latin, own] = [LATIN, OWN_LETTER].map((letters) => text.match(letters)?.length ?? 0);
  if (latin === own) return latin === 0 ? null : "fromLatin";
  return latin! > own! ? "fromLatin" : "toLatin";
}

/**
 * What the same keys would have typed in the other keyboard layout (TA10): «سلام» for `sghl`.
 * @param language of the block: Persian and English have ISIRI 9147, Arabic has Arabic 101 (TA13)
 * @returns null for a language without a layout here
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
