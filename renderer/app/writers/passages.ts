import type { Member } from "../../../shared/roles.ts";
import type { Span, Writing } from "./writing-record.ts";

/** The most of these have patterns of their own; whoever wrote less shares one. */
const PATTERNS = 8;

/** Text that one member wrote, as far as it stands together. */
export interface Passage {
  /** Indices in the body. */
  readonly from: number;
  readonly to: number;
  /** Key of the member, or `UNKNOWN`. */
  readonly writer: string;
  readonly span: Span | null;
}

/** One of those who wrote an article. */
export interface Contribution {
  /** ID of the member, or `UNKNOWN`. */
  readonly writer: string;
  readonly name: string | null;
  readonly color: string | null;
  readonly characters: number;
  readonly passages: number;
  readonly span: Span | null;
  /** Number of the pattern by which the text is told apart without colour. */
  readonly pattern: number;
}

/** Key of whoever is not known yet. */
export const UNKNOWN = "";

/** What tells one writer from another: the ID of the member, or `UNKNOWN`. */
export const keyOfWriter = (writer: Member | null): string => writer?.id ?? UNKNOWN;

/** Whether something was written since a time; null means at any time. */
export const isSince = ({ at }: Writing, since: number | null): boolean => since === null || (at !== null && at >= since);

/** @param writings in the order of the body @param since leaves out what is older, or of an unknown time; null for nothing */
export function passagesOf(writings: readonly Writing[], since: number | null): Passage[] {
  const passages: Passage[] = [];
  for (const writing of writings) {
    if (!isSince(writing, since)) continue;
    const { from, to, at } = writing;
    const [writer, last, span] = [keyOfWriter(writing.writer), passages.at(-1), at === null ? null : { first: at, last: at }];
    if (last?.to === from && last.writer === writer) passages[passages.length - 1] = { ...last, to, span: spanOf(last.span, span) };
    else passages.push({ from, to, writer, span });
  }
  return passages;
}

/** @returns who wrote how much of it, the one who wrote most first */
export function contributionsOf(writings: readonly Writing[], passages: readonly Passage[]): Contribution[] {
  const members = new Map(writings.map(({ writer }) => [keyOfWriter(writer), writer]));
  const sums = new Map<string, { characters: number; passages: number; span: Span | null }>();
  for (const { writer, from, to, span } of passages) {
    const sum = sums.get(writer);
    if (!sum) sums.set(writer, { characters: to - from, passages: 1, span });
    else {
      sum.characters += to - from;
      sum.passages++;
      sum.span = spanOf(sum.span, span);
    }
  }
  return [...sums]
    .sort(([a, one], [b, other]) => other.characters - one.characters || (a < b ? -1 : 1))
    .map(([writer, sum], i) => {
      const member = members.get(writer) ?? null;
      return { writer, name: member?.name ?? null, color: member?.color ?? null, pattern: Math.min(i, PATTERNS - 1), ...sum };
    });
}

/** @returns the time that both cover */
export function spanOf(one: Span | null, other: Span | null): Span | null {
  if (!one || !other) return one ?? other;
  return { first: Math.min(one.first, other.first), last: Math.max(one.last, other.last) };
}

/**
 * The next passage in a direction.
 * @param writer whose passages count; null for everybody's
 * @param at index in the body from which on, or before which, one is looked for
 * @returns it and its number among those that count, or null where there is none; behind the last comes the first
 */
export function walk(
  passages: readonly Passage[],
  writer: string | null,
  at: { readonly from: number; readonly to: number },
  direction: 1 | -1,
): { readonly passage: Passage; readonly number: number; readonly count: number } | null {
  const own = writer === null ? passages : passages.filter((passage) => passage.writer === writer);
  if (own.length === 0) return null;
  const found = direction === 1 ? own.findIndex(({ from }) => from >= at.to) : own.findLastIndex(({ to }) => to <= at.from);
  const index = found !== -1 ? found : direction === 1 ? 0 : own.length - 1;
  return { passage: own[index]!, number: index + 1, count: own.length };
}
