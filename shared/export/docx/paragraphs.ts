import type { Node } from "prosemirror-model";
import { directionOfBlock } from "../../article/model/block-direction.ts";
import { indentOf, levelOf, listOf, schema } from "../../article/model/schema.ts";
import { nodeTypeOf } from "../../article/model/schema.ts";
import type { BlockForm } from "../../reviewed-article/reviewed-article.ts";
import type { Direction } from "../../text/direction.ts";
import type { Numbering } from "./numbering.ts";
import { STYLES } from "./styles.ts";
import { element } from "./xml.ts";

/** Attributes of blocks that a word processor keeps as changes. */
const TRACKED = ["kind", "level", "list", "indent", "dir"];

/** The style of a block of one paragraph; null for that of plain text. */
function styleOf(block: Node): string | null {
  switch (block.type.name) {
    case "headline":
      return STYLES.headline;
    case "lead":
      return STYLES.lead;
    case "heading":
      return STYLES.heading[levelOf(block) - 1]!;
    case "quote":
      return STYLES.quote;
    case "item":
      return STYLES.item;
    case "divider":
      return STYLES.divider;
    case "figure":
      return STYLES.caption;
    case "footnote":
      return STYLES.footnote;
    default:
      return null;
  }
}

/** Properties of a paragraph as a block says them, in the order of CT_PPr. @param index of the block in the article */
export function blockProperties(block: Node, index: number, base: Direction, numbering: Numbering, style = styleOf(block)): string {
  const isRtl = directionOfBlock(block, base) === "rtl";
  const list = block.type.name === "item" ? numbering.listOf(index, listOf(block) === "number") : null;
  return (
    (style === null ? "" : element("w:pStyle", { "w:val": style })) +
    (list === null ? "" : element("w:numPr", {}, element("w:ilvl", { "w:val": indentOf(block) }) + element("w:numId", { "w:val": list }))) +
    (isRtl ? element("w:bidi") : element("w:bidi", { "w:val": 0 }))
  );
}

/**
 * A block as it would be if what is suggested for it were accepted; null where a word processor cannot say that: a figure is several
 * paragraphs.
 */
export function suggestedBlock(block: Node, forms: readonly BlockForm[]): Node | null {
  const tracked = forms.filter(({ name }) => TRACKED.includes(name));
  if (tracked.length === 0) return null;
  const attrs: Record<string, unknown> = { ...block.attrs };
  const kind = tracked.findLast(({ name }) => name === "kind");
  for (const { name, value } of tracked) if (name !== "kind" && name in attrs) attrs[name] = value ?? null;
  const type = block.type.name === "headline" ? "headline" : kind ? nodeTypeOf(kind.value) : block.type.name;
  if (type === "figure" || block.type.name === "figure") return null;
  delete attrs["kind"];
  return schema.node(type, attrs, block.content);
}
