import { OBJECT } from "../article/model/embed.ts";

/** Longest prefix and suffix, in UTF-16 units. */
const CONTEXT = 40;
/** Longest quote kept whole, in UTF-16 units. */
const LONGEST = 2000;

/**
 * The words that a note is about, with a little of the text around them: what is left when the text itself is deleted.
 */
export interface Quote {
  readonly text: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** The quote of `from` up to, not including, `to`. @param body units of the whole body; embedded values are no words */
export function quoteOf(body: string, from: number, to: number): Quote {
  const words = (start: number, end: number): string => body.slice(start, end).replaceAll(OBJECT, "").toWellFormed();
  return {
    text: words(from, Math.min(to, from + LONGEST)),
    prefix: words(Math.max(0, from - CONTEXT), from),
    suffix: words(to, to + CONTEXT),
  };
}

/** Reads the quote of a stored entry. @param field gives the entry's field of that name; any value but a text is read as empty */
export function readQuote(field: (name: string) => unknown): Quote {
  const text = (name: string, longest: number): string => {
    const value = field(name);
    return typeof value === "string" ? value.slice(0, longest).toWellFormed() : "";
  };
  return { text: text("quote", LONGEST), prefix: text("prefix", CONTEXT), suffix: text("suffix", CONTEXT) };
}
