import type { Fragment, Node } from "prosemirror-model";
import { referenceOf } from "../article/model/footnotes.ts";
import { plainInline } from "../article/projection/plain-inline.ts";
import { directionOfBlock, saidLanguageOf } from "../article/model/block-direction.ts";
import { baseDirectionOf, type ArticleLanguage } from "../article/model/language.ts";
import { ZWNJ } from "../text/plain.ts";
import { digitsOf, listNumber } from "../text/digits.ts";
import { listNumbers } from "../article/model/list-numbers.ts";
import { indentOf } from "../article/model/schema.ts";
import { partFootnotes } from "../article/model/parted-footnotes.ts";

const DIVIDER = "———";
const INDENT = "  ";

/**
 * Blocks as plain text: a blank line between blocks, items on lines with their sign, footnotes behind their numbers at the end; of a
 * piece of one block its text alone (TX10).
 */
export function plainBlocks(content: Fragment, language: ArticleLanguage): string {
  if (content.firstChild?.isInline) return plainInline(content);
  if (content.childCount === 1) return lineOf(content.firstChild!);
  const { text: blocks, footnotes, others, numbers } = partFootnotes(content.content);
  const digits = digitsOf(language, false);
  const numberOf = (node: Node): string => {
    const number = numbers.get(referenceOf(node) ?? "");
    return number === undefined ? "" : `[${listNumber(number, digits)}]`;
  };
  const counts = listNumbers(blocks);
  let text = "";
  for (const [index, block] of blocks.entries()) {
    const isItem = block.type.name === "item";
    if (index > 0) text += isItem && blocks[index - 1]!.type.name === "item" ? "\n" : "\n\n";
    text += (isItem ? INDENT.repeat(indentOf(block)) + signOf(block, counts[index] ?? null, language) : "") + lineOf(block, numberOf);
  }
  const notes = footnotes.map(
    ({ number, blocks: own }) => `[${listNumber(number, digits)}] ${own.map((block) => lineOf(block, numberOf)).join("\n")}`,
  );
  const below = [...notes, ...others.map((block) => lineOf(block, numberOf))];
  return [text, ...(below.length > 0 ? [below.join("\n")] : [])].join("\n\n");
}

/** What becomes of half-spaces and digits in a plain text. */
export interface PlainOptions {
  /** `space` for systems that show a half-space as a box or break a line at it. */
  readonly halfSpaces: "keep" | "space";
  /** `latin` writes Persian and Arabic digits as 0 to 9. */
  readonly digits: "keep" | "latin";
}

/** An article as plain text (EX7). */
export function plainArticle(article: Node, language: ArticleLanguage, { halfSpaces, digits }: PlainOptions): string {
  const text = plainBlocks(article.content, language);
  const spaced = halfSpaces === "space" ? text.replaceAll(ZWNJ, " ") : text;
  return `${digits === "latin" ? spaced.replace(/[\u06F0-\u06F9\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) & 0xf)) : spaced}\n`;
}

function lineOf(block: Node, numberOf?: (node: Node) => string): string {
  const text = plainInline(block.content, numberOf);
  if (block.type.name === "divider") return text === "" ? DIVIDER : `${DIVIDER}\n${text}`;
  if (block.type.name !== "figure") return text;
  const { alt, credit } = block.attrs as Record<string, unknown>;
  return [text === "" ? alt : text, credit].filter((part) => typeof part === "string" && part !== "").join("\n");
}

/** The number of an item as it is drawn, in the digits of the language (BD31); a bullet where it has none. */
function signOf(item: Node, number: number | null, language: ArticleLanguage): string {
  if (number === null) return "• ";
  const isLtr = directionOfBlock(item, baseDirectionOf(language)) === "ltr";
  return `${listNumber(number, digitsOf(saidLanguageOf(item) ?? language, isLtr))}. `;
}
