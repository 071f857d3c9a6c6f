import type { Command } from "prosemirror-state";
import type { PlacedFinding } from "./placed-finding.ts";
import { findingOf, underlined } from "./style-state.ts";

/**
 * Writes what findings propose, as one edit like any other: one undo takes it back, and where one suggests it is a suggestion
 * (HS26). Findings whose text has changed since are left; false where all have.
 */
export function acceptFindings(replacementOf: (finding: PlacedFinding) => string | null): Command {
  return (state, dispatch) => {
    const { tr } = state;
    // From the end, so that what is written moves nothing that is to come.
    for (const decoration of underlined(state).toReversed()) {
      const { drawn, offset, length } = findingOf(decoration);
      const replacement = replacementOf(findingOf(decoration));
      if (replacement === null || state.doc.textBetween(decoration.from, decoration.to, "\n", "\uFFFC") !== drawn) continue;
      const from = decoration.from + offset;
      if (replacement === "") tr.delete(from, from + length);
      else tr.insertText(replacement, from, from + length);
    }
    if (!tr.docChanged) return false;
    dispatch?.(tr);
    return true;
  };
}
