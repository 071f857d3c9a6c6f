import { isolateControlsWithin } from "../../../shared/text/bidi-controls.ts";
import { NEWLINE } from "../../../shared/article/model/names.ts";

/** Longest title and lead, in UTF-16 units. */
const LONGEST_TITLE = 200;
const LONGEST_LEAD = 160;
/** Units of the text that are looked at. */
const LOOKED_AT = 4_000;

/** What a list shows of an article, read from the start of its text. */
export interface Head {
  /** The headline in one line; empty when there is none. */
  readonly title: string;
  /** How the first block with words begins. */
  readonly lead: string;
}

/** @param flat the whole body, headline first, a line for each block */
export function headOf(flat: string): Head {
  const [headline = "", ...blocks] = flat.slice(0, LOOKED_AT).split(NEWLINE);
  return { title: oneLine(headline, LONGEST_TITLE), lead: oneLine(blocks.find((block) => block.trim() !== "") ?? "", LONGEST_LEAD) };
}

const oneLine = (text: string, longest: number): string =>
  isolateControlsWithin(text.replace(/\s+/gu, " ").trim().slice(0, longest).toWellFormed(), longest);
