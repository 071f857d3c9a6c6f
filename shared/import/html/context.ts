import type { Mark } from "prosemirror-model";
import type { Script } from "../../article/commands/commands.ts";
import type { ListStyle } from "../../article/model/names.ts";
import { runLanguageOf } from "../../article/model/language.ts";
import { directionOf, outerUrl, safeUrl, schema } from "../../article/model/schema.ts";
import { detectDirection, type Direction } from "../../text/direction.ts";
import { readSaidLanguage, type SaidLanguage } from "../said-language.ts";
import type { PageElement } from "./page.ts";
import type { Styles } from "./styles.ts";

/** The kind of block that text becomes. */
export interface Place {
  readonly type: string;
  readonly attrs: Readonly<Record<string, unknown>>;
}

/** One block, although elements within it would each be one: an item, a caption, the row of a table. */
export interface Owner {
  /** What stands between two of them. */
  readonly join: "break" | "space";
}

/** What holds at one place of a page: the block that text there belongs to, its marks, its white space, its direction. */
export interface Context {
  readonly place: Place;
  readonly marks: readonly Mark[];
  /** How white space is read: folded, kept, or folded within lines. */
  readonly white: "normal" | "pre" | "line";
  /** Tahrir's own text, read to the letter. */
  readonly exact: boolean;
  /** Text outside any block element. */
  readonly loose: boolean;
  /** No-break spaces here are filling. */
  readonly filler: boolean;
  /** The direction said for this place; `chosen` when said for this very paragraph. */
  readonly dir: Direction | null;
  readonly chosen: boolean;
  /** Programs write this direction mark by default: it means nothing where the block has that direction. */
  readonly softDir: boolean;
  /** The language said for this place, by an element within the page. */
  readonly lang: SaidLanguage | null;
  readonly list: { readonly style: ListStyle; readonly depth: number } | null;
  readonly owner: Owner | null;
  /** All text here becomes part of the owner's block, whatever element it stands in. */
  readonly flat: boolean;
}

/** The block of text that is in no other. */
export const PARAGRAPH: Place = { type: "paragraph", attrs: {} };

/** What holds around a page. */
export const OUTSIDE: Context = {
  place: PARAGRAPH,
  marks: [],
  white: "normal",
  exact: false,
  loose: true,
  filler: false,
  dir: null,
  chosen: false,
  softDir: false,
  lang: null,
  list: null,
  owner: null,
  flat: false,
};

const MARKS: Readonly<Record<string, string>> = {
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  dfn: "italic",
  var: "italic",
  u: "underline",
  s: "strike",
  strike: "strike",
  del: "strike",
  code: "code",
  kbd: "code",
  samp: "code",
  tt: "code",
  pre: "code",
};

const SCRIPTS: Readonly<Record<string, Script>> = { sup: "super", super: "super", sub: "sub" };

