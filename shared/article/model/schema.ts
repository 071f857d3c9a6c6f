import { Schema, type AttributeSpec, type DOMOutputSpec, type MarkSpec, type Node, type NodeSpec } from "prosemirror-model";
import { isolateControls } from "../../text/bidi-controls.ts";
import { footnoteId, footnoteIdOfValue } from "./footnote-id.ts";
import { articleLanguageOf, runLanguageOf } from "./language.ts";
import { BLOCK_KINDS, LINE_BREAK, MAX_INDENT, MAX_LEVEL, type BlockAttribute, type BlockKind } from "./names.ts";

/** What `parseDOM` needs of an element, so that this file needs no DOM types. */
interface Element {
  getAttribute(name: string): string | null;
}

/** Attributes of every block node: those of AM2 but `kind`, which is the node type. */
export const NODE_ATTRIBUTES = [
  "level",
  "list",
  "indent",
  "dir",
  "lang",
  "src",
  "alt",
  "credit",
  "footnote",
] as const satisfies readonly BlockAttribute[];

const blockAttrs: Record<string, AttributeSpec> = Object.fromEntries(NODE_ATTRIBUTES.map((name) => [name, { default: null }]));

/** Heading level as drawn: 1 to 3. */
export const levelOf = (node: Node): number => clamp(node.attrs["level"], 1, MAX_LEVEL);
/** List level as drawn: 0 to 8. */
export const indentOf = (node: Node): number => indentFrom(node.attrs["indent"]);
/** The level that an attribute says, from 0 on, whatever it holds. */
export const indentFrom = (value: unknown): number => clamp(value, 0, MAX_INDENT);
/** "number" or "bullet", whatever the attribute holds. */
export const listOf = (node: Node): "number" | "bullet" => (node.attrs["list"] === "number" ? "number" : "bullet");

function clamp(value: unknown, min: number, max: number): number {
  return typeof value === "number" && Number.isFinite(value) ? Math.min(max, Math.max(min, Math.trunc(value))) : min;
}

/** "rtl" or "ltr" when the value is one of them, else null: the article's own direction. */
export function directionOf(value: unknown): "rtl" | "ltr" | null {
  return value === "rtl" || value === "ltr" ? value : null;
}

