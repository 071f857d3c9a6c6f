import type { Node, Slice } from "prosemirror-model";
import { plainInline } from "../../../shared/article/projection/plain-inline.ts";
import { directionOfBlock } from "../../../shared/article/model/block-direction.ts";
import { baseDirectionOf, type ArticleLanguage } from "../../../shared/article/model/language.ts";
import { digitsOf, listNumber } from "../../../shared/text/digits.ts";
import { indentOf, listOf } from "../../../shared/article/model/schema.ts";

const DIVIDER = "———";
const INDENT = "  ";

/**
 * Blocks as plain text: a blank line between blocks, items on lines with their sign; of a piece of one block its text alone (TX10).
 */
export function textOf(slice: Slice, language: ArticleLanguage): string {
  const { content } = slice;
  if (content.firstChild?.isInline) return plainInline(content);
  if (content.childCount === 1) return lineOf(content.firstChild!);
  const count = new Counter(language);
  let text = "";
  content.forEach((block, _offset, index) => {
    const item = block.type.name === "item";
    if (index > 0) text += item && content.child(index - 1).type.name === "item" ? "\n" : "\n\n";
    text += (item ? INDENT.repeat(indentOf(block)) + count.sign(block) : count.end()) + lineOf(block);
  });
  return text;
}

function lineOf(block: Node): string {
  const text = plainInline(block.content);
  if (block.type.name === "divider") return text === "" ? DIVIDER : `${DIVIDER}\n${text}`;
  if (block.type.name !== "figure") return text;
  const { alt, credit } = block.attrs as Record<string, unknown>;
  return [text === "" ? alt : text, credit].filter((part) => typeof part === "string" && part !== "").join("\n");
}

/** Numbers items as they are drawn, in the digits of the language (BD31): each level by itself, from 1 again after anything on an outer level. */
class Counter {
  readonly #language: ArticleLanguage;
  #counts: number[] = [];

  constructor(language: ArticleLanguage) {
    this.#language = language;
  }

  sign(item: Node): string {
    const level = indentOf(item);
    this.#counts.length = Math.min(this.#counts.length, level + 1);
    if (listOf(item) === "bullet") {
      this.#counts.length = Math.min(this.#counts.length, level);
      return "• ";
    }
    const number = (this.#counts[level] ?? 0) + 1;
    this.#counts[level] = number;
    const isLtr = directionOfBlock(item, baseDirectionOf(this.#language)) === "ltr";
    return `${listNumber(number, digitsOf(this.#language, isLtr))}. `;
  }

  end(): "" {
    this.#counts = [];
    return "";
  }
}
