import type { Finding, FindingKind } from "../../../shared/style/finding.ts";
import type { LabelledSentence } from "./labelled.ts";

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

export interface Score {
  readonly found: number;
  readonly proposed: number;
  readonly labelled: number;
  readonly touched: number;
  readonly right: number;
  readonly missed: readonly { readonly text: string; readonly finding: Finding }[];
  readonly wrong: readonly { readonly text: string; readonly edit: Edit }[];
  readonly kinds: ReadonlyMap<FindingKind, { readonly labelled: number; readonly found: number }>;
}

/** What an edit alone makes of the text: edits that make the same are the same, whichever of two equal spaces they take. */
function result(text: string, { start, end, replacement }: Edit): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

/** @param check the edits that a checker proposes for a text */
export function score(sentences: readonly LabelledSentence[], check: (text: string) => readonly Edit[]): Score {
  let [found, proposed, labelled, touched, right] = [0, 0, 0, 0, 0];
  const missed: { text: string; finding: Finding }[] = [];
  const wrong: { text: string; edit: Edit }[] = [];
  const kinds = new Map<FindingKind, { labelled: number; found: number }>();
  for (const { text, findings } of sentences) {
    const edits = check(text);
    proposed += edits.length;
    labelled += findings.length;
    if (findings.length === 0) {
      right += 1;
      if (edits.length > 0) touched += 1;
    }
    const left = new Map<string, Edit[]>();
    for (const edit of edits) left.set(result(text, edit), [...(left.get(result(text, edit)) ?? []), edit]);
    for (const finding of findings) {
      const kind = kinds.get(finding.kind) ?? { labelled: 0, found: 0 };
      kinds.set(finding.kind, kind);
      kind.labelled += 1;
      if (left.get(result(text, finding))?.pop()) {
        found += 1;
        kind.found += 1;
      } else missed.push({ text, finding });
    }
    wrong.push(...[...left.values()].flat().map((edit) => ({ text, edit })));
  }
  return { found, proposed, labelled, touched, right, missed, wrong, kinds };
}
