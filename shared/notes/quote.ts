/** The words a note is about, with a little of what stands around them: what is left when the text itself is gone. */

/** Characters kept on either side, in UTF-16 units. */
const CONTEXT = 40;
/** Longest quote kept whole, in UTF-16 units. */
const LONGEST = 2000;

export interface Quote {
  readonly text: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** @param body text of the whole body */
export function quoteOf(body: string, from: number, to: number): Quote {
  return {
    text: body.slice(from, Math.min(to, from + LONGEST)).toWellFormed(),
    prefix: body.slice(Math.max(0, from - CONTEXT), from).toWellFormed(),
    suffix: body.slice(to, to + CONTEXT).toWellFormed(),
  };
}

/** @param field a stored entry's field by its name; what is no text is read as none */
export function readQuote(field: (name: string) => unknown): Quote {
  const text = (name: string, longest: number): string => {
    const value = field(name);
    return typeof value === "string" ? value.slice(0, longest).toWellFormed() : "";
  };
  return { text: text("quote", LONGEST), prefix: text("prefix", CONTEXT), suffix: text("suffix", CONTEXT) };
}
