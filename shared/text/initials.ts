import { lengthOfDelete } from "./graphemes.ts";

/** First letters of the first and the last word of a name, kept apart so that Persian letters do not join. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const both = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  return both.map((word) => word.slice(0, lengthOfDelete(word)).replace("\u200C", "")).join("\u200C");
}
