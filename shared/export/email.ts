import type { Element, ElementContent } from "hast";
import { toHtml } from "hast-util-to-html";
import type { Node } from "prosemirror-model";
import { baseDirectionOf, type ArticleLanguage } from "../article/model/language.ts";
import { directionOf } from "../article/model/schema.ts";
import type { Direction } from "../text/direction.ts";
import { digitsOf } from "../text/digits.ts";
import { element, articleContent } from "./html.ts";

const FONT = "font-family:Vazirmatn,Tahoma,Arial,sans-serif;font-size:12pt;line-height:1.8;color:#000000";

/** Blocks by their tags: the tag that programs for e-mail know, and how it looks. */
const BLOCKS: Readonly<Record<string, { readonly tag: string; readonly style: string }>> = {
  header: { tag: "div", style: "" },
  h1: { tag: "h1", style: "font-size:20pt;line-height:1.4;margin:0 0 12pt 0" },
  h2: { tag: "h2", style: "font-size:16pt;line-height:1.4;margin:16pt 0 6pt 0" },
  h3: { tag: "h3", style: "font-size:14pt;line-height:1.4;margin:14pt 0 6pt 0" },
  h4: { tag: "h4", style: "font-size:12pt;line-height:1.4;margin:12pt 0 6pt 0" },
  p: { tag: "p", style: "margin:0 0 10pt 0" },
  blockquote: { tag: "blockquote", style: "margin:0 24pt 10pt 24pt;color:#444444" },
  ul: { tag: "ul", style: "margin:0 0 10pt 0" },
  ol: { tag: "ol", style: "margin:0 0 10pt 0" },
  li: { tag: "li", style: "margin:0" },
  figure: { tag: "div", style: "margin:0 0 10pt 0" },
  figcaption: { tag: "p", style: "margin:4pt 0 10pt 0;font-size:10pt;color:#444444" },
};

/**
 * An article as HTML to be pasted into a message: programs for e-mail keep no style sheet, some know neither `figure` nor `bdi`, and
 * each block loses what it would inherit, so that every block says its own direction, alignment and look (EX32).
 * @param article without what is only suggested in it, as `baseArticle` gives it
 */
export function emailHtml(article: Node, language: ArticleLanguage): string {
  const content = articleContent(article.children, language);
  const base = baseDirectionOf(language);
  const { listStyle } = digitsOf(language, false);
  const blocks = content.map((node) => mailed(node, base, listStyle));
  return toHtml(element("div", { lang: language, ...aligned(base, FONT) }, blocks));
}

const aligned = (dir: Direction, style: string): Element["properties"] => {
  const align = dir === "rtl" ? "right" : "left";
  return { dir, align, style: `direction:${dir};text-align:${align};${style}` };
};

function mailed(node: ElementContent, around: Direction, listStyle: string): ElementContent {
  if (node.type !== "element") return node;
  const { tagName, properties } = node;
  const dir = directionOf(properties["dir"]) ?? around;
  const block = BLOCKS[tagName];
  const children = node.children.map((child) => mailed(child, block ? dir : around, listStyle));
  if (block) {
    const style = tagName === "ol" && listStyle !== "decimal" ? `list-style-type:${listStyle};${block.style}` : block.style;
    return element(block.tag, { ...properties, ...aligned(dir, style) }, children);
  }
  if (tagName === "bdi") return element("span", { ...properties, style: "unicode-bidi:isolate" }, children);
  return tagName === "img" ? element("img", { ...properties, style: "max-width:100%;height:auto" }, []) : { ...node, children };
}
