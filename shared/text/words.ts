/** Counting words as readers do: https://unicode.org/reports/tr29/#Word_Boundaries */

/** Addresses, and numbers with signs between their digits: dates, times, phones. Each is read as one word. */
const ONE_WORD =
  /(?:https?:\/\/|www\.)\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}|\p{Nd}+(?:[-/.:\u2010-\u2013\u066B\u066C]\p{Nd}+)+/gu;

const segmenters = new Map<string, Intl.Segmenter>();

/**
 * Words of `text`. A ZWNJ joins: «می‌رود» is one word.
 * @param locale BCP 47 tag of the text's language
 */
export function countWords(text: string, locale: string): number {
  let segmenter = segmenters.get(locale);
  if (!segmenter) segmenters.set(locale, (segmenter = new Intl.Segmenter(locale, { granularity: "word" })));
  let words = 0;
  for (const { isWordLike } of segmenter.segment(text.replace(ONE_WORD, " x "))) if (isWordLike) words++;
  return words;
}
