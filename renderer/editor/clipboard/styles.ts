/**
 * The style of a pasted page, as far as an article keeps any of it. Read from the source and not from the browser's style
 * objects: those forget what they do not know, as Word's `mso-*`, and are shut where a page's policy forbids inline style.
 */

type Declarations = ReadonlyMap<string, string>;

const NONE: Declarations = new Map();
/** One tag, one class, or both: what Word, LibreOffice and mail programs write. Anything else would have to be searched for. */
const SIMPLE = /^([a-z][a-z0-9]*)?(\.[\w-]+)?$/i;

export class Styles {
  readonly #rules = new Map<string, Map<string, string>>();
  readonly #known = new WeakMap<Element, Declarations>();

  /** @param sheets the text of the page's style elements */
  constructor(sheets: readonly string[] = []) {
    for (const sheet of sheets) this.#readSheet(sheet);
  }

  /** The value an element declares for a property, in lower case; "" when it declares none. */
  value(element: Element, property: string): string {
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
    let depth = 0;
    let selector = "";
    for (const [, before = "", brace] of sheet.replace(/\/\*[\s\S]*?\*\/|<!--|-->/g, "").matchAll(/([^{}]*)([{}])/g)) {
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

function declarationsOf(source: string): Declarations {
  const declarations = new Map<string, string>();
  for (const part of source.split(";")) {
    const colon = part.indexOf(":");
    if (colon > 0) declarations.set(part.slice(0, colon).trim().toLowerCase(), part.slice(colon + 1).replace(/!\s*important\s*$/i, "").trim().toLowerCase());
  }
  return declarations;
}
