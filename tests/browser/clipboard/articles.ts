/** Random articles with everything in them that an article may hold. */
import * as prng from "lib0/prng";
import type { Mark, Node } from "prosemirror-model";
import { schema } from "../../../shared/article/model/schema.ts";

const PIECES = [
  "نامه", "می\u200Cرسد", "ک\u200D", " ", "  ", "\t", "\u00A0", "\u00A0\u00A0", "\u200F", "\u200E", "\u2067iOS\u2069", "👨‍👩‍👧", "𐤀", "Latin words", "۱۲٫۵", "<b>&amp;\"'", "کُشتی", "\u200B", "- ", "| ", "https://a.example",
];
const LINKS = ["https://a.example/b?c=1&d=%DB%B1#e", "mailto:sara@example.org", "/rel/path", "http://مثال.ایران"];
const PICTURES = [null, "https://a.example/1.png", `picture:image/png;1x1;sha256-${"0123456789abcdef".repeat(4)}`, "/local.jpg"];

type Gen = prng.PRNG;
const maybe = <T>(gen: Gen, value: T): T | null => (prng.bool(gen) ? value : null);

function marks(gen: Gen): Mark[] {
  const chosen = ["bold", "italic", "underline", "strike", "code"].filter(() => prng.int31(gen, 0, 4) === 0).map((name) => schema.mark(name));
  if (prng.int31(gen, 0, 4) === 0) chosen.push(schema.mark("link", { value: prng.oneOf(gen, LINKS) }));
  if (prng.int31(gen, 0, 5) === 0) chosen.push(schema.mark("script", { value: prng.oneOf(gen, ["super", "sub"]) }));
  if (prng.int31(gen, 0, 5) === 0) chosen.push(schema.mark("lang", { value: prng.oneOf(gen, ["ar", "he", "en", "fr-CA", "zh-Hant"]) }));
  if (prng.int31(gen, 0, 5) === 0) chosen.push(schema.mark("dir", { value: prng.oneOf(gen, ["rtl", "ltr"]) }));
  return chosen;
}

function inline(gen: Gen): Node[] {
  return Array.from({ length: prng.int31(gen, 0, 6) }, () => {
    const kind = prng.int31(gen, 0, 9);
    if (kind === 0) return schema.node("line_break", null, undefined, marks(gen));
    if (kind === 1) return schema.node("atom", { value: prng.oneOf<unknown>(gen, [{ note: "«»<" }, 3, "متن", [true, null]]) }, undefined, marks(gen));
    return schema.text(Array.from({ length: prng.int31(gen, 1, 4) }, () => prng.oneOf(gen, PIECES)).join(""), marks(gen));
  });
}

function block(gen: Gen): Node {
  const dir = prng.oneOf(gen, [null, null, "rtl", "ltr"]);
  const kind = prng.oneOf(gen, ["paragraph", "paragraph", "lead", "heading", "quote", "item", "item", "item", "figure", "divider"]);
  const content = kind === "divider" && prng.bool(gen) ? [] : inline(gen);
  switch (kind) {
    case "paragraph":
      return schema.node(kind, { dir, kind: prng.int31(gen, 0, 6) === 0 ? "verse" : null, level: prng.int31(gen, 0, 6) === 0 ? 2 : null }, content);
    case "heading":
      return schema.node(kind, { dir, level: prng.oneOf(gen, [null, 1, 2, 3, 7]) }, content);
    case "item":
      return schema.node(kind, { dir, list: prng.oneOf(gen, ["bullet", "number", null, "odd"]), indent: prng.oneOf(gen, [null, 0, 1, 2, 3, 8, 12]) }, content);
    case "figure":
      return schema.node(kind, { dir, src: prng.oneOf(gen, PICTURES), alt: maybe(gen, "برگ <و> باد"), credit: maybe(gen, "عکس: رها") }, content);
    default:
      return schema.node(kind, { dir }, content);
  }
}

export function randomArticle(gen: Gen): Node {
  const headline = schema.node("headline", { dir: prng.oneOf(gen, [null, "ltr"]) }, inline(gen));
  return schema.node("doc", null, [headline, ...Array.from({ length: prng.int31(gen, 1, 8) }, () => block(gen))]);
}
