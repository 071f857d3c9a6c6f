/** What a race of suggestions is. Sara suggests, Omid and Nika write and decide, unless a race says otherwise. */
import type { Reviewer } from "../reviewer.ts";

interface Newsroom {
  readonly sara: Reviewer;
  readonly omid: Reviewer;
  readonly nika: Reviewer;
  /** All that any has reaches all. */
  readonly meet: () => void;
}

export interface SuggestionRace {
  /** With a letter where it is played in several ways. */
  readonly number: string;
  readonly name: string;
  /** The rules of SPEC that it shows. */
  readonly rules: string;
  /** The paragraphs behind the headline; one of four words when left out. */
  readonly start?: readonly string[];
  /** What is done; all meet once more after it. */
  readonly play: (newsroom: Newsroom) => void;
  /** What a person would accept, see `Reviewer.marked`; the likeliest first. */
  readonly expect: readonly string[];
  /** What each block is then; all paragraphs when left out. */
  readonly kinds?: readonly string[];
  /** What is bold then; not asked when left out. */
  readonly bold?: string;
  /** How many suggestions are open then; not asked when left out. */
  readonly open?: number;
  /** A known limit: why this model does not do what is expected. The row fails, and is tested to fail. */
  readonly limit?: string;
}

export const WORDS = ["یک دو سه چهار"] as const;
