import { createContext } from "react";
import type { Node } from "prosemirror-model";
import { footnoteOf, numbered, referenceOf, referencesIn } from "../../shared/article/model/footnotes.ts";
import type { Comparison } from "../../shared/compare/comparison.ts";
import { digitsOf, listNumber } from "../../shared/text/digits.ts";

/** One of the two articles of a comparison. */
export type Side = "before" | "after";

/** The number of the footnote that a reference or a block of a footnote names, as its article shows it; null where it is not known. */
export type FootnoteNumbers = (side: Side, node: Node) => string | null;

/** Of the comparison that is drawn; parts that stand apart from their articles have none. */
export const FootnoteNumbersContext = createContext<FootnoteNumbers>(() => null);

/** @param language of the articles, in whose digits footnotes are numbered */
export function footnoteNumbersOf({ blocks }: Comparison, language: string): FootnoteNumbers {
  const numbersIn = (side: Side): ReadonlyMap<string, number> => {
    const own = blocks.flatMap(({ [side]: block, type }) =>
      block && !(side === "before" && type === "moved") && !(side === "after" && type === "movedAway") ? [block] : [],
    );
    return numbered(own.sort((a, b) => a.index - b.index).flatMap(({ node }) => referencesIn(node, 0)));
  };
  const numbers = { before: numbersIn("before"), after: numbersIn("after") };
  const digits = digitsOf(language, false);
  return (side, node) => {
    const number = numbers[side].get(referenceOf(node) ?? footnoteOf(node) ?? "");
    return number === undefined ? null : listNumber(number, digits);
  };
}
