import { joinNext, type StyleText } from "../style-text.ts";
import { GUARDED_COMPOUNDS, PLURAL_ENDING, type GuardedCompound } from "../words/guarded-compounds.ts";
import type { Finding } from "../finding.ts";

const BY_FIRST = Map.groupBy(GUARDED_COMPOUNDS, ({ first }) => first);

/** How much of a text before a pair is looked at, in UTF-16 units. */
const BEFORE = 40;
const AFTER = 24;

/** The edit that makes one noun of a pair which is two words elsewhere, where its plural or its neighbours say that it is one. */
export function guardedCompound(style: StyleText, index: number): Finding | undefined {
  const { words, text } = style;
  const compounds = BY_FIRST.get(words[index]!.plain);
  const next = words[index + 1];
  if (!compounds || !next || !style.spaceAfter(index) || !style.isProse(words[index]!.start, next.end)) return undefined;
  const before = text.slice(Math.max(0, words[index]!.start - BEFORE), words[index]!.start);
  const after = text.slice(next.end, next.end + AFTER);
  const found = compounds.find((compound) => next.plain.startsWith(compound.second) && isNoun(compound, next.plain, before, after));
  if (!found) return undefined;
  if (found.joint !== "ا") return joinNext(style, "compound", index, found.joint);
  return { kind: "compound", start: words[index]!.end, end: next.at[1]!, replacement: "ا" };
}

function isNoun({ second, before, after, never }: GuardedCompound, plain: string, textBefore: string, textAfter: string): boolean {
  const ending = plain.slice(second.length);
  if (never?.test(textBefore)) return false;
  if (PLURAL_ENDING.test(ending)) return true;
  if (ending !== "") return false;
  return textAfter.startsWith(" ها") || before?.test(textBefore) === true || after?.test(textAfter) === true;
}
