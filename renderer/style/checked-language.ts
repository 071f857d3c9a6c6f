import type { Node } from "prosemirror-model";
import { saidLanguageOf } from "../../shared/article/model/block-direction.ts";
import type { ArticleLanguage } from "../../shared/article/model/language.ts";
import { isAddedLanguage, type AddedLanguage } from "../../shared/spelling/added-dictionary.ts";

/** What is checked by. */
export interface CheckedLanguages {
  readonly isSpelling: boolean;
  /** Of the article. */
  readonly language: ArticleLanguage;
  /** Languages for which a person added a dictionary. */
  readonly added: readonly AddedLanguage[];
}

/** The added dictionary that a block is checked by, null for what the program ships; undefined for a language without either (BD42, SP16). */
export function checkedLanguage(block: Node, { language, added, isSpelling }: CheckedLanguages): AddedLanguage | null | undefined {
  const spoken = saidLanguageOf(block) ?? language;
  if (!isAddedLanguage(spoken)) return null;
  return isSpelling && added.includes(spoken) ? spoken : undefined;
}
