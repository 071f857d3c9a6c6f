/**
 * The races: what two people, Sara and Omid, do at once in one article, and what both would expect to find afterwards.
 * What each does is done without a word from the other; `afterwards` follows when both have heard everything.
 */
import { deleting, joining, splitting } from "./blocks.ts";
import { kinds, lists, marks } from "./form.ts";
import { moving, undoing } from "./order.ts";
import type { Race } from "./race.ts";
import { headlines, typing } from "./writing.ts";

export const RACES: readonly Race[] = [
  ...splitting,
  ...joining,
  ...deleting,
  ...typing,
  ...kinds,
  ...lists,
  ...marks,
  ...headlines,
  ...undoing,
  ...moving,
];
