import type { Mark, Node } from "prosemirror-model";
import { schema } from "../article/model/schema.ts";
import { detectDirection, type Direction } from "../text/direction.ts";

/** Direction of an article unless its language says otherwise. */
const BASE_DIRECTION: Direction = "rtl";

/** Text as inline nodes, `\n` in it as line breaks. */
export function inline(text: string, marks: readonly Mark[] = []): Node[] {
  return text
    .split("\n")
    .flatMap((line, i) => [
      ...(i > 0 ? [schema.node("line_break", undefined, undefined, marks)] : []),
      ...(line ? [schema.text(line, marks)] : []),
    ]);
}

/** A block of an imported article, with its direction where that is not the article's own (TX3). */
export function block(type: string, attrs: Record<string, unknown>, content: readonly Node[]): Node {
  const dir = detectDirection(content.map((node) => node.text ?? "").join(""));
  return schema.node(type, { ...attrs, dir: dir === BASE_DIRECTION ? null : dir }, content);
}

/** An article of these blocks; the headline may be empty. */
export const article = (headline: readonly Node[], blocks: readonly Node[]): Node =>
  schema.node("doc", null, [block("headline", {}, headline), ...blocks]);
