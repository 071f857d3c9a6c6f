import type { Mark, Node } from "prosemirror-model";
import { schema } from "../article/model/schema.ts";

/** Text as inline nodes, `\n` in it as line breaks. */
export function inline(text: string, marks: readonly Mark[] = []): Node[] {
  return text
    .split("\n")
    .flatMap((line, i) => [
      ...(i > 0 ? [schema.node("line_break", undefined, undefined, marks)] : []),
      ...(line ? [schema.text(line, marks)] : []),
    ]);
}

/** A block of an imported article. Its file says no direction: it runs as its text does (BD1). */
export const block = (type: string, attrs: Record<string, unknown>, content: readonly Node[]): Node => schema.node(type, attrs, content);

/** An article of these blocks; the headline may be empty. @param dir of the headline, where somebody turned it */
export const article = (headline: readonly Node[], blocks: readonly Node[], dir: string | null = null): Node =>
  schema.node("doc", null, [block("headline", { dir }, headline), ...blocks]);
