import type { Node } from "prosemirror-model";
import type { Replacement } from "../../shared/article/sync/replace.ts";
import type { BlockUnderlines } from "./block-findings.ts";
import type { PlacedFinding } from "./placed-finding.ts";

/**
 * What is to be written where findings are accepted (HS26).
 * @param found in the document, block by block. Findings whose text has changed since are left
 * @param replacementOf null for a finding that is not accepted
 */
export function replacementsFor(
  found: Iterable<BlockUnderlines>,
  replacementOf: (finding: PlacedFinding) => string | null,
): readonly Replacement[] {
  const replacements: Replacement[] = [];
  for (const { block, start, number, underlines } of found) {
    for (const { from, to, finding } of underlines) {
      const words = replacementOf(finding);
      if (words === null || textIn(block, from, to) !== finding.drawn) continue;
      const offset = from + finding.offset;
      const first = start + offset - number - 1;
      const last = first + finding.length;
      // What is only inserted takes the form of what stands before it.
      const like = finding.length > 0 || offset === 0 ? first : first - 1;
      replacements.push({ parts: [{ from: first, to: last }], words, like });
    }
  }
  return replacements;
}

const textIn = (block: Node, from: number, to: number): string => block.textBetween(from, to, "\n", "\uFFFC");