/** Elements that are a paragraph by themselves, so that a direction on them was meant for it. */
const PARAGRAPHS = new Set(["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "pre", "td", "th", "caption", "figcaption"]);

const mark = (name: string, value: unknown = true): Mark => schema.mark(name, { value });
const add = (marks: readonly Mark[], name: string, value?: unknown): readonly Mark[] => mark(name, value).addToSet(marks);
const remove = (marks: readonly Mark[], name: string): readonly Mark[] => schema.marks[name]!.removeFromSet(marks);
const has = (marks: readonly Mark[], name: string): boolean => schema.marks[name]!.isInSet(marks) !== undefined;

/** What holds within `element`, beside what its own kind of block asks for. */
export function within(context: Context, element: PageElement, styles: Styles, block: boolean): Context {
  const marks = marksWithin(context, element, styles);
  if (context.exact && !block) return { ...context, marks };
  const dir = directionOfElement(element, styles);
  const inner: Context = {
    ...context,
    marks,
    white: whiteWithin(context, element, styles),
    filler: context.filler || isFiller(element, styles),
    lang: languageWithin(context, element, block),
  };
  if (!block) return isolated(inner, element, dir);
  return { ...inner, exact: false, loose: false, dir: dir ?? context.dir, chosen: dir !== null && PARAGRAPHS.has(element.localName) };
}

function marksWithin(context: Context, element: PageElement, styles: Styles): readonly Mark[] {
  let { marks } = context;
  const tag = element.localName;
  const name = MARKS[tag];
  if (tag === "a") {
    // A fragment or a relative path means nothing in an article.
    const href = (context.exact ? safeUrl : outerUrl)(element.getAttribute("href"));
    if (href !== null && !href.startsWith("#")) marks = add(context.exact ? marks : remove(marks, "underline"), "link", href);
  }
  const script = SCRIPTS[tag];
  if (script) marks = add(marks, "script", script);
  if (context.exact) {
    const lang = tag === "span" ? runLanguageOf(element.getAttribute("lang")) : null;
    if (lang !== null) return add(marks, "lang", lang);
    return tag === "bdi" ? isolate(marks, element) : name ? add(marks, name) : marks;
  }

  if (name && !(name === "underline" && has(marks, "link")) && !isUndone(element, styles)) marks = add(marks, name);
  const font = styles.value(element, "font");
  const weight = styles.value(element, "font-weight") || font;
  if (/\b(bold|bolder|[6-9]00|1000)\b/.test(weight)) marks = add(marks, "bold");
  else if (/^(normal|lighter|[1-5]\d\d)$/.test(weight)) marks = remove(marks, "bold");
  const slant = styles.value(element, "font-style") || font;
  if (/\b(italic|oblique)\b/.test(slant)) marks = add(marks, "italic");
  else if (slant === "normal") marks = remove(marks, "italic");
  const line = decoration(element, styles);
  if (line.includes("underline") && !has(marks, "link")) marks = add(marks, "underline");
  if (line.includes("line-through")) marks = add(marks, "strike");
  const raised = styles.value(element, "vertical-align");
  if (Object.hasOwn(SCRIPTS, raised)) marks = add(marks, "script", SCRIPTS[raised]);
  else if (raised === "baseline") marks = remove(marks, "script");
  return marks;
}

const decoration = (element: PageElement, styles: Styles): string =>
  styles.value(element, "text-decoration-line") || styles.value(element, "text-decoration");

/** `<u style="text-decoration: none">` underlines nothing. */
const isUndone = (element: PageElement, styles: Styles): boolean =>
  /^(u|s|strike|del)$/.test(element.localName) && decoration(element, styles).startsWith("none");

function whiteWithin(context: Context, element: PageElement, styles: Styles): Context["white"] {
  const declared = styles.value(element, "white-space");
  if (/^(pre|pre-wrap|break-spaces)$/.test(declared)) return "pre";
  if (declared === "pre-line") return "line";
  if (declared !== "") return declared === "inherit" ? context.white : "normal";
  return element.localName === "pre" ? "pre" : context.white;
}

/** Word fills tabs and runs of spaces with no-break spaces. */
const isFiller = (element: PageElement, styles: Styles): boolean =>
  styles.value(element, "mso-spacerun") !== "" || styles.value(element, "mso-tab-count") !== "";

function languageWithin({ lang }: Context, element: PageElement, block: boolean): SaidLanguage | null {
  const said = element.getAttribute("lang");
  if (said === null) return lang;
  const own = readSaidLanguage(said, !block);
  // What says again what is said around it says nothing of its own.
  return own !== null && own.tag === lang?.tag ? lang : own;
}

const directionOfElement = (element: PageElement, styles: Styles): Direction | null =>
  directionOf(element.getAttribute("dir")?.trim().toLowerCase()) ?? directionOf(styles.value(element, "direction"));

function isolated(context: Context, element: PageElement, dir: Direction | null): Context {
  const isAuto = element.getAttribute("dir")?.trim().toLowerCase() === "auto" && element.localName !== "a" && element.localName !== "code";
  if (element.localName === "bdi" || isAuto) return { ...context, marks: isolate(context.marks, element), softDir: false };
  if (dir === null) return context;
  return { ...context, marks: add(context.marks, "dir", dir), softDir: element.localName !== "bdo" };
}

/** A `bdi` that names no direction has that of its text. */
function isolate(marks: readonly Mark[], element: PageElement): readonly Mark[] {
  const dir = directionOf(element.getAttribute("dir")?.trim().toLowerCase()) ?? detectDirection(element.textContent);
  return add(marks, "dir", dir ?? "auto");
}
