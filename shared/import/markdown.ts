import type { BlockContent, DefinitionContent, List, PhrasingContent, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmStrikethroughFromMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmStrikethrough } from "micromark-extension-gfm-strikethrough";
import type { Mark, Node } from "prosemirror-model";
import { MAX_INDENT, MAX_LEVEL } from "../article/model/names.ts";
import { safeImage, safeUrl, schema } from "../article/model/schema.ts";
import { isolateControls } from "../text/bidi-controls.ts";
import { plainText } from "../text/plain.ts";
import { article, block, inline } from "./blocks.ts";

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
    extensions: [gfmStrikethrough()],
    mdastExtensions: [gfmStrikethroughFromMarkdown()],
  });
  const definitions = new Map(root.children.flatMap((node) => (node.type === "definition" ? [[node.identifier, node.url] as const] : [])));
  const reader = new Reader(definitions);
  const [first, ...rest] = root.children;
  if (first?.type !== "heading")
    return article(
      [],
      root.children.flatMap((node) => reader.blocks(node, PARAGRAPH)),
    );
  return article(
    reader.text(first.children, []),
    rest.flatMap((node) => reader.blocks(node, PARAGRAPH)),
  );
}

class Reader {
  readonly #definitions: ReadonlyMap<string, string>;

  constructor(definitions: ReadonlyMap<string, string>) {
    this.#definitions = definitions;
  }

  blocks(node: Content, place: Place): Node[] {
    switch (node.type) {
      case "heading":
        return [block("heading", { level: Math.min(MAX_LEVEL, Math.max(1, node.depth - 1)) }, this.text(node.children, []))];
      case "paragraph":
        return this.#paragraph(node.children, place);
      case "blockquote":
        return node.children.flatMap((child) => this.blocks(child, { type: "quote", attrs: {} }));
      case "list":
        return this.#list(node, 0);
      case "thematicBreak":
        return [block("divider", {}, [])];
      case "code":
        return [block(place.type, place.attrs, inline(node.value, [schema.mark("code")]))];
      case "html":
        return [block(place.type, place.attrs, inline(node.value))];
      case "definition":
        return [];
      default:
        throw new TypeError(`unexpected Markdown ${node.type}`);
    }
  }

  /** Inline content; images within text are kept by their description. */
  text(nodes: readonly PhrasingContent[], marks: readonly Mark[]): Node[] {
    return nodes.flatMap((node) => this.#inline(node, marks));
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
      case "break":
        return [schema.node("line_break", undefined, undefined, marks)];
      case "html":
        return inline(node.value, marks);
      case "image":
      case "imageReference":
        return inline(node.alt ?? "", marks);
      default:
        throw new TypeError(`unexpected Markdown ${node.type}`);
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
      const own = first?.type === "paragraph" ? [] : [block("item", attrs, [])];
      return [
        ...own,
        ...item.children.flatMap((child) =>
          child.type === "list" ? this.#list(child, indent + 1) : this.blocks(child, { type: "item", attrs }),
        ),
      ];
    });
  }
}
