import type { Node } from "prosemirror-model";
import { costsTooMuch } from "./cost.ts";

/** Why something was pasted in part or not at all. */
export type PasteRefusal = "paste-too-large" | "paste-as-text";

/** In UTF-16 units: a page may hold its pictures. */
const LONGEST_PAGE = 32 * 2 ** 20;
const LONGEST_TEXT = 4 * 2 ** 20;
/** Blocks of an article of 500 pages. */
export const MOST_BLOCKS = 20_000;

/** Why a page is not read; null when it is read. More than the limits would block the window for seconds (TX19). */
export function pageRefusal(html: string): PasteRefusal | null {
  if (html.length > LONGEST_PAGE) return "paste-too-large";
  return costsTooMuch(html) ? "paste-as-text" : null;
}

/** Whether a text is too long to paste (TX19). */
export const isTooLong = (text: string): boolean => text.length > LONGEST_TEXT;

/** Whether blocks are too many, or too long, to paste (TX19). */
export const areTooMany = (blocks: readonly Node[]): boolean =>
  blocks.length > MOST_BLOCKS || blocks.reduce((sum, block) => sum + block.nodeSize, 0) > LONGEST_TEXT;
