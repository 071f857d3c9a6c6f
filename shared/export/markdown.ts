import type { BlockContent, FootnoteDefinition, Html, ListItem, PhrasingContent, RootContent, Text } from "mdast";
import { gfmFootnoteToMarkdown } from "mdast-util-gfm-footnote";
import { gfmStrikethroughToMarkdown } from "mdast-util-gfm-strikethrough";
import { defaultHandlers, toMarkdown, type Handle } from "mdast-util-to-markdown";
import { Fragment, type Mark, type Node } from "prosemirror-model";
import { referenceOf, referencesIn, referenceTo } from "../article/model/footnotes.ts";
import { runLanguageOf } from "../article/model/language.ts";
import { directionOf, levelOf, outerUrl, safeImage, scriptTag } from "../article/model/schema.ts";
import { isolateControls, LineControls } from "../text/bidi-controls.ts";
import { partFootnotes } from "../article/model/parted-footnotes.ts";
import { inlineTree, type InlineTree } from "./inline-tree.ts";
import { sectionsOf, type Item, type List, type Section } from "./sections.ts";

/** A letter at a `~` may be written as a reference, as one at a `*`: an underscore behind it is not within a word then. */
const asAtStar = (character: string): string => (character === "~" ? "*" : character);
const text: Handle = (node, parent, state, info) =>
  defaultHandlers.text(node as Text, parent, state, { ...info, before: asAtStar(info.before), after: asAtStar(info.after) });

/**
 * An article as Markdown (https://spec.commonmark.org, with `~~` for struck text), which `importMarkdown` reads back. What Markdown has
 * no sign for stands there as HTML: underlined, raised and lowered text, isolated runs, languages of runs, and blocks that somebody turned (EX5, EX6).
 */
export function markdown(article: Node): string {
  const { text: blocks, footnotes, others, numbers } = partFootnotes(article.children);
  const [headline, ...body] = numberedReferences(blocks, numbers);
  const title = inline(headline!);
  const children: RootContent[] = [
    ...(title.length > 0 ? turned(headline!, { type: "heading", depth: 1, children: title }) : []),
    ...sectionsOf([...body, ...numberedReferences(others, numbers)]).flatMap(section),
    ...footnotes.map(({ number, blocks: own }): FootnoteDefinition => ({
      type: "footnoteDefinition",
      identifier: String(number),
      label: String(number),
      children: numberedReferences(own, numbers).flatMap(paragraph),
    })),
  ];
  return toMarkdown(
    { type: "root", children },
    {
      bullet: "-",
      rule: "-",
      resourceLink: true,
      listItemIndent: "one",
      handlers: { text },
      extensions: [gfmStrikethroughToMarkdown(), gfmFootnoteToMarkdown()],
    },
  );
}

/** The same blocks with the numbers of footnotes for their IDs: Markdown names a footnote by what a reader may see. */
function numberedReferences(blocks: readonly Node[], numbers: ReadonlyMap<string, number>): Node[] {
  return blocks.map((block) => {
    if (referencesIn(block, 0).length === 0) return block;
    const content = block.children.map((node) => {
      const number = numbers.get(referenceOf(node) ?? "");
      return number === undefined ? node : referenceTo(String(number)).mark(node.marks);
    });
    return block.copy(Fragment.fromArray(content));
  });
}

function section(part: Section): BlockContent[] {
  if (part.type === "list") return [list(part)];
  if (part.type === "quote") return [{ type: "blockquote", children: part.blocks.flatMap(paragraph) }];
  const { block } = part;
  switch (block.type.name) {
    case "heading":
      return turned(block, { type: "heading", depth: (levelOf(block) + 1) as 2 | 3 | 4, children: inline(block) });
    case "figure":
      return figure(block);
    case "divider":
      return [{ type: "thematicBreak" }, ...(block.content.size > 0 ? paragraph(block) : [])];
    default:
      return paragraph(block);
  }
}

const paragraph = (block: Node): BlockContent[] => turned(block, { type: "paragraph", children: inline(block) });

