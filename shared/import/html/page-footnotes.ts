import { newFootnoteId } from "../../article/model/footnote-id.ts";
import { elementsIn, type PageElement } from "./page.ts";

/** How programs name the element of a footnote, of what their references lead to: Word and LibreOffice lead to a sign in it. */
const ELEMENTS: readonly (readonly [fragment: RegExp, id: string])[] = [
  [/^_(ftn|edn)(\d+)$/, "$1$2"],
  [/^(sdfootnote\d+|sdendnote\d+)sym$/, "$1"],
];

const fragmentOf = (link: PageElement): string => /^#(.+)$/.exec(link.getAttribute("href") ?? "")?.[1] ?? "";

const isReference = (link: PageElement): boolean =>
  link.getAttribute("role") === "doc-noteref" ||
  link.hasAttribute("data-footnote-ref") ||
  ELEMENTS.some(([fragment]) => fragment.test(fragmentOf(link)));

/** A way back from a footnote to its reference, as pages, Word and LibreOffice draw it. */
const isBacklink = (link: PageElement): boolean =>
  link.getAttribute("role") === "doc-backlink" ||
  link.hasAttribute("data-footnote-backref") ||
  /^(_(ftn|edn)ref\d+|sd(foot|end)note\d+anc)$/.test(fragmentOf(link));

/** The footnotes of a page: links that say they lead to one, and the elements that hold them (DX31). */
export class PageFootnotes {
  readonly #references = new Map<PageElement, string>();
  readonly #elements = new Map<PageElement, string>();

  constructor(body: PageElement) {
    const links = [...elementsIn(body)].filter((element) => element.localName === "a" && isReference(element));
    if (links.length === 0) return;
    const named = new Map<string, PageElement>();
    for (const element of elementsIn(body)) {
      const id = element.getAttribute("id");
      if (id !== null && !named.has(id)) named.set(id, element);
    }
    for (const link of links) {
      const element = named.get(elementName(fragmentOf(link)));
      if (!element) continue;
      const id = this.#elements.get(element) ?? newFootnoteId();
      this.#elements.set(element, id);
      this.#references.set(link, id);
    }
  }

  /** The ID of the footnote to which an element refers; null for any other element. */
  referredBy(element: PageElement): string | null {
    return this.#references.get(element) ?? null;
  }

  /** The ID of the footnote that an element holds; null for any other element. */
  heldBy(element: PageElement): string | null {
    return this.#elements.get(element) ?? null;
  }

  /** Whether an element only leads back to references: where there are any. */
  isBacklink(element: PageElement): boolean {
    return this.#elements.size > 0 && element.localName === "a" && isBacklink(element);
  }
}

function elementName(fragment: string): string {
  const known = ELEMENTS.find(([pattern]) => pattern.test(fragment));
  return known ? fragment.replace(known[0], known[1]) : fragment;
}
