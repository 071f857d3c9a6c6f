import { MOST_PLACES, type FoundPlace } from "../../../shared/rpc/contract.ts";
import { withMark } from "../../../shared/article/projection/listed-text.ts";
import { detectDirection } from "../../../shared/text/direction.ts";
import type { Finder } from "../../../shared/text/find.ts";
import type { Range } from "../../../shared/text/search.ts";

/** Units of a sentence before the hit, and in all, but for a mark of direction. */
const BEFORE = 80;
const LONGEST = 199;

/** What was found in an article. */
export interface FoundPlaces {
  readonly count: number;
  readonly isCounted: boolean;
  readonly places: readonly FoundPlace[];
}

/** Counts hits as the find bar does, and cuts out their sentences. What it reads in all is bounded, so that one search is (FR22). */
export class PlaceReader {
  readonly #finder: Finder;
  #left: number;

  /** @param budget units of text that are read at most, of all articles together */
  constructor(finder: Finder, budget: number) {
    this.#finder = finder;
    this.#left = budget;
  }

  /** @param text a line for each block, without the headline */
  read(title: string, text: string): FoundPlaces {
    const places: FoundPlace[] = [];
    let count = 0;
    const all = (isCounted: boolean): FoundPlaces => ({
      count,
      isCounted,
      places: places.length === 0 && count > 0 ? [{ index: 0, snippet: "", ranges: [] }] : places,
    });
    const whole = `${title}\n${text}`;
    for (let at = 0; at < whole.length;) {
      if (this.#left <= 0) return all(false);
      const end = whole.indexOf("\n", at);
      // A line that is longer than what is left is read in part.
      const line = whole.slice(at, Math.min(end === -1 ? whole.length : end, at + this.#left));
      this.#left -= line.length + 1;
      const isHeadline = at === 0;
      at += line.length + 1;
      const hits = this.#finder.find(line);
      for (let i = 0; i < hits.length; i += 2, count++) {
        if (!isHeadline && places.length < MOST_PLACES) places.push({ index: count, ...sentenceAround(line, [hits[i]!, hits[i + 1]!]) });
      }
    }
    return all(true);
  }
}

const ENDS = /[.!?؟…۔]["»”’)]*\s+/gu;

/** The sentence of a line that a hit stands in, or what of it is near the hit; as it is written, without tabs and doubled blanks in it. */
function sentenceAround(line: string, [from, to]: Range): Pick<FoundPlace, "snippet" | "ranges"> {
  const near = Math.max(0, from - BEFORE);
  let start = near === 0 ? 0 : wordStart(line, near, from);
  for (const {
    index,
    0: { length },
  } of line.slice(near, from).matchAll(ENDS))
    start = near + index + length;
  const rest = line.slice(to, start + LONGEST);
  const [end] = rest.matchAll(ENDS);
  const snippet = line.slice(start, end ? to + end.index + end[0].trimEnd().length : to + rest.length);
  // Blanks are replaced one by one, so that the hit stays where it is.
  const shown = asItsBlock(snippet.replaceAll(/\s/gu, " ").toWellFormed(), line);
  const before = shown.length - snippet.length - start;
  return { snippet: shown, ranges: [[from + before, Math.min(to + before, shown.length)]] };
}

/** A part of a block, which runs as that does: where its own first letter does not say so it begins with a mark (BD74). */
export function asItsBlock(part: string, block: string): string {
  const direction = detectDirection(block);
  return direction === null ? part : withMark(part, direction);
}

/** The next place behind a blank, so that no word begins in its middle; `at` where there is none before `end`. */
function wordStart(text: string, at: number, end: number): number {
  const blank = text.slice(at, end).search(/\s/u);
  return blank === -1 ? at : at + blank + 1;
}
