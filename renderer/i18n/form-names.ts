/** Names of the forms of text and blocks, as people say them. */
import { scriptTag } from "../../shared/article/model/schema.ts";
import type { MessageKey } from "./catalogue.ts";
import { languageName } from "./language-name.ts";
import type { Text } from "./text.tsx";

const MARKS: Readonly<Record<string, MessageKey>> = {
  bold: "editor.bold",
  italic: "editor.italic",
  underline: "editor.underline",
  strike: "editor.strike",
  code: "suggestions.code",
  script: "suggestions.script",
  link: "editor.link",
  dir: "suggestions.direction",
};

const KINDS: Readonly<Record<string, MessageKey>> = {
  paragraph: "editor.kind.paragraph",
  headline: "editor.kind.headline",
  lead: "editor.kind.lead",
  heading1: "editor.kind.heading1",
  heading2: "editor.kind.heading2",
  heading3: "editor.kind.heading3",
  quote: "editor.kind.quote",
  item: "editor.kind.item",
  bulleted: "editor.bullets",
  numbered: "editor.numbers",
  figure: "editor.kind.figure",
  divider: "editor.kind.divider",
  footnote: "editor.kind.footnote",
};

const ATTRIBUTES: Readonly<Record<string, MessageKey>> = {
  indent: "suggestions.indent",
  list: "suggestions.list",
  dir: "suggestions.direction",
  lang: "editor.block.language",
  src: "editor.kind.figure",
  alt: "suggestions.alt",
  credit: "suggestions.credit",
};

const nameIn = (names: Readonly<Record<string, MessageKey>>, name: string, t: Text): string => {
  const key = Object.hasOwn(names, name) ? names[name] : undefined;
  return key === undefined ? name : t(key);
};

/** Of a mark on text, as the schema names it. @param value of the mark; null when it is taken away */
export function markName(name: string, value: unknown, t: Text): string {
  if (name === "lang") {
    const language = languageName(value, t);
    return language === null ? t("suggestions.language") : t("suggestions.language.named", { language });
  }
  const tag = name === "script" ? scriptTag(value) : null;
  return tag === null ? nameIn(MARKS, name, t) : t(tag === "sup" ? "editor.superscript" : "editor.subscript");
}
/** Of a kind of block; a heading with its level, `heading2`, an item with its list, `numbered`. */
export const kindName = (name: string, t: Text): string => nameIn(KINDS, name, t);
/** Of an attribute of a block whose values say nothing to a person. */
export const attributeName = (name: string, t: Text): string => nameIn(ATTRIBUTES, name, t);
