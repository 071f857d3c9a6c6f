import type { Node } from "prosemirror-model";
import { saidLanguageOf } from "../../shared/article/model/block-direction.ts";
import { articleLanguageOf, runLanguageOf, type ArticleLanguage } from "../../shared/article/model/language.ts";
import { isAddedLanguage, type AddedLanguage } from "../../shared/spelling/added-dictionary.ts";

/** What is checked by. */
export interface CheckedLanguages {
  readonly isSpelling: boolean;
  /** Of the article. */
  readonly language: ArticleLanguage;
  /** Languages for which a person added a dictionary. */
  readonly added: readonly AddedLanguage[];
}

/** The added dictionary that words are checked by, null for what the program ships; undefined where there is neither (BD42, SP16, SP19). */
export type Dictionary = AddedLanguage | null | undefined;

/** Of a block, but for runs in other languages. */
export const dictionaryOfBlock = (block: Node, languages: CheckedLanguages): Dictionary =>
  dictionaryOf(saidLanguageOf(block) ?? languages.language, languages);

/** Of a text in a block. */
export function dictionaryOfText(text: Node, block: Node, languages: CheckedLanguages): Dictionary {
  const said = saidLanguageOfText(text);
  return said === null ? dictionaryOfBlock(block, languages) : dictionaryOf(said, languages);
}

/** The language that somebody said of a text (BD43); null where nobody did. */
export const saidLanguageOfText = ({ marks }: Node): string | null =>
  runLanguageOf(marks.find(({ type }) => type.name === "lang")?.attrs["value"]);

function dictionaryOf(said: string, { added, isSpelling }: CheckedLanguages): Dictionary {
  const language = articleLanguageOf(said);
  if (language === null) return undefined;
  if (!isAddedLanguage(language)) return null;
  return isSpelling && added.includes(language) ? language : undefined;
}
