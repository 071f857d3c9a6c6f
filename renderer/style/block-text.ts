import type { Node } from "prosemirror-model";
import type { AddedLanguage } from "../../shared/spelling/added-dictionary.ts";
import type { Range } from "../suggestions/index.ts";
import { dictionaryOfBlock, dictionaryOfText, saidLanguageOfText, type CheckedLanguages, type Dictionary } from "./checked-language.ts";

/** Stands for what is no text: pictures, code; and for text that is not looked at. */
const OBJECT = "\uFFFC";
const hidden = (text: string): string => OBJECT.repeat(text.length);
const SAYS_SOMETHING = /[^\s\uFFFC]/u;

/** The only language whose house style is known. */
const STYLED = "fa";

/** What of a block is checked by one dictionary: with as many characters as the block has positions that are read. */
export interface CheckedText {
  /** Of a dictionary that a person added; null for what the program ships. */
  readonly language: AddedLanguage | null;
  /** For spelling. */
  readonly text: string;
  /** For house style: without what somebody said is in another language (HS40). */
  readonly styled: string;
  /** As people read it, whatever the languages. */
  readonly written: string;
}

interface Part {
  readonly text: string;
  readonly dictionary: Dictionary;
  readonly isStyled: boolean;
}

/**
 * The text of a block as the checkers read it: no code, line breaks that part words, and for each dictionary what is in its languages.
 * @param pieces what is read of it, in positions from where its text begins
 */
export function checkedTexts(block: Node, pieces: readonly Range[], languages: CheckedLanguages): readonly CheckedText[] {
  const parts: Part[] = [];
  const own = dictionaryOfBlock(block, languages);
  for (const { from, to } of pieces) {
    block.nodesBetween(from, to, (node, pos) => {
      if (!node.isLeaf) return true;
      const written = node.isText ? node.text!.slice(Math.max(0, from - pos), to - pos) : node.type.name === "line_break" ? "\n" : OBJECT;
      const text = node.marks.some(({ type }) => type.name === "code") ? hidden(written) : written;
      const said = saidLanguageOfText(node);
      if (said === null) parts.push({ text, dictionary: own, isStyled: own === null });
      else parts.push({ text, dictionary: dictionaryOfText(node, block, languages), isStyled: said === STYLED });
      return false;
    });
  }
  const written = parts.map(({ text }) => text).join("");
  return [...new Set(parts.map(({ dictionary }) => dictionary))].flatMap((dictionary) => {
    if (dictionary === undefined) return [];
    const text = parts.map((part) => (part.dictionary === dictionary ? part.text : hidden(part.text))).join("");
    const styled = parts.map((part) => (part.isStyled ? part.text : hidden(part.text))).join("");
    return SAYS_SOMETHING.test(text) ? [{ language: dictionary, text, styled: dictionary === null ? styled : "", written }] : [];
  });
}