/** A link or image address that may be followed: http, https, mailto or a plain path; null for all else. */
export function safeUrl(value: unknown, schemes = /^(https?|mailto):/i): string | null {
  if (typeof value !== "string") return null;
  const url = value.trim();
  return schemes.test(url) || (url !== "" && !/^[^/?#]*:/.test(url)) ? url : null;
}

/** An address that leads out of the program: http, https or mailto, whole. Any other is one of the page that it is drawn in. */
export const outerUrl = (value: unknown): string | null => {
  const url = safeUrl(value);
  return url !== null && /^(https?:\/\/[^/?#\s\\]|mailto:\S)/i.test(url) ? url : null;
};

/** An address an image may be loaded from: http(s), or an image held in the article itself. */
export const safeImage = (value: unknown): string | null => safeUrl(value, /^(https?:|data:image\/(png|jpeg|gif|webp|avif);base64,)/i);

/** An image that the article itself holds; null for all else. */
export const heldImage = (value: unknown): string | null =>
  typeof value === "string" && /^data:image\/(png|jpeg|gif|webp|avif);base64,/i.test(value) ? value : null;

/** DOM attribute of a block whose `dir` is not said of it, but drawn as its text runs. */
export const FOLLOWS_TEXT = "data-follows-text";

/** DOM attribute of a block for a language that was said of it; `lang` alone may be what its letters tell. */
const SAID_LANGUAGE = "data-lang";

const readDirection = (element: Element): "rtl" | "ltr" | null =>
  element.getAttribute(FOLLOWS_TEXT) === null ? directionOf(element.getAttribute("dir")) : null;

/** DOM attributes of a block; `data-*` carry what the tag alone does not say, for copy and paste within Tahrir. */
function domAttrs(node: Node, extra: Record<string, string> = {}): Record<string, string> {
  const attrs: Record<string, string> = { "data-kind": node.type.name, ...extra };
  const dir = directionOf(node.attrs["dir"]);
  if (dir) attrs["dir"] = dir;
  const lang = articleLanguageOf(node.attrs["lang"]);
  if (lang) Object.assign(attrs, { lang, [SAID_LANGUAGE]: lang });
  return attrs;
}

function readAttrs(element: Element): Record<string, unknown> {
  const number = (name: string) => {
    const value = element.getAttribute(name);
    return value !== null && /^\d+$/.test(value) ? Number(value) : null;
  };
  return {
    dir: readDirection(element),
    lang: articleLanguageOf(element.getAttribute(SAID_LANGUAGE)),
    level: number("data-level"),
    list: element.getAttribute("data-list"),
    indent: number("data-indent"),
    src: element.getAttribute("data-src"),
    alt: element.getAttribute("data-alt"),
    credit: element.getAttribute("data-credit"),
    footnote: element.getAttribute("data-footnote"),
  };
}

function block(toDOM: (node: Node) => DOMOutputSpec, tags: readonly string[], spec: Partial<NodeSpec> = {}): NodeSpec {
  return {
    group: "block",
    content: "inline*",
    attrs: blockAttrs,
    parseDOM: tags.map((tag) => ({ tag, getAttrs: (element: Element) => readAttrs(element) })),
    toDOM,
    ...spec,
  };
}

const kinds: Record<BlockKind, NodeSpec> = {
  lead: block((node) => ["p", domAttrs(node, { class: "lead" }), 0], ["p[data-kind=lead]"]),
  heading: block((node) => [`h${levelOf(node) + 1}`, domAttrs(node, { "data-level": String(levelOf(node)) }), 0], ["[data-kind=heading]"], {
    defining: true,
    parseDOM: [
      { tag: "[data-kind=heading]", getAttrs: (element: Element) => readAttrs(element) },
      ...[1, 2, 3, 4, 5, 6].map((n) => ({
        tag: `h${n}`,
        getAttrs: (element: Element) => ({ ...readAttrs(element), level: Math.min(MAX_LEVEL, Math.max(1, n - 1)) }),
      })),
    ],
  }),
  quote: block((node) => ["blockquote", domAttrs(node), 0], ["blockquote[data-kind=quote]"], { defining: true }),
  item: block(
    (node) => ["p", domAttrs(node, { class: "item", "data-list": listOf(node), "data-indent": String(indentOf(node)) }), 0],
    ["p[data-kind=item]"],
    { defining: true },
  ),
  figure: block(
    (node) => {
      const attrs: Record<string, string> = {};
      for (const name of ["src", "alt", "credit"]) {
        if (typeof node.attrs[name] === "string") attrs[`data-${name}`] = node.attrs[name];
      }
      return ["figure", domAttrs(node, attrs), ["figcaption", 0]];
    },
    ["figure[data-kind=figure]"],
    { defining: true },
  ),
  divider: block((node) => ["div", domAttrs(node, { class: "divider" }), 0], ["div[data-kind=divider]", "hr"]),
  footnote: block(
    (node) => {
      const id = footnoteId(node.attrs["footnote"]);
      return ["p", domAttrs(node, { class: "footnote", role: "doc-footnote", ...(id !== null && { "data-footnote": id }) }), 0];
    },
    ["p[data-kind=footnote]"],
    { defining: true },
  ),
};

function flag(tag: string, parseDOM: MarkSpec["parseDOM"]): MarkSpec {
  return { attrs: { value: { default: true } }, parseDOM: parseDOM!, toDOM: () => [tag, 0] };
}

/** The element of text that is raised or lowered; null when the value says neither. */
export const scriptTag = (value: unknown): "sup" | "sub" | null => (value === "super" ? "sup" : value === "sub" ? "sub" : null);

/**
 * Every mark keeps its raw CRDT value and may stand beside any other, so that marks and attributes are one to one. From the outside
 * in: what isolates letters is around what may be on a part of it, for isolates side by side stand in the order of the text around.
 */
const marks: Record<string, MarkSpec> = {
  dir: {
    attrs: { value: {} },
    // What is typed behind an isolate stands outside of it.
    inclusive: false,
    parseDOM: [{ tag: "bdi[dir]", getAttrs: (element: Element) => ({ value: element.getAttribute("dir") }) }],
    toDOM: (mark) => ["bdi", { dir: directionOf(mark.attrs["value"]) ?? "auto" }, 0],
  },
  link: {
    attrs: { value: {} },
    inclusive: false,
    parseDOM: [
      {
        tag: "a[href]",
        getAttrs: (element: Element) => (safeUrl(element.getAttribute("href")) ? { value: element.getAttribute("href") } : false),
      },
    ],
    toDOM: (mark) => {
      const href = outerUrl(mark.attrs["value"]);
      return ["a", href ? { href, target: "_blank", rel: "noopener noreferrer", title: isolateControls(href) } : {}, 0];
    },
  },
  code: flag("code", [{ tag: "code" }]),
  bold: flag("strong", [{ tag: "strong" }, { tag: "b" }, { style: "font-weight=bold" }, { style: "font-weight=700" }]),
  italic: flag("em", [{ tag: "em" }, { tag: "i" }, { style: "font-style=italic" }]),
  underline: flag("u", [{ tag: "u" }]),
  strike: flag("s", [{ tag: "s" }, { tag: "del" }, { tag: "strike" }]),
  script: {
    attrs: { value: {} },
    parseDOM: [
      { tag: "sup", attrs: { value: "super" } },
      { tag: "sub", attrs: { value: "sub" } },
    ],
    toDOM: (mark) => [scriptTag(mark.attrs["value"]) ?? "span", 0],
  },
  lang: {
    attrs: { value: {} },
    parseDOM: [
      {
        tag: "span[lang]",
        getAttrs: (element: Element) => {
          const value = runLanguageOf(element.getAttribute("lang"));
          return value !== null && { value };
        },
      },
    ],
    toDOM: (mark) => {
      const lang = runLanguageOf(mark.attrs["value"]);
      return ["span", lang === null ? {} : { lang }, 0];
    },
  },
};

/**
 * The ProseMirror schema, as flat as the text that it mirrors: `doc(headline, block*)`, one node type for each kind,
 * every one a textblock. Node attributes hold the raw CRDT values; a value out of range is clamped where it is drawn,
 * and never rewritten (AM6). No block is a leaf, so a position in block *i* is `flat index + i + 1` (AM4).
 */
export const schema = new Schema({
  nodes: {
    doc: { content: "headline block*" },
    paragraph: block((node) => ["p", domAttrs(node), 0], ["p"], {
      /** An unknown `kind` is drawn as a paragraph and kept (AM6). */
      attrs: { kind: { default: null }, ...blockAttrs },
    }),
    headline: {
      content: "inline*",
      attrs: { dir: { default: null } },
      defining: true,
      parseDOM: [{ tag: "h1[data-kind=headline]", getAttrs: (element: Element) => ({ dir: readDirection(element) }) }],
      toDOM: (node) => ["h1", domAttrs(node), 0],
    },
    ...kinds,
    text: { group: "inline" },
    line_break: {
      group: "inline",
      inline: true,
      selectable: false,
      linebreakReplacement: true,
      /** The character in the body: U+2028, or another line separator that another program wrote (AM7). */
      attrs: { char: { default: LINE_BREAK } },
      leafText: () => "\n",
      parseDOM: [{ tag: "br" }],
      toDOM: () => ["br"],
    },
    atom: {
      group: "inline",
      inline: true,
      atom: true,
      attrs: { value: { default: null } },
      toDOM: (node) =>
        footnoteIdOfValue(node.attrs["value"]) === null
          ? ["span", { class: "atom" }, "\u25A1"]
          : ["a", { class: "footnote-reference", role: "doc-noteref", href: "#" }],
    },
  },
  marks,
});

/** The node type a `kind` attribute is drawn as. */
export function nodeTypeOf(kind: unknown): string {
  return typeof kind === "string" && (BLOCK_KINDS as readonly string[]).includes(kind) ? kind : "paragraph";
}
