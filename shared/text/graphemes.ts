/** Units in which text is deleted and carets stand: grapheme clusters of https://unicode.org/reports/tr29/. */

const segmenter = new Intl.Segmenter("fa", { granularity: "grapheme" });

/** Pictures and flags go as a whole; in letters each mark goes by itself. */
const PICTURE = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20E3/u;
/** Longest cluster that is looked at, in UTF-16 units. */
const WINDOW = 64;

/** How many UTF-16 units Backspace takes at the end of `text`: a ZWNJ or a mark alone, a letter, a whole emoji. */
export function lengthOfBackspace(text: string): number {
  if (text === "") return 0;
  const tail = text.slice(-WINDOW);
  const cluster = [...segmenter.segment(tail)].at(-1)!.segment;
  if (PICTURE.test(cluster)) return cluster.length;
  return /[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(tail) ? 2 : 1;
}

/** How many UTF-16 units Delete takes at the start of `text`: one grapheme, so that a letter takes its ZWNJ along. */
export function lengthOfDelete(text: string): number {
  for (const { segment } of segmenter.segment(text.slice(0, WINDOW))) return segment.length;
  return 0;
}

/** The nearest place at or before `offset` that does not stand inside a grapheme. */
export function snapToGrapheme(text: string, offset: number): number {
  if (offset <= 0) return 0;
  if (offset >= text.length) return text.length;
  return segmenter.segment(text).containing(offset)!.index;
}
