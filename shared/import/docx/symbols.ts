/** Characters of the font Symbol, from the code at the beginning of each line on. */
const SYMBOL = [
  [0x20, " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"],
  [0xa0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…"],
  [0xc0, "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"],
  [0xf2, "∫"],
] as const;

/** Those of Wingdings that have an equal elsewhere, likewise: what Word makes of smileys, arrows and ticks, and the signs of its lists. */
const WINGDINGS = [
  [0x21, "✏✂✁"],
  [0x28, "☎✆✉"],
  [0x41, "✌"],
  [0x43, "👍👎☜☞☝☟"],
  [0x4a, "☺😐☹💣☠"],
  [0x52, "☼"],
  [0x54, "❄"],
  [0x59, "✡☪"],
  [0x6c, "●❍■□"],
  [0x71, "❑❒"],
  [0x74, "⧫◆❖"],
  [0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"],
  [0x9f, "•"],
  [0xa1, "○"],
  [0xa7, "▪◻"],
  [0xab, "★"],
  [0xd8, "➢"],
  [0xdf, "←→↑↓↖↗↙↘"],
  [0xe8, "➔"],
  [0xef, "⇦⇨⇧⇩"],
  [0xfb, "✗✓☒☑"],
] as const;

const tableOf = (ranges: readonly (readonly [number, string])[]): ReadonlyMap<number, string> =>
  new Map(ranges.flatMap(([first, characters]) => Array.from(characters, (character, i) => [first + i, character] as const)));

const FONTS: Readonly<Record<string, ReadonlyMap<number, string>>> = { symbol: tableOf(SYMBOL), wingdings: tableOf(WINGDINGS) };

/** Where documents have the characters of fonts that are drawings: the code of one is in its last byte. */
const PRIVATE = /[\uF020-\uF0FF]/g;

/**
 * The character that a font draws for a code.
 * @param code as the document has it @returns null where no other font has it
 */
export function symbolOf(font: string, code: number): string | null {
  const isPrivate = code >= 0xf000 && code <= 0xf0ff;
  const name = font.toLowerCase();
  if (Object.hasOwn(FONTS, name)) return FONTS[name]!.get(isPrivate ? code - 0xf000 : code) ?? null;
  const isCharacter = code > 0x20 && code < 0x11_0000 && !(code >= 0xd800 && code <= 0xf8ff);
  return isCharacter ? String.fromCodePoint(code) : null;
}

/** A text in a font with its private characters as others have them; one that only the font has stays. */
export const withoutPrivate = (text: string, font: string | undefined): string =>
  font === undefined ? text : text.replace(PRIVATE, (character) => symbolOf(font, character.charCodeAt(0)) ?? character);
