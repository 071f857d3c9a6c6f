import type { Node } from "prosemirror-model";
import type { Command } from "prosemirror-state";
import type { BlockUnderlines } from "./block-findings.ts";
import type { PlacedFinding } from "./placed-finding.ts";

/**
 * Writes what findings propose, as one edit like any other: one undo takes it back, and where one suggests it is a suggestion
 * (HS26). @param found in the document, block by block. Findings whose text has changed since are left; false where all have.
 */
export function acceptFindings(found: Iterable<BlockUnderlines>, replacementOf: (finding: PlacedFinding) => string | null): Command {
  return (state, dispatch) => {
    const { tr } = state;
    // From the end, so that what is written moves nothing that is to come.
    for (const { block, start, underlines } of [...found].toReversed()) {
      for (const { from, to, finding } of underlines.toReversed()) {
        const replacement = replacementOf(finding);
        if (replacement === null || textIn(block, from, to) !== finding.drawn) continue;
        const first = start + from + finding.offset;
        if (replacement === "") tr.delete(first, first + finding.length);
        else tr.insertText(replacement, first, first + finding.length);
      }
    }
    if (!tr.docChanged) return false;
    dispatch?.(tr);
    return true;
  };
}

const textIn = (block: Node, from: number, to: number): string => block.textBetween(from, to, "\n", "\uFFFC");
