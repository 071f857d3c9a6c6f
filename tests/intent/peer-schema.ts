/** The schema a y-prosemirror editor usually has: nested quotes and lists. Lenient, so that little is refused by it. The marks of suggestions are unused where nobody suggests. */
import { addSuggestionMarks } from "@handlewithcare/prosemirror-suggest-changes";
import { Schema, type Node } from "prosemirror-model";
import { joined, type Block, type Run } from "./notation.ts";

const dir = { dir: { default: null } };

export const schema = new Schema({
  nodes: {
    doc: { content: "block+", marks: "insertion modification deletion" },
    paragraph: { group: "block", content: "inline*", attrs: dir },
    heading: { group: "block", content: "inline*", attrs: { level: { default: 1 }, ...dir }, defining: true },
    blockquote: { group: "block", content: "block+", defining: true },
    bullet_list: { group: "block", content: "list_item+" },
    list_item: { content: "paragraph block*", defining: true },
    horizontal_rule: { group: "block" },
    text: { group: "inline" },
  },
  marks: addSuggestionMarks({ link: { attrs: { href: {} }, inclusive: false }, em: {}, strong: {} }),
});

const { nodes, marks } = schema;

/** Builds the nested document of an article. */
export function documentOf(blocks: readonly Block[]): Node {
  const children: Node[] = [];
  for (let i = 0; i < blocks.length; i++) {
    if (blocks[i]!.kind !== "item") {
      children.push(nodeOf(blocks[i]!));
      continue;
    }
    const start = i;
    while (blocks[i + 1]?.kind === "item") i++;
    children.push(listOf(blocks.slice(start, i + 1), 0));
  }
  return nodes.doc.create(null, children);
}

function listOf(items: readonly Block[], depth: number): Node {
  const out: Node[] = [];
  for (let i = 0; i < items.length; i++) {
    const start = i + 1;
    while ((items[i + 1]?.indent ?? -1) > depth) i++;
    const deeper = items.slice(start, i + 1);
    const text = nodes.paragraph.create(null, inline(items[start - 1]!.runs));
    out.push(nodes.list_item.create(null, deeper.length > 0 ? [text, listOf(deeper, depth + 1)] : [text]));
  }
  return nodes.bullet_list.create(null, out);
}

function nodeOf({ kind, dir, runs }: Block): Node {
  const content = inline(runs);
  if (kind === "headline" || kind === "heading") return nodes.heading.create({ level: kind === "headline" ? 1 : 2, dir }, content);
  if (kind === "divider") return nodes.horizontal_rule.create();
  const paragraph = nodes.paragraph.create({ dir }, content);
  return kind === "quote" ? nodes.blockquote.create(null, paragraph) : paragraph;
}

function inline(runs: readonly Run[]): Node[] {
  return runs.map(({ text, bold, italic, link }) =>
    schema.text(text, [
      ...(link === undefined ? [] : [marks.link.create({ href: link })]),
      ...(italic ? [marks.em.create()] : []),
      ...(bold ? [marks.strong.create()] : []),
    ]),
  );
}

/** Reads the article out of a nested document. */
export function blocksOf(doc: Node): Block[] {
  const out: Block[] = [];
  const walk = (node: Node, kind: "paragraph" | "quote" | "item", indent: number): void => {
    node.forEach((child, _offset, index) => {
      switch (child.type.name) {
        case "paragraph":
          // A list item's further paragraphs stand without a bullet.
          out.push(block(kind === "item" && index > 0 ? "paragraph" : kind, kind === "item" ? indent : 0, child));
          return;
        case "heading":
          out.push(block(child.attrs["level"] === 1 ? "headline" : "heading", 0, child));
          return;
        case "horizontal_rule":
          out.push({ kind: "divider", indent: 0, dir: null, runs: [] });
          return;
        case "blockquote":
          walk(child, "quote", indent);
          return;
        case "bullet_list":
          child.forEach((item) => walk(item, "item", kind === "item" ? indent + 1 : indent));
      }
    });
  };
  walk(doc, "paragraph", 0);
  return out;
}

function block(kind: Block["kind"], indent: number, node: Node): Block {
  const runs: Run[] = [];
  node.forEach((text) => {
    const mark = (name: string) => text.marks.find((mark) => mark.type.name === name);
    const href: unknown = mark("link")?.attrs["href"];
    runs.push({
      text: text.text ?? "",
      ...(mark("strong") && { bold: true }),
      ...(mark("em") && { italic: true }),
      ...(typeof href === "string" && { link: href }),
    });
  });
  return { kind, indent, dir: node.attrs["dir"] === "ltr" ? "ltr" : null, runs: joined(runs) };
}
