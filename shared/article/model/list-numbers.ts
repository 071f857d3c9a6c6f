import type { Node } from "prosemirror-model";
import { indentOf, listOf } from "./schema.ts";

/**
 * Numbers of the items of numbered lists, as an article shows them: what is deeper begins anew behind an item, and every list
 * behind a block that is no item.
 * @param blocks of one article, in order. @returns a number for each, or null
 */
export function listNumbers(blocks: readonly Node[]): (number | null)[] {
  let counts: number[] = [];
  return blocks.map((block) => {
    if (block.type.name !== "item") {
      counts = [];
      return null;
    }
    const level = indentOf(block);
    const isNumbered = listOf(block) === "number";
    const number = isNumbered ? (counts[level] ?? 0) + 1 : 0;
    counts = Array.from({ length: level + 1 }, (_, i) => (i === level ? number : (counts[i] ?? 0)));
    return isNumbered ? number : null;
  });
}
