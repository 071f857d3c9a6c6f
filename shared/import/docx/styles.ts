import type { Script } from "../../article/commands/marks.ts";
import { runLanguageOf } from "../../article/model/language.ts";
import { childOf, childrenOf, isOn, valueOf, type Xml } from "./xml-tree.ts";

/** What a paragraph is by its style. */
export type StyleKind =
  | { readonly kind: "headline" | "lead" | "quote" | "figure" | "caption" | "credit" | "divider" }
  | { readonly kind: "heading"; readonly level: number };

interface Style {
  readonly name: string;
  readonly basedOn: string | undefined;
  readonly paragraph: Xml | undefined;
  readonly letters: Xml | undefined;
}

/** Names by which word processors know styles, whatever they are called in their menus. */
const KINDS: Readonly<Record<string, StyleKind["kind"]>> = {
  title: "headline",
  subtitle: "lead",
  lead: "lead",
  quote: "quote",
  "intense quote": "quote",
  quotations: "quote",
  "block text": "quote",
  figure: "figure",
  caption: "caption",
  credit: "credit",
  "horizontal line": "divider",
};

/** Names of styles of letters that are a form of the article's. */
const FORMS: Readonly<Record<string, string>> = {
  strong: "bold",
  emphasis: "italic",
  "html code": "code",
  "source text": "code",
  "verbatim char": "code",
  code: "code",
};

const ISOLATE = "isolate";
const LINKS = ["hyperlink", "followedhyperlink", "internet link", "visited internet link"];
const MONOSPACED =
  /^(courier|consolas|menlo|monaco|lucida console|roboto mono|source code|liberation mono|dejavu sans mono|jetbrains mono)/i;

/** A style may be based on another, and that on another, in a circle, too. */
const MOST_STEPS = 20;

/** Styles of a document: a block is what its style is called, or what that is based on. Rule DX3. */
export class Styles {
  readonly #styles = new Map<string, Style>();
  readonly #standard: string | undefined;
  /** What is said of every paragraph. */
  readonly #defaults: Xml | undefined;
  /** The languages of all letters. */
  readonly #languages: Xml | undefined;

