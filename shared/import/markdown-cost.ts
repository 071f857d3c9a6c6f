/** Deepest nesting of quotes and lists that is parsed: an article has 9 levels. Parsers call themselves for each. */
const DEEPEST = 60;
/** Most opening brackets between two empty lines: a link that never ends is looked for from each of them. */
const MOST_BRACKETS = 4000;

/** What begins quotes and items at the head of a line. */
const SIGNS = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))+/;

/** Whether a text is made so that a parser of Markdown would not end in time, or not at all. O(its length). */
export function isCostlyMarkdown(text: string): boolean {
  let brackets = 0;
  for (const line of text.split(/\r\n?|\n/)) {
    const signs = SIGNS.exec(line)?.[0] ?? "";
    const indent = signs.length - signs.trimStart().length;
    if (signs.replaceAll(/[ \t\d]/g, "").length + indent / 2 > DEEPEST) return true;
    brackets = line.trim() === "" ? 0 : brackets + (line.match(/\[/g)?.length ?? 0);
    if (brackets > MOST_BRACKETS) return true;
  }
  return false;
}