/** A block between the tags that turn it, where somebody did. */
function turned(block: Node, content: BlockContent): BlockContent[] {
  const dir = directionOf(block.attrs["dir"]);
  return dir === null ? [content] : [html(`<div dir="${dir}">`), content, html("</div>")];
}

const list = ({ isNumbered, items }: List): BlockContent => ({
  type: "list",
  ordered: isNumbered,
  spread: false,
  children: items.map(item),
});

const item = ({ block, lists }: Item): ListItem => ({
  type: "listItem",
  spread: false,
  children: [...(block ? paragraph(block) : []), ...lists.map(list)],
});

/** Caption and credit are the picture's title. */
function figure(block: Node): BlockContent[] {
  const { src, alt, credit } = block.attrs as Record<string, unknown>;
  const url = safeImage(src);
  const caption = block.textBetween(0, block.content.size, "", " ");
  const title = [caption, credit].filter((part) => typeof part === "string" && part !== "").join(" — ");
  if (url === null) return title === "" ? [] : [{ type: "paragraph", children: [{ type: "text", value: isolateControls(title) }] }];
  const image = {
    type: "image",
    url,
    alt: typeof alt === "string" ? isolateControls(alt) : "",
    title: isolateControls(title) || null,
  } as const;
  return [{ type: "paragraph", children: [image] }];
}

function inline(block: Node): PhrasingContent[] {
  const controls = new LineControls();
  // A heading is one line of Markdown.
  const isLine = block.type.name === "heading" || block.type.name === "headline";
  const content = written(inlineTree(block.content), controls, isLine ? html("<br>") : { type: "break" });
  const end = controls.end();
  return end === "" ? content : [...content, { type: "text", value: end }];
}

/**
 * @param controls of the line that goes through all of these: an isolate may begin in one element and end in another
 * @param lineBreak what stands for one
 */
function written(trees: readonly InlineTree[], controls: LineControls, lineBreak: PhrasingContent): PhrasingContent[] {
  return trees.flatMap((tree): PhrasingContent[] => {
    if (tree.type === "text") return [{ type: "text", value: controls.next(tree.text) }];
    if (tree.type === "break") {
      const end = controls.end();
      return [...(end === "" ? [] : [{ type: "text", value: end } as const]), lineBreak];
    }
    if (tree.type === "reference") return [{ type: "footnoteReference", identifier: tree.id, label: tree.id }];
    return marked(tree.mark, tree.children, controls, lineBreak);
  });
}

function marked(
  { type, attrs }: Mark,
  trees: readonly InlineTree[],
  controls: LineControls,
  lineBreak: PhrasingContent,
): PhrasingContent[] {
  if (type.name === "code") return [{ type: "inlineCode", value: controls.next(textOf(trees)) }];
  const children = written(trees, controls, lineBreak);
  switch (type.name) {
    case "link":
      return [{ type: "link", url: outerUrl(attrs["value"])!, children }];
    case "bold":
      return [{ type: "strong", children }];
    case "italic":
      return [{ type: "emphasis", children }];
    case "strike":
      return [{ type: "delete", children }];
    case "underline":
      return [html("<u>"), ...children, html("</u>")];
    case "script": {
      const tag = scriptTag(attrs["value"])!;
      return [html(`<${tag}>`), ...children, html(`</${tag}>`)];
    }
    case "dir":
      return [html(`<bdi dir="${directionOf(attrs["value"]) ?? "auto"}">`), ...children, html("</bdi>")];
    case "lang":
      return [html(`<span lang="${runLanguageOf(attrs["value"])!}">`), ...children, html("</span>")];
    default:
      return children;
  }
}

const textOf = (trees: readonly InlineTree[]): string =>
  trees
    .map((tree) => (tree.type === "text" ? tree.text : tree.type === "mark" ? textOf(tree.children) : tree.type === "break" ? " " : ""))
    .join("");

const html = (value: string): Html => ({ type: "html", value });
