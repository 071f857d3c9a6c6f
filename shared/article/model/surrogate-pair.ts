import type { Node } from "prosemirror-model";

/** True when `pos` stands between the halves of a surrogate pair. */
export function cutsPair(doc: Node, pos: number): boolean {
  const { nodeBefore, nodeAfter } = doc.resolve(pos);
  return /[\uD800-\uDBFF]$/.test(nodeBefore?.text ?? "") && /^[\uDC00-\uDFFF]/.test(nodeAfter?.text ?? "");
}
