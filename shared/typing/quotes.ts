/** Opening and closing, outside and within. */
interface QuoteMarks {
  readonly outer: readonly [open: string, close: string];
  readonly inner: readonly [open: string, close: string];
}

const GUILLEMETS: QuoteMarks = { outer: ["«", "»"], inner: ["“", "”"] };
const CURLED: QuoteMarks = { outer: ["“", "”"], inner: ["‘", "’"] };

/** Hebrew has straight ones, also within words, as in צה"ל. */
const MARKS: Readonly<Record<string, QuoteMarks>> = { fa: GUILLEMETS, ar: GUILLEMETS, ckb: GUILLEMETS, ur: CURLED, en: CURLED };

/** Behind these a quotation begins. */
const BEGINS = /(?:^|[\s([{«“‘/–—-])$/u;

/**
 * The quotation mark that a straight one stands for, behind this text of a block in a language: one that closes what is open, or opens
 * where a word may begin.
 * @returns null where it stays straight, as behind the inches of 5"
 */
export function quoteFor(before: string, language: string): string | null {
  const open = openIn(before);
  if (!BEGINS.test(before)) return open.at(-1) ?? null;
  return quotesAround(before, language)?.[0] ?? null;
}

/** The marks around a quotation that begins behind this text; null in a language that has straight ones. */
export function quotesAround(before: string, language: string): readonly [open: string, close: string] | null {
  const marks = MARKS[language];
  if (!marks) return null;
  return openIn(before).includes(marks.outer[1]) ? marks.inner : marks.outer;
}

const CLOSES: Readonly<Record<string, string>> = { "«": "»", "“": "”", "‘": "’" };

/** The closing marks of what is open at the end of a text, the innermost last. */
function openIn(text: string): string[] {
  const open: string[] = [];
  for (const [mark] of text.matchAll(/[«»“”‘’]/gu)) {
    const closes = CLOSES[mark];
    if (closes) open.push(closes);
    else if (open.includes(mark)) open.length = open.lastIndexOf(mark);
  }
  return open;
}
