import type { ArticleBlock } from "./compared-article.ts";
import { isWord, tokensOf, type Tokens } from "./tokens.ts";

/** The tokens of a block, and for each its number in the lexicon. */
export interface NumberedTokens extends Tokens {
  readonly numbers: readonly number[];
}

/** Numbers the tokens of the blocks of one comparison: the same number for the same word, sign or embedded value. */
export class Lexicon {
  readonly #numbers = new Map<string, number>();
  /** By number, whether it is a word. */
  readonly #isWord: boolean[] = [];
  readonly #blocks = new Map<ArticleBlock, NumberedTokens>();

  tokensOf(block: ArticleBlock): NumberedTokens {
    let numbered = this.#blocks.get(block);
    if (!numbered) {
      const tokens = tokensOf(block.text, block.cuts);
      numbered = { ...tokens, numbers: tokens.texts.map((text, i) => this.#numberOf(text, block.embedded.get(tokens.starts[i]!))) };
      this.#blocks.set(block, numbered);
    }
    return numbered;
  }

  isWord(number: number): boolean {
    return this.#isWord[number]!;
  }

  #numberOf(text: string, value: string | undefined): number {
    const key = value === undefined ? text : `${text}${value}`;
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#isWord.length;
      this.#numbers.set(key, number);
      this.#isWord.push(isWord(text));
    }
    return number;
  }
}
