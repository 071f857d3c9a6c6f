/** Finds characters that were put in again among those that were taken out: by a move, or by a paste of what was cut. */
import { idAfter } from "./character-id.ts";
import type { Copy } from "./lineage.ts";
import { sliceOf, type ContentRun, type DeletedRun } from "./journal.ts";

/** Stands for an embedded value where texts are compared. */
const OBJECT = "\uFFFC";

const textOf = (runs: readonly ContentRun[]): string => runs.map(({ content }) => (typeof content === "string" ? content : OBJECT)).join("");

/**
 * @param taken what was taken out, in the order in which it stood
 * @param put what was put in, likewise
 * @returns which characters of `put` are those of `taken`: when the one text holds the other, exactly once
 */
export function copiesAmong(taken: readonly DeletedRun[], put: readonly ContentRun[]): Copy[] {
  const [old, now] = [textOf(taken), textOf(put)];
  if (old === "" || now === "") return [];
  const [short, long] = old.length <= now.length ? [old, now] : [now, old];
  const at = long.indexOf(short);
  if (at === -1 || long.indexOf(short, at + 1) !== -1) return [];
  return pairs(cut(taken, long === old ? at : 0, short.length), cut(put, long === now ? at : 0, short.length));
}

/** The part of `runs` from an offset on. */
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
    for (let at = 0; at < run.length; ) {
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
