import type { BlockContent, DefinitionContent, List, PhrasingContent, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFootnoteFromMarkdown } from "mdast-util-gfm-footnote";
import { gfmStrikethroughFromMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmFootnote } from "micromark-extension-gfm-footnote";
import { gfmStrikethrough } from "micromark-extension-gfm-strikethrough";
import type { Mark, Node } from "prosemirror-model";
import { footnotesInOrder } from "../article/model/parted-footnotes.ts";
import { MAX_INDENT, MAX_LEVEL } from "../article/model/names.ts";
import { runLanguageOf } from "../article/model/language.ts";
import { safeImage, safeUrl, schema } from "../article/model/schema.ts";
import { isolateControls } from "../text/bidi-controls.ts";
import { plainText } from "../text/plain.ts";
import { article, block, inline } from "./blocks.ts";
import { ImportedFootnotes } from "./footnotes.ts";

type Content = RootContent | BlockContent | DefinitionContent;

/** The kind of block that text becomes where it stands: in a quote, in a list, or by itself. */
interface Place {
  readonly type: string;
  readonly attrs: Record<string, unknown>;
}

const PARAGRAPH: Place = { type: "paragraph", attrs: {} };

/** A Markdown text (https://spec.commonmark.org, with `~~` for struck text) as an article (TX16). A leading heading is the headline, whatever its level; levels of further headings count from it. */
export function importMarkdown(text: string): Node {
  const root = fromMarkdown(isolateControls(plainText(text)), {
    extensions: [gfmStrikethrough(), gfmFootnote()],
    mdastExtensions: [gfmStrikethroughFromMarkdown(), gfmFootnoteFromMarkdown()],
  });
  const definitions = new Map(root.children.flatMap((node) => (node.type === "definition" ? [[node.identifier, node.url] as const] : [])));
  const reader = new Reader(definitions);
  const dir = root.children[0] ? turnedBy(root.children[0]) : null;
  const at = dir !== null && root.children[1]?.type === "heading" && closingAfter(root.children, 0) === 2 ? 1 : 0;
  const headline = root.children[at];
  if (headline?.type !== "heading") return article([], reader.body(root.children));
  return article(reader.text(headline.children, []), reader.body(root.children.slice(2 * at + 1)), dir);
}

/** What the exported Markdown says by HTML, since it has no sign for it (EX6). All other HTML is kept as text. */
const MARKS: Readonly<Record<string, Mark>> = {
  "<u>": schema.mark("underline"),
  "<sup>": schema.mark("script", { value: "super" }),
  "<sub>": schema.mark("script", { value: "sub" }),
};
const BREAK = "<br>";
const ISOLATED = /^<bdi dir="(ltr|rtl|auto)">$/;
const SPOKEN = /^<span lang="([\w-]{2,35})">$/;
const TURNED = /^<div dir="(ltr|rtl)">$/;

function markOf(node: PhrasingContent): Mark | null {
  if (node.type !== "html") return null;
  if (Object.hasOwn(MARKS, node.value)) return MARKS[node.value]!;
  const dir = ISOLATED.exec(node.value)?.[1];
  if (dir !== undefined) return schema.mark("dir", { value: dir });
  const lang = runLanguageOf(SPOKEN.exec(node.value)?.[1]);
  return lang === null ? null : schema.mark("lang", { value: lang });
}

const turnedBy = (node: Content): string | null => (node.type === "html" ? (TURNED.exec(node.value)?.[1] ?? null) : null);

/** Index of the tag that closes the element which `nodes[start]` opens; -1 when none does. */
function closingAfter(nodes: readonly Content[], start: number): number {
  const name = /^<(\w+)/.exec((nodes[start] as { readonly value: string }).value)![1]!;
  const [opening, closing] = [new RegExp(`^<${name}[ >]`), `</${name}>`];
  let depth = 0;
  for (let i = start; i < nodes.length; i++) {
    const node = nodes[i]!;
    if (node.type !== "html") continue;
    if (opening.test(node.value)) depth++;
    else if (node.value === closing && --depth === 0) return i;
  }
  return -1;
}

class Reader {
  readonly #definitions: ReadonlyMap<string, string>;
  readonly #footnotes = new ImportedFootnotes();

  constructor(definitions: ReadonlyMap<string, string>) {
    this.#definitions = definitions;
  }

