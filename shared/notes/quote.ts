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

/** The quote of `from` up to, not including, `to`. @param body text of the whole body */
export function quoteOf(body: string, from: number, to: number): Quote {
  return {
    text: body.slice(from, Math.min(to, from + LONGEST)).toWellFormed(),
    prefix: body.slice(Math.max(0, from - CONTEXT), from).toWellFormed(),
    suffix: body.slice(to, to + CONTEXT).toWellFormed(),
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
