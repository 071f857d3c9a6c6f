import type { Mark, Node } from "prosemirror-model";
import { Transform } from "prosemirror-transform";
import { automaticIsolates, type Isolate } from "../../text/automatic-isolates.ts";
import { hasRightToLeftLetter, type Direction } from "../../text/direction.ts";
import { directionOfBlock } from "./block-direction.ts";
import { OBJECT } from "./embed.ts";
import { schema } from "./schema.ts";

/** What has its letters isolated wherever an article is drawn (BD11, BD21). */
const ISOLATING = ["dir", "link", "code"].map((name) => schema.marks[name]!);

/** The text of a block; whatever is none counts as one character. */
export const blockText = (block: Node): string => block.textBetween(0, block.content.size, "", OBJECT);

/** What of a block is to be drawn isolated by itself (BD20), at positions in its content. @param base the article's own direction */
export function isolatedRuns(block: Node, base: Direction): Isolate[] {
  if (block.content.size === 0) return [];
  // What is isolated, and has no right-to-left letter, stands in order without more.
  const text = withoutIsolated(block, (isolated) => !hasRightToLeftLetter(isolated));
  return automaticIsolates(text, directionOfBlock(block, base) === "rtl");
}

/** The block with these runs isolated as a person isolates them, for pages that leave Tahrir drawn (BD57). */
export function withIsolatedRuns(block: Node, base: Direction): Node {
  const runs = isolatedRuns(block, base);
  if (runs.length === 0) return block;
  const change = new Transform(block);
  for (const { from, to } of runs) change.addMark(from, to, schema.marks["dir"]!.create({ value: "ltr" }));
  return change.doc;
}

/** The text of a block without what is isolated by its marks, which counts as no letter of it. */
export const outsideIsolated = (block: Node): string => withoutIsolated(block, () => true);

/** @param isLeftOut which of what is isolated by its marks; for each of its characters stands one that is no letter */
function withoutIsolated(block: Node, isLeftOut: (isolated: string) => boolean): string {
  const text = blockText(block);
  let left = "";
  let isolated = "";
  let by: Mark | undefined;
  const close = (): void => {
    left += isLeftOut(isolated) ? OBJECT.repeat(isolated.length) : isolated;
    isolated = "";
  };
  block.forEach((child, offset) => {
    const mark = ISOLATING.map((type) => type.isInSet(child.marks)).find((found) => found !== undefined);
    if (!(mark && by?.eq(mark))) close();
    by = mark;
    const part = text.slice(offset, offset + child.nodeSize);
    if (mark) isolated += part;
    else left += part;
  });
  close();
  return left;
}
