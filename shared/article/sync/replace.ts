import { NEWLINE } from "../model/names.ts";
import { sliceOf, type TextRun } from "../model/text-run.ts";
import type { Attributes } from "../model/tokens.ts";
import type { DeltaOp } from "../yjs-internals/delta-op.ts";
import type { SuggestingWriter } from "./suggesting-writer.ts";
import type { BodyWriter } from "./writer.ts";

/** A stretch of the text of one block, in indices of the body. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** For more replacements it takes less time to cut what is written among at once. */
const MANY = 20;

/** Other words for some text. */
export interface Replacement {
  /** Where that stands: in order and apart. The words are written at the first of them; the others are deleted. */
  readonly parts: readonly [Stretch, ...Stretch[]];
  readonly words: string;
  /** Index of the character whose form the words take. */
  readonly like: number;
}

/**
 * Writes other words in place of some text, in the transaction that is open. What is struck out already is not replaced once more.
 * @param replacements in order and apart
 * @param suggesting makes what writes one of them as a suggestion of its own; null to write directly
 * @returns how many were written
 */
export function replace(writer: BodyWriter, replacements: readonly Replacement[], suggesting: (() => SuggestingWriter) | null): number {
  if (replacements.length > MANY) {
    if (!suggesting) {
      const written = replaceInOneWalk(writer, replacements);
      if (written !== null) return written;
    }
    // Words are suggested behind what they replace, of which nothing goes.
    const cuts = suggesting ? ({ to }: Stretch) => [to] : ({ from, to }: Stretch) => [from, from + 1, to];
    writer.items.cutAt(replacements.flatMap(({ parts }) => parts.flatMap(cuts)));
  }
  const around = suggesting && replacements.length > MANY ? readAround(writer, replacements) : null;
  let count = 0;
  /** How much longer the body is than it was. */
  let grown = 0;
  /** Where the last one that was written ended. */
  let last = -1;
  for (const [i, one] of replacements.entries()) {
    const { length } = writer;
    const [{ from, to }] = one.parts;
    const seen = from === last ? null : plainIn(writer, around?.[i]);
    if (seen && suggesting) {
      const index = to + grown;
      suggesting().replaceOwn(index, seen.runs, textOf(one.words), seen.like, seen.beside);
      count++;
      grown += writer.length - length;
      last = to;
      continue;
    }
    const parts = one.parts.map(({ from, to }) => ({ from: from + grown, to: to + grown }));
    if (parts.some((part) => isStruck(writer, part))) continue;
    count++;
    write(writer, { parts: parts as [Stretch, ...Stretch[]], words: one.words, like: one.like + grown }, suggesting?.() ?? null);
    grown += writer.length - length;
    last = one.parts.at(-1)!.to;
  }
  return count;
}

/** What stands where something is to be replaced, before anything is. */
interface Around {
  readonly runs: readonly TextRun[];
  readonly like: Attributes;
  /** The character before, and the one behind. */
  readonly beside: readonly TextRun[];
}

/**
 * Reads in a few walks over the body what each replacement would look up by itself.
 * @returns by replacement, null for one of several parts, or of none of the text; null where something stands there that no walk reads
 */
function readAround(writer: BodyWriter, replacements: readonly Replacement[]): readonly (Around | null)[] | null {
  const { items } = writer;
  const runs = items.runsInEach(replacements.map(({ parts: [first] }) => first));
  const like = items.runsInEach(replacements.map((one) => ({ from: one.like, to: one.like + 1 })));
  const before = items.runsInEach(replacements.map(({ parts: [{ from }] }) => ({ from: Math.max(0, from - 1), to: from })));
  const behind = items.runsInEach(replacements.map(({ parts: [{ to }] }) => ({ from: to, to: to + 1 })));
  if (!runs || !like || !before || !behind) return null;
  return replacements.map(({ parts }, i) =>
    parts.length === 1 && runs[i]!.length > 0
      ? { runs: runs[i]!, like: like[i]![0]?.attributes ?? {}, beside: [...before[i]!, ...behind[i]!] }
      : null,
  );
}

/** What stands there, with what is said of what is beside it; null where suggestions say anything of it themselves. */
function plainIn({ article: { suggestions } }: BodyWriter, around: Around | null | undefined) {
  if (!around) return null;
  const { runs, like, beside } = around;
  const isPlain = runs.every((run) => suggestions.statusOf(run).every((one) => one.insertedBy === null && one.struckBy.length === 0));
  return isPlain ? { runs, like, beside: beside.flatMap((run) => suggestions.statusOf(run)) } : null;
}