  /** All blocks below the headline, with the footnotes. */
  body(nodes: readonly Content[]): Node[] {
    const blocks = this.sequence(nodes, PARAGRAPH);
    return footnotesInOrder([...blocks, ...this.#footnotes.blocks]);
  }

  /** Blocks one after another, with the direction that a `div` around them says. */
  sequence(nodes: readonly Content[], place: Place): Node[] {
    const blocks: Node[] = [];
    for (let i = 0; i < nodes.length; i++) {
      const dir = turnedBy(nodes[i]!);
      const end = dir === null ? -1 : closingAfter(nodes, i);
      if (end < 0) blocks.push(...this.blocks(nodes[i]!, place));
      else {
        for (const block of this.sequence(nodes.slice(i + 1, end), place))
          blocks.push(block.type.create({ ...block.attrs, dir }, block.content));
        i = end;
      }
    }
    return blocks;
  }

  blocks(node: Content, place: Place): Node[] {
    switch (node.type) {
      case "heading":
        return [block("heading", { level: Math.min(MAX_LEVEL, Math.max(1, node.depth - 1)) }, this.text(node.children, []))];
      case "paragraph":
        return this.#paragraph(node.children, place);
      case "blockquote":
        return this.sequence(node.children, { type: "quote", attrs: {} });
      case "list":
        return this.#list(node, place.type === "item" ? Number(place.attrs["indent"]) + 1 : 0);
      case "thematicBreak":
        return [block("divider", {}, [])];
      case "code":
        return [block(place.type, place.attrs, inline(node.value, [schema.mark("code")]))];
      case "html":
        return [block(place.type, place.attrs, inline(node.value))];
      case "definition":
        return [];
      case "footnoteDefinition":
        this.#footnotes.add(node.identifier, this.sequence(node.children, PARAGRAPH));
        return [];
      default:
        throw new TypeError(`unexpected Markdown ${node.type}`);
    }
  }

  /** Inline content; images within text are kept by their description. */
  text(nodes: readonly PhrasingContent[], marks: readonly Mark[]): Node[] {
    const content: Node[] = [];
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i]!;
      const mark = markOf(node);
      const end = mark ? closingAfter(nodes, i) : -1;
      if (!mark || end < 0) content.push(...this.#inline(node, marks));
      else {
        content.push(...this.text(nodes.slice(i + 1, end), mark.addToSet(marks)));
        i = end;
      }
    }
    return content;
  }

  #inline(node: PhrasingContent, marks: readonly Mark[]): Node[] {
    const within = (name: string, value: unknown = true) =>
      "children" in node ? this.text(node.children, schema.mark(name, { value }).addToSet(marks)) : [];
    switch (node.type) {
      case "text":
        return inline(node.value.replaceAll("\n", " "), marks);
      case "strong":
        return within("bold");
      case "emphasis":
        return within("italic");
      case "delete":
        return within("strike");
      case "inlineCode":
        return inline(node.value, schema.mark("code").addToSet(marks));
      case "link":
        return safeUrl(node.url) ? within("link", node.url) : this.text(node.children, marks);
      case "linkReference": {
        const url = this.#definitions.get(node.identifier);
        return safeUrl(url) ? within("link", url) : this.text(node.children, marks);
      }
      case "footnoteReference":
        return [this.#footnotes.reference(node.identifier).mark(marks)];
      case "break":
        return [schema.node("line_break", undefined, undefined, marks)];
      case "html":
        return node.value === BREAK ? [schema.node("line_break", undefined, undefined, marks)] : inline(node.value, marks);
      case "image":
      case "imageReference":
        return inline(node.alt ?? "", marks);
      default:
        throw new TypeError(`unexpected Markdown ${(node as PhrasingContent).type}`);
    }
  }

  /** A paragraph that is one image is a figure. */
  #paragraph(children: readonly PhrasingContent[], place: Place): Node[] {
    const [image] = children;
    if (children.length === 1 && image?.type === "image" && safeImage(image.url)) {
      return [block("figure", { src: image.url, alt: image.alt ?? null }, inline(image.title ?? ""))];
    }
    return [block(place.type, place.attrs, this.text(children, []))];
  }

  #list(list: List, indent: number): Node[] {
    const attrs = { list: list.ordered ? "number" : "bullet", indent: Math.min(MAX_INDENT, indent) };
    return list.children.flatMap((item) => {
      const [first] = item.children;
      // An item whose text begins with a list, or with nothing, still has a line of its own.
      const own = first?.type === "paragraph" || (first && turnedBy(first) !== null) ? [] : [block("item", attrs, [])];
      return [...own, ...this.sequence(item.children, { type: "item", attrs })];
    });
  }
}
