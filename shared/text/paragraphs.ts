/** Lines of a hard-wrapped text are about this long, in UTF-16 units. */
const WRAPPED = { shortest: 45, longest: 110 } as const;

/** Whether blank lines separate the paragraphs of a text; in any other text every line is one. */
export const hasBlankLine = (text: string): boolean => /\n[^\S\n]*\n/.test(text);

/**
 * The paragraphs of `text`; a `\n` in one is a line that somebody broke.
 * @param text as `plainText` makes it, without white space at its ends
 * @param parted whether blank lines part paragraphs
 */
export function paragraphsOf(text: string, parted = hasBlankLine(text)): string[] {
  const paragraphs = text.split(parted ? /\n(?:[^\S\n]*\n)+/ : "\n");
  return paragraphs.filter((paragraph) => paragraph !== "").map(unwrap);
}

/** Joins lines that a program wrapped; lines that somebody broke stay apart. */
function unwrap(paragraph: string): string {
  const lines = paragraph.split("\n");
  const full = lines.slice(0, -1);
  const wrapped = full.length > 0 && full.every(({ length }) => length >= WRAPPED.shortest && length <= WRAPPED.longest);
  return lines.join(wrapped ? " " : "\n");
}
