import { joins } from "../letters.ts";
import type { StyleText } from "../style-text.ts";

/** Words to which nothing belongs, so that no plural's های stands before them. */
const NO_OWNER = /^(?:که|را|از|به|در|با|برای|تا|بر|و|است|نیست|بود|شد|نشد|باشد|دارد|ندارد|داشت|ن?می\u200C.*)$/;

/**
 * Whether a word in های is one in a silent ه with ای whose ZWNJ was lost (جامعهای که), and not a plural: behind a plural's های
 * stands what it belongs to.
 */
export function isIndefinite(style: StyleText, index: number): boolean {
  const { words, lexicon, text } = style;
  const { plain, end } = words[index]!;
  if (!plain.endsWith("های") || plain.length < 6 || !joins(plain.slice(0, -3)) || !lexicon.endsInSilentHe(plain.slice(0, -2))) return false;
  if (!style.spaceAfter(index)) return /^(?:[.،؛:!؟»]|$)/.test(text.slice(end, end + 1));
  const next = words[index + 1]!.plain;
  return NO_OWNER.test(next);
}