function write(writer: BodyWriter, { parts, words, like }: Replacement, suggesting: SuggestingWriter | null): void {
  const text = textOf(words);
  const attributes = writer.items.runsIn(like, 1)[0]?.attributes ?? {};
  const [{ from, to }, ...others] = parts;
  const target = suggesting ?? writer;
  for (const other of others.toReversed()) target.delete(other.from, other.to - other.from);
  if (suggesting) {
    if (from < to) suggesting.delete(from, to - from);
    if (text !== "") suggesting.insert(from, text, attributes);
    return;
  }
  // Behind the first character of what goes: a note on just these words stands from there to the last one, and so on the new ones.
  const middle = from + firstLength(writer.items.runsIn(from, Math.min(2, to - from)));
  if (text !== "") writer.insert(middle, text, attributes);
  if (middle < to) writer.delete(middle + text.length, to - middle);
  if (from < middle) writer.delete(from, middle - from);
}

/**
 * Writes what one after the other would write, character by character, in two walks over the body.
 * @returns null where something stands in a stretch that no walk deletes
 */
function replaceInOneWalk(writer: BodyWriter, replacements: readonly Replacement[]): number | null {
  const { suggestions } = writer.article;
  const runs = writer.items.runsInEach(replacements.flatMap(({ parts }) => parts));
  const like = writer.items.runsInEach(replacements.map((one) => ({ from: one.like, to: one.like + 1 })));
  if (!runs || !like) return null;
  const isStruckOut = (run: TextRun): boolean =>
    !suggestions.isEmpty && suggestions.statusOf(run).some(({ struckBy }) => struckBy.length > 0);
  const [first, second] = [new DeltaWriter(), new DeltaWriter()];
  const [rest, firsts]: [TextRun[], TextRun[]] = [[], []];
  let [next, count, grown] = [0, 0, 0];
  for (const [i, { parts, words }] of replacements.entries()) {
    const found = runs.slice(next, (next += parts.length));
    if (found.flat().some(isStruckOut)) continue;
    count++;
    const text = textOf(words);
    const [{ from, to }, ...others] = parts;
    const length = firstLength(found[0]!);
    const middle = from + length;
    if (text !== "") first.insert(middle, text, like[i]![0]?.attributes ?? {});
    first.delete(middle, to);
    for (const other of others) first.delete(other.from, other.to);
    second.delete(from + grown, middle + grown);
    const [head, tail] = cutRuns(found[0]!, length);
    firsts.push(...head);
    rest.push(...tail, ...found.slice(1).flat());
    grown += text.length - (to - middle) - others.reduce((sum, other) => sum + other.to - other.from, 0);
  }
  writer.apply(first.delta, rest);
  writer.apply(second.delta, firsts);
  return count;
}

/** A delta of edits at indices of the body as it was before, in order. */
class DeltaWriter {
  readonly delta: DeltaOp[] = [];
  #at = 0;

  insert(index: number, insert: string, attributes: Attributes): void {
    this.#goTo(index);
    this.delta.push({ insert, attributes });
  }

  delete(from: number, to: number): void {
    if (from === to) return;
    this.#goTo(from);
    this.delta.push({ delete: to - from });
    this.#at = to;
  }

  #goTo(index: number): void {
    if (index > this.#at) this.delta.push({ retain: index - this.#at });
    this.#at = index;
  }
}

/** Runs up to a length, and behind it. */
function cutRuns(runs: readonly TextRun[], length: number): [TextRun[], TextRun[]] {
  const [before, behind]: [TextRun[], TextRun[]] = [[], []];
  let at = 0;
  for (const run of runs) {
    const cut = Math.min(Math.max(0, length - at), run.length);
    if (cut > 0) before.push(sliceOf(run, 0, cut));
    if (cut < run.length) behind.push(sliceOf(run, cut, run.length));
    at += run.length;
  }
  return [before, behind];
}

const textOf = (words: string): string => words.replaceAll(NEWLINE, " ").toWellFormed();

function isStruck(writer: BodyWriter, { from, to }: Stretch): boolean {
  const { suggestions } = writer.article;
  if (suggestions.isEmpty) return false;
  const runs = writer.items.runsIn(from, to - from);
  return runs.some((run) => suggestions.statusOf(run).some(({ struckBy }) => struckBy.length > 0));
}

/** Units of the first character of some runs; 0 where there is none. */
function firstLength(runs: readonly TextRun[]): number {
  if (runs.length === 0) return 0;
  const units = runs.slice(0, 2).map(({ content }) => (typeof content === "string" ? content.slice(0, 2) : ""));
  return Math.max(1, String.fromCodePoint(units.join("").codePointAt(0) ?? 0).length);
}
