import type { ReviewedSuggestion } from "../../reviewed-article/reviewed-article.ts";
import { isolateControlsWithin } from "../../text/bidi-controls.ts";
import { listNumber, type Digits } from "../../text/digits.ts";
import { initials } from "../../text/initials.ts";

/** Longest name that is printed, in UTF-16 units. */
const LONGEST_NAME = 80;

/** A name to print, with nothing in it that turns what follows. */
export const printedName = (name: string): string =>
  isolateControlsWithin(name.trim().slice(0, LONGEST_NAME).toWellFormed(), LONGEST_NAME + 8);

/** Somebody who suggests something. */
export interface Suggester {
  /** Counted from 0, in the order of the text. */
  readonly index: number;
  readonly name: string;
  /** Initials, with a number where two people have the same ones. */
  readonly sign: string;
}

/** Gives everybody who suggests something a sign of a few letters, which no other has. */
export class Suggesters {
  readonly #digits: Digits;
  readonly #unknown: string;
  readonly #byName = new Map<string, Suggester>();
  readonly #taken = new Set<string>();

  /** @param unknown what somebody is called whose name nobody knows */
  constructor(digits: Digits, unknown: string) {
    this.#digits = digits;
    this.#unknown = unknown;
  }

  /** Those who were asked for, in that order. */
  get all(): readonly Suggester[] {
    return [...this.#byName.values()];
  }

  of({ author }: ReviewedSuggestion): Suggester {
    let suggester = this.#byName.get(author);
    if (suggester) return suggester;
    const name = printedName(author) || this.#unknown;
    suggester = { index: this.#byName.size, name, sign: this.#free(initials(name)) };
    this.#byName.set(author, suggester);
    return suggester;
  }

  #free(letters: string): string {
    let sign = letters;
    for (let number = 2; this.#taken.has(sign); number++) sign = `${letters}${listNumber(number, this.#digits)}`;
    this.#taken.add(sign);
    return sign;
  }
}
