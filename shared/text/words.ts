/** Counting words as readers do: https://unicode.org/reports/tr29/#Word_Boundaries */

const segmenters = new Map<string, Intl.Segmenter>();

/**
 * Words of `text`. A ZWNJ joins: «می‌رود» is one word.
 * @param locale BCP 47 tag of the text's language
 */
export function countWords(text: string, locale: string): number {
  let segmenter = segmenters.get(locale);
  if (!segmenter) segmenters.set(locale, (segmenter = new Intl.Segmenter(locale, { granularity: "word" })));
  let words = 0;
  for (const { isWordLike } of segmenter.segment(text)) if (isWordLike) words++;
  return words;
}
