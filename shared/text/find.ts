/** Finding words in a text as its readers see them, and writing others in their place. */
import { FOLD_NONE, fold, foldWithOffsets, type Folded, type Folding } from "./fold.ts";
import { readPattern } from "./pattern.ts";
import { isWholeWords } from "./word-edges.ts";

export interface FindQuery {
  readonly words: string;
  readonly folding: Folding;
  /** Only where no word goes on before or behind. */
  readonly wholeWord: boolean;
  /** `words` is a regular expression. */
  readonly isPattern: boolean;
}

/** Looks for one query in many texts. */
export interface Finder {
  /**
   * @param foldedAs says what `text` folds to, where that is kept
   * @returns where the hits begin and end in `text`, in turn; in order and apart
   */
  find(text: string, foldedAs?: (folding: Folding) => Folded): readonly number[];
  /** @param template what is written for each hit; of a pattern, `$1`, `$<name>` and `$&` stand for what it found, `$$` for `$` */
  replacements(text: string, template: string): readonly string[];
}

/** Units of a query that are looked for. */
const LONGEST_QUERY = 1_000;

/** @throws PatternError for a regular expression that cannot be read. A query without words finds nothing */
export function finderOf(query: FindQuery): Finder {
  return query.isPattern ? patternFinder(query) : wordsFinder(query);
}

function wordsFinder({ words, folding, wholeWord }: FindQuery): Finder {
  const query = words.slice(0, LONGEST_QUERY);
  const folded = fold(query, folding);
  // Somebody who looks for nothing but a ZWNJ looks for that.
  const [needle, used] = folded === "" ? [query, FOLD_NONE] : [folded, folding];
  const find: Finder["find"] = (text, foldedAs = (how) => foldWithOffsets(text, how)) => {
    const hits: number[] = [];
    if (needle === "") return hits;
    const folded = foldedAs(used);
    const haystack = folded.text;
    for (let at = haystack.indexOf(needle); at !== -1;) {
      const [from, to] = [folded.startOf(at), folded.endOf(at + needle.length - 1)];
      const isHit = from >= (hits.at(-1) ?? 0) && (!wholeWord || isWholeWords(text, from, to));
      if (isHit) hits.push(from, to);
      at = haystack.indexOf(needle, isHit ? at + needle.length : at + 1);
    }
    return hits;
  };
  return { find, replacements: (text, template) => Array.from({ length: find(text).length / 2 }, () => template) };
}

interface Match {
  readonly from: number;
  readonly to: number;
  readonly groups: readonly (string | undefined)[];
  readonly named: Readonly<Record<string, string | undefined>>;
}

function patternFinder({ words, folding, wholeWord }: FindQuery): Finder {
  if (words === "") return { find: () => [], replacements: () => [] };
  const { regex, folding: used } = readPattern(words, folding);
  // Where each group stands is told at a cost, and only what is replaced needs it.
  const withGroups = new RegExp(regex.source, `${regex.flags}d`);
  function* matches(text: string, expression: RegExp): Generator<Match> {
    const folded = foldWithOffsets(text, used);
    let last = 0;
    for (const match of folded.text.matchAll(expression)) {
      // An expression that matches nothing finds nothing.
      if (match[0] === "") continue;
      const [from, to] = [folded.startOf(match.index), folded.endOf(match.index + match[0].length - 1)];
      if (from < last || (wholeWord && !isWholeWords(text, from, to))) continue;
      last = to;
      const original = (range: readonly [number, number] | undefined): string | undefined =>
        range && (range[0] === range[1] ? "" : text.slice(folded.startOf(range[0]), folded.endOf(range[1] - 1)));
      const named = Object.entries(match.indices?.groups ?? {}).map(([name, range]) => [name, original(range)] as const);
      yield { from, to, groups: (match.indices ?? []).map(original), named: Object.fromEntries(named) };
    }
  }
  return {
    find: (text) => [...matches(text, regex)].flatMap(({ from, to }) => [from, to]),
    replacements: (text, template) => [...matches(text, withGroups)].map((match) => expand(template, match)),
  };
}

/** Puts what was found in place of the signs for it. A sign for a group that there is not is written as it stands. */
function expand(template: string, { groups, named }: Match): string {
  return template.replaceAll(/\$(?:(\$)|(&)|(\d{1,2})|<([^>]*)>)/g, (sign, dollar, all, number: string, name) => {
    if (dollar !== undefined) return "$";
    if (all !== undefined) return groups[0] ?? "";
    if (typeof name === "string") return name in named ? (named[name] ?? "") : sign;
    if (Number(number) > 0 && Number(number) < groups.length) return groups[Number(number)] ?? "";
    const first = Number(number[0]);
    return first > 0 && first < groups.length ? (groups[first] ?? "") + number.slice(1) : sign;
  });
}
