import type { Node } from "prosemirror-model";

/** True when `pos` stands between the halves of a surrogate pair. */
export function cutsPair(doc: Node, pos: number): boolean {
  const { nodeBefore, nodeAfter } = doc.resolve(pos);
  return /[\uD800-\uDBFF]$/.test(nodeBefore?.text ?? "") && /^[\uDC00-\uDFFF]/.test(nodeAfter?.text ?? "");
}

/** Whether a UTF-16 unit is the first half of a surrogate pair. */
export const isHigh = (unit: string | undefined): boolean => unit !== undefined && /[\uD800-\uDBFF]/.test(unit);

/** Whether a UTF-16 unit is the second half of a surrogate pair. */
export const isLow = (unit: string | undefined): boolean => unit !== undefined && /[\uDC00-\uDFFF]/.test(unit);
