/** The properties that are read; all others are skipped. */
const PROPERTIES = [
  "direction",
  "display",
  "font",
  "font-style",
  "font-weight",
  "height",
  "mso-element",
  "mso-hide",
  "mso-list",
  "mso-spacerun",
  "mso-special-character",
  "mso-tab-count",
  "text-decoration",
  "text-decoration-line",
  "visibility",
  "white-space",
  "vertical-align",
  "width",
] as const;
export type Property = (typeof PROPERTIES)[number];
const ASKED: ReadonlySet<string> = new Set(PROPERTIES);

type Declarations = ReadonlyMap<string, string>;

const NONE: Declarations = new Map();
/** One tag, one class, or both: what Word, LibreOffice and mail programs write. Anything else would have to be searched for. */
const SIMPLE = /^([a-z][a-z0-9]*)?(\.[\w-]+)?$/i;

/**
 * The style of a pasted page, as far as an article keeps any of it. Read from the source and not from the browser's style
 * objects: those forget what they do not know, as Word's `mso-*`, and are empty where a page's policy forbids inline style.
 */
export class Styles {
  readonly #rules = new Map<string, Map<string, string>>();
  readonly #known = new WeakMap<Element, Declarations>();

  /** @param sheets the text of the page's style elements */
  constructor(sheets: readonly string[] = []) {
    for (const sheet of sheets) this.#readSheet(sheet);
  }

  /** The value an element declares for a property, in lower case; "" when it declares none. */
  value(element: Element, property: Property): string {
    const own = this.#own(element).get(property);
    if (own !== undefined || this.#rules.size === 0) return own ?? "";
    const tag = element.localName;
    for (const name of element.classList) {
      const found = this.#rules.get(`${tag}.${name}`)?.get(property) ?? this.#rules.get(`.${name}`)?.get(property);
      if (found !== undefined) return found;
    }
    return this.#rules.get(tag)?.get(property) ?? "";
  }

  #own(element: Element): Declarations {
    const source = element.getAttribute("style");
    if (source === null) return NONE;
    let known = this.#known.get(element);
    if (!known) this.#known.set(element, (known = declarationsOf(source)));
    return known;
  }

  /** Rules inside of others (media, print) are left out. */
  #readSheet(sheet: string): void {
    const text = withoutComments(sheet);
    let depth = 0;
    let selector = "";
    let start = 0;
    for (const { 0: brace, index } of text.matchAll(/[{}]/g)) {
      const before = text.slice(start, index);
      start = index + 1;
      if (brace === "{") {
        if (depth === 0) selector = before;
        depth += 1;
      } else {
        if (depth === 1) this.#addRule(selector, before);
        depth = Math.max(0, depth - 1);
        if (depth > 0) selector = "";
      }
    }
  }

  #addRule(selectors: string, body: string): void {
    const declared = declarationsOf(body);
    if (declared.size === 0) return;
    for (const selector of selectors.split(",")) {
      const [, tag = "", name = ""] = SIMPLE.exec(selector.trim()) ?? [];
      const key = tag.toLowerCase() + name;
      if (key === "") continue;
      const rule = this.#rules.get(key) ?? new Map<string, string>();
      for (const [property, value] of declared) rule.set(property, value);
      this.#rules.set(key, rule);
    }
  }
}

/** One that is not closed goes on to the end. */
function withoutComments(sheet: string): string {
  let text = "";
  let at = 0;
  for (let start = sheet.indexOf("/*"); start !== -1; start = sheet.indexOf("/*", at)) {
    text += sheet.slice(at, start);
    const end = sheet.indexOf("*/", start + 2);
    at = end === -1 ? sheet.length : end + 2;
  }
  return (text + sheet.slice(at)).replaceAll("<!--", "").replaceAll("-->", "");
}

function declarationsOf(source: string): Declarations {
  const declarations = new Map<string, string>();
  for (const part of source.split(";")) {
    const colon = part.indexOf(":");
    const property = part.slice(0, colon).trim().toLowerCase();
    if (ASKED.has(property))
      declarations.set(
        property,
        part
          .slice(colon + 1)
          .replace(/!\s*important\s*$/i, "")
          .trim()
          .toLowerCase(),
      );
  }
  return declarations;
}
