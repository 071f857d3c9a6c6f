import { Fragment, Slice, type Node } from "prosemirror-model";
import { schema } from "../../shared/article/model/schema.ts";
import { linesWithout } from "./lines.ts";
import type { Range } from "./placed.ts";

/** A slice of an article without some of its text. @param parts in positions of its content, in order and apart */
export function sliceWithout(slice: Slice, parts: readonly Range[]): Slice {
  const { content, openStart, openEnd } = slice;
  if (content.childCount === 0) return slice;
  if (!content.firstChild!.isInline) return new Slice(Fragment.fromArray(blocksWithout(content, parts)), openStart, openEnd);
  const block = schema.node("paragraph").copy(content);
  const [line] = blocksWithout(
    Fragment.from(block),
    parts.map(({ from, to }) => ({ from: from + 1, to: to + 1 })),
  );
  return new Slice(line!.content, openStart, openEnd);
}

function blocksWithout(content: Fragment, parts: readonly Range[]): Node[] {
  const doc = schema.topNodeType.create(null, content);
  return [...linesWithout(doc, parts)].map(({ blocks, pieces }) =>
    blocks[0]!.copy(pieces.reduce((all, { from, to }) => all.append(doc.slice(from, to).content), Fragment.empty)),
  );
}
