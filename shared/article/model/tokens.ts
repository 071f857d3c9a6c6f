import { Mark, type Fragment, type Node } from "prosemirror-model";
import { Embed } from "./embed.ts";
import { INLINE_ATTRIBUTES, LINE_BREAK } from "./names.ts";
import { NODE_ATTRIBUTES, nodeTypeOf, schema } from "./schema.ts";

/** Formatting attributes of a character in the CRDT, or of a block (AM2, AM3, AM6, AM7). */
export type Attributes = Readonly<Record<string, unknown>>;

/** Every character that ends a line somewhere: only `\n` parts blocks here, the others are drawn as a line break. */
const SEPARATOR = /[\n\r\u0085\u2028\u2029\v\f]/;
const SEPARATORS = new RegExp(`(${SEPARATOR.source})`, "u");

/** False when a text node in `content` would be read back from the body as something else: separators, half pairs. */
export function readsBack(content: Fragment): boolean {
  let plain = true;
  content.descendants((node) => {
    if (node.isText && (SEPARATOR.test(node.text!) || !node.text!.isWellFormed())) plain = false;
    return plain;
  });
  return plain;
}

/** Parts `text` so that every separator stands alone. */
export const splitSeparators = (text: string): readonly string[] =>
  text !== "" && !SEPARATOR.test(text) ? [text] : text.split(SEPARATORS).filter((part) => part !== "");

/** The marks that text with these attributes is drawn with. */
function marksOf(attributes: Attributes | undefined): readonly Mark[] {
  if (!attributes) return Mark.none;
  const marks: Mark[] = [];
  for (const name of INLINE_ATTRIBUTES) {
    const value = attributes[name];
    if (value !== undefined && value !== null) marks.push(schema.mark(name, { value }));
  }
  return marks.length > 0 ? Mark.setFrom(marks) : Mark.none;
}

/** The attributes that text with these marks is written with. */
export function attributesOfMarks(marks: readonly Mark[]): Attributes {
  return Object.fromEntries(marks.map((mark) => [mark.type.name, mark.attrs["value"]]));
}

/** An inline node for one part of `splitSeparators`, or for an embedded value. */
export function inlineOf(content: string | Embed, attributes: Attributes | undefined): Node {
  const marks = marksOf(attributes);
  if (typeof content !== "string") return schema.node("atom", { value: content.value }, undefined, marks);
  if (SEPARATOR.test(content)) return schema.node("line_break", { char: content }, undefined, marks);
  return schema.text(content, marks);
}

/** What an inline node is in the body. */
export function contentOf(node: Node): string | Embed {
  if (node.isText) return node.text!;
  return node.type.name === "line_break" ? String(node.attrs["char"] ?? LINE_BREAK) : new Embed(node.attrs["value"]);
}

/** An empty block for a `\n` with these attributes. */
export function blockOf(attributes: Attributes | undefined): Node {
  const type = nodeTypeOf(attributes?.["kind"]);
  const attrs: Record<string, unknown> = {};
  for (const name of NODE_ATTRIBUTES) attrs[name] = attributes?.[name] ?? null;
  if (type === "paragraph") attrs["kind"] = attributes?.["kind"] ?? null;
  return schema.node(type, attrs);
}

/** The attributes of the `\n` that starts `block`; absent ones are left out. */
export function attributesOfBlock(block: Node): Attributes {
  const attributes: Record<string, unknown> = {};
  const kind = block.type.name === "paragraph" ? block.attrs["kind"] : block.type.name;
  if (kind !== null && kind !== undefined) attributes["kind"] = kind;
  for (const name of NODE_ATTRIBUTES) {
    const value: unknown = block.attrs[name];
    if (value !== null && value !== undefined) attributes[name] = value;
  }
  return attributes;
}

/** What has to be formatted to get from one set of attributes to another; null takes one away. */
export function changedAttributes(from: Attributes, to: Attributes): Record<string, unknown> {
  const change: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const value = to[key] ?? null;
    if (JSON.stringify(from[key] ?? null) !== JSON.stringify(value)) change[key] = value;
  }
  return change;
}
