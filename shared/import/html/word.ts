import { MAX_INDENT } from "../../article/model/names.ts";
import type { Place } from "./context.ts";
import { findElement, type PageElement } from "./page.ts";
import type { Styles } from "./styles.ts";

/** A number or a letter with its point, as against "o" and "§", which are bullets of symbol fonts. */
const NUMBERED = /^[([]?(?:\p{Nd}+|\p{L}{1,4})\s*[.)\]\-–]/u;

/** The kind of block that a style of Word or LibreOffice makes of a paragraph; null where its tag decides. The properties are described in Microsoft's "Office HTML and XML Reference" as `mso-list`, `mso-element` and so on. */
export function wordPlace(element: PageElement, styles: Styles): Place | null {
  const list = styles.value(element, "mso-list");
  const level = /\blevel(\d+)\b/.exec(list);
  if (level && !/^h[1-6]$/.test(element.localName)) {
    const indent = Math.min(MAX_INDENT, Math.max(0, Number(level[1]) - 1));
    return { type: "item", attrs: { list: NUMBERED.test(signOf(element, styles)) ? "number" : "bullet", indent } };
  }
  if (element.classList.contains("MsoTitle")) return { type: "heading", attrs: { level: 1 } };
  if (element.classList.contains("MsoQuote") || element.classList.contains("MsoIntenseQuote")) return { type: "quote", attrs: {} };
  return null;
}

/** The bullet or number that Word wrote before an item. */
function signOf(element: PageElement, styles: Styles): string {
  const sign = findElement(element, (one) => one.localName === "span" && styles.value(one, "mso-list") === "ignore");
  return sign?.textContent.replace(/[\s\u00A0\u200E\u200F]+/g, " ").trim() ?? "";
}

/** True for what a reader of the document does not see as its text: signs of lists, comments, hidden and deleted text. */
export function isWordsOwn(element: PageElement, styles: Styles): boolean {
  return (
    styles.value(element, "mso-list") === "ignore" ||
    styles.value(element, "mso-hide") === "all" ||
    styles.value(element, "mso-special-character") === "comment" ||
    styles.value(element, "mso-element") === "comment-list" ||
    element.classList.contains("MsoCommentReference") ||
    isDeleted(element)
  );
}

/** A tracked deletion; `del` without the time or the author of one is struck text. */
const isDeleted = (element: PageElement): boolean =>
  element.localName === "del" && (element.hasAttribute("datetime") || element.hasAttribute("cite") || element.classList.contains("msoDel"));
