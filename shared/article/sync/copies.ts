import { idAfter } from "../model/character-id.ts";
import type { Copy } from "../identity/lineage.ts";
import { type DeletedRun } from "./journal.ts";
import { sliceOf, type ContentRun } from "../model/text-run.ts";

/** Stands for an embedded value where texts are compared. */
const OBJECT = "\uFFFC";

/** The text of runs, in which one character stands for each embedded value. */
export const textOf = (runs: readonly ContentRun[]): string =>
  runs.map(({ content }) => (typeof content === "string" ? content : OBJECT)).join("");

/** What a move or a paste may leave out or add at either end: a boundary of a block, and half of a surrogate pair that was taken out as a whole. */
const ENDS = /^[\n\uD800-\uDFFF\uFFFD]+|[\n\uD800-\uDFFF\uFFFD]+$/g;

/** Places that are looked at: in what a person does at once there are a few. */
const MOST_PARTS = 50;

/**
 * Finds characters that were put in again among those that were taken out: by a move, or by a paste of what was cut.
 * @param taken what was taken out, in the order in which it stood
 * @param put what was put in, likewise
 * @returns which characters of `put` are those of `taken`: when the one text holds the other, but for its ends, exactly once
 */
export function copiesAmong(taken: readonly DeletedRun[], put: readonly ContentRun[]): Copy[] {
  const [old, now] = [textOf(taken), textOf(put)];
  const [short, long] = old.length <= now.length ? [old, now] : [now, old];
  // Without its ends the longer one may be the shorter.
  for (const [some, all, part] of [
    [short, long, short],
    [short, long, short.replace(ENDS, "")],
    [long, short, long.replace(ENDS, "")],
  ] as const) {
    const at = part === "" ? -1 : all.indexOf(part);
    if (at === -1 || all.indexOf(part, at + 1) !== -1) continue;
    let [from, to] = [some.indexOf(part), at];
    let { length } = part;
    for (; from > 0 && to > 0 && some[from - 1] === all[to - 1]; from--, to--) length++;
    while (from + length < some.length && some[from + length] === all[to + length]) length++;
    const [start, target] = some === old ? [from, to] : [to, from];
    return pairs(cut(taken, start, length), cut(put, target, length));
  }
  return [];
}

/**
 * As `copiesAmong`, where what was put in stands in several places, each of which is looked at by itself. A character that was taken
 * out is at one place again at most, and boundaries alone are no copies: every text has some.
 */
export function copiesInParts(taken: readonly DeletedRun[], parts: readonly (readonly ContentRun[])[]): Copy[] {
  const all: Copy[] = [];
  for (const part of parts.slice(0, MOST_PARTS)) {
    if (textOf(part).replace(ENDS, "") === "") continue;
    const copies = copiesAmong(taken, part);
    if (!copies.some((copy) => all.some((other) => overlap(copy, other)))) all.push(...copies);
  }
  return all;
}

/** Whether two copies are in part copies of the same characters. */
function overlap(a: Copy, b: Copy): boolean {
  const [from, other] = [a.ancestors[0]!, b.ancestors[0]!];
  return from.client === other.client && from.clock < other.clock + b.length && other.clock < from.clock + a.length;
}

/** The part of `runs` from an offset on, `length` characters of it. */
function cut<R extends ContentRun>(runs: readonly R[], offset: number, length: number): R[] {
  const parts: R[] = [];
  let start = 0;
  for (const run of runs) {
    const [from, to] = [Math.max(0, offset - start), Math.min(run.length, offset + length - start)];
    if (from < to) parts.push(sliceOf(run, from, to));
    start += run.length;
  }
  return parts;
}

/** Both are as long as one another. */
function pairs(taken: readonly DeletedRun[], put: readonly ContentRun[]): Copy[] {
  const copies: Copy[] = [];
  let [i, offset] = [0, 0];
  for (const run of put) {
    for (let at = 0; at < run.length;) {
      const old = taken[i]!;
      const length = Math.min(run.length - at, old.length - offset);
      copies.push({ ...idAfter(run, at), length, ancestors: [old, ...old.ancestors].map((ancestor) => idAfter(ancestor, offset)) });
      at += length;
      offset += length;
      if (offset === old.length) [i, offset] = [i + 1, 0];
    }
  }
  return copies;
}