  constructor(part: Xml | null) {
    const defaults = childOf(part ?? undefined, "w:docDefaults");
    this.#defaults = childOf(childOf(defaults, "w:pPrDefault"), "w:pPr");
    this.#languages = childOf(childOf(childOf(defaults, "w:rPrDefault"), "w:rPr"), "w:lang");
    for (const xml of childrenOf(part ?? undefined, "w:style")) {
      const id = xml.attributes["w:styleId"];
      if (id === undefined) continue;
      const { "w:type": type, "w:default": isDefault = "0" } = xml.attributes;
      if (type === "paragraph" && ["1", "true", "on"].includes(isDefault)) this.#standard ??= id;
      this.#styles.set(id, {
        name: (valueOf(xml, "w:name") ?? id).toLowerCase(),
        basedOn: valueOf(xml, "w:basedOn"),
        paragraph: childOf(xml, "w:pPr"),
        letters: childOf(xml, "w:rPr"),
      });
    }
  }

  /** The style with this ID, and those that it is based on, nearest first. */
  #chain(id: string | undefined): Style[] {
    const chain: Style[] = [];
    for (let next = id; next !== undefined && chain.length < MOST_STEPS;) {
      const style: Style | undefined = this.#styles.get(next);
      if (!style) break;
      chain.push(style);
      next = style.basedOn;
    }
    return chain;
  }

  /** What the style of a paragraph makes it; null for plain text. @param properties its `w:pPr` */
  kindOf(properties: Xml | undefined): StyleKind | null {
    const chain = this.#chain(valueOf(properties, "w:pStyle"));
    for (const { name } of chain) {
      const kind = Object.hasOwn(KINDS, name) ? KINDS[name]! : null;
      if (kind !== null && kind !== "heading") return { kind };
      const level = /^heading (\d)$/.exec(name)?.[1];
      if (level !== undefined) return { kind: "heading", level: Number(level) };
    }
    const levels = [properties, ...chain.map(({ paragraph }) => paragraph)].flatMap((one) => valueOf(one, "w:outlineLvl") ?? []);
    const level = Number(levels[0] ?? 9);
    return level >= 0 && level < 9 ? { kind: "heading", level: level + 1 } : null;
  }

  /** A property of a paragraph, as it says itself or its style does. */
  paragraphProperty(properties: Xml | undefined, name: string): Xml | undefined {
    const id = valueOf(properties, "w:pStyle") ?? this.#standard;
    return [properties, ...this.#chain(id).map(({ paragraph }) => paragraph), this.#defaults]
      .map((one) => childOf(one, name))
      .find((one) => one);
  }

  /** The list that a style of lists is about. */
  listOf(id: string): string | undefined {
    return valueOf(childOf(this.#styles.get(id)?.paragraph, "w:numPr"), "w:numId");
  }

  /** How deep the items of a paragraph's style stand, for which Word has a list of one level each: `List Bullet 3`. */
  depthOf(properties: Xml | undefined): number {
    const names = this.#chain(valueOf(properties, "w:pStyle")).map(({ name }) => /^list (?:bullet|number) ([2-5])$/.exec(name)?.[1]);
    return Number(names.find((one) => one !== undefined) ?? 1) - 1;
  }

  /** Whether a paragraph runs right to left; null where nothing says it. */
  isRightToLeft(properties: Xml | undefined): boolean | null {
    const bidi = this.paragraphProperty(properties, "w:bidi");
    return bidi ? !["0", "false", "off"].includes(bidi.attributes["w:val"] ?? "1") : null;
  }

  /** Whether a run holds a control of an isolate that Tahrir wrote. */
  isIsolate = (properties: Xml | undefined): boolean => this.#chain(valueOf(properties, "w:rStyle"))[0]?.name === ISOLATE;

  /**
   * The forms of letters that a run says: what it says itself, or its style does. What a style of links looks like is no form.
   * @param isComplex whether its letters are of a script for which word processors have properties of their own
   */
  formsOf(properties: Xml | undefined, isComplex: boolean): Record<string, true | string> {
    const chain = this.#chain(valueOf(properties, "w:rStyle"));
    const isLink = chain.some(({ name }) => LINKS.includes(name));
    const sources = [properties, ...(isLink ? [] : chain.map(({ letters }) => letters))];
    const said = (name: string): boolean | undefined => sources.map((source) => isOn(source, name)).find((one) => one !== undefined);
    const either = (plain: string, complex: string): boolean => {
      const [first, second] = isComplex ? [said(complex), said(plain)] : [said(plain), said(complex)];
      return first ?? second ?? false;
    };
    const named = chain.map(({ name }) => (Object.hasOwn(FORMS, name) ? FORMS[name] : undefined));
    const fonts = sources.flatMap((source) => Object.entries(childOf(source, "w:rFonts")?.attributes ?? {}));
    const isMonospaced = fonts.some(([name, value]) => name !== "w:hint" && MONOSPACED.test(value));
    const has: Readonly<Record<string, boolean>> = {
      bold: either("w:b", "w:bCs") || (named.includes("bold") && isOn(properties, "w:b") !== false),
      italic: either("w:i", "w:iCs") || (named.includes("italic") && isOn(properties, "w:i") !== false),
      underline: said("w:u") ?? false,
      strike: (said("w:strike") ?? false) || (said("w:dstrike") ?? false),
      code: named.includes("code") || isMonospaced,
    };
    const align = sources.map((source) => valueOf(source, "w:vertAlign")).find((one) => one !== undefined);
    const lang = runLanguageIn(properties);
    const script: Script | null = align === "superscript" ? "super" : align === "subscript" ? "sub" : null;
    return Object.fromEntries([
      ...Object.entries(has).flatMap(([name, on]) => (on ? [[name, true] as const] : [])),
      ...(script === null ? [] : [["script", script] as const]),
      ...(lang === null ? [] : [["lang", lang] as const]),
    ]);
  }

  /** Whether a run has a style of its own. */
  hasStyle = (properties: Xml | undefined): boolean => valueOf(properties, "w:rStyle") !== undefined;

  /** Whether a run is hidden. */
  isHidden = (properties: Xml | undefined): boolean =>
    [properties, ...this.#chain(valueOf(properties, "w:rStyle")).map(({ letters }) => letters)]
      .map((one) => isOn(one, "w:vanish"))
      .find((one) => one !== undefined) ?? false;

  /**
   * The language that a run says for its letters, as BCP 47, where it is not that of all the document.
   * @param isRtl whether they run right to left
   */
  languageOf(properties: Xml | undefined, isRtl: boolean): string | null {
    const name = isRtl ? "w:bidi" : "w:val";
    const said = childOf(properties, "w:lang")?.attributes[name];
    return said === undefined || said === this.#languages?.attributes[name] ? null : said;
  }
}

/** The language that a run says for all scripts alike, as a person does and no keyboard; null where it says none so. */
export function runLanguageIn(properties: Xml | undefined): string | null {
  const { "w:val": ltr, "w:eastAsia": eastAsian, "w:bidi": rtl } = childOf(properties, "w:lang")?.attributes ?? {};
  return ltr === rtl && ltr === eastAsian ? runLanguageOf(ltr) : null;
}
