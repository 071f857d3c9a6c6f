import type { Article } from "./article.ts";
import { idAfter, type CharacterId, type CharacterRun } from "../model/character-id.ts";
import { isKnown } from "../yjs-internals/items.ts";

/** Characters of the body that were written in one go. */
export interface WrittenRun extends CharacterId {
  /** Indices in the body. */
  readonly from: number;
  readonly to: number;
  /** The ID of the first of those that stand there, where they are copies of the ones that were typed. */
  readonly copy: CharacterId | null;
}

/**
 * Who wrote the characters of the body: whoever typed the first of them, and not who moved them, brought them back or pasted what
 * was cut (AU8). Names are known by Yjs client and clock elsewhere: see `authors` of the RPC contract.
 * @param from index in the body of the first of `characters`, which follow one another there
 * @returns in the order of the body, each with the ID of the first character that was typed
 */
export function writersOf({ doc, lineage }: Article, from: number, characters: readonly CharacterRun[]): WrittenRun[] {
  const runs: WrittenRun[] = [];
  let at = from;
  for (const run of characters) {
    const parts = lineage.isEmpty ? [{ ...run, ancestors: [] }] : lineage.partsOf(run);
    for (const { client, clock, length, ancestors } of parts) {
      // An ancestor that never was is a lie.
      const first = ancestors.findLast((one) => isKnown(doc, { ...one, length }));
      const next: WrittenRun = { from: at, to: at + length, ...(first ?? { client, clock }), copy: first ? { client, clock } : null };
      const last = runs.at(-1);
      if (last && follows(last, next)) runs[runs.length - 1] = { ...last, to: next.to };
      else runs.push(next);
      at += length;
    }
  }
  return runs;
}

/** Whether both runs are one. */
function follows(run: WrittenRun, next: WrittenRun): boolean {
  const length = run.to - run.from;
  const isNext = (a: CharacterId, b: CharacterId) => a.client === b.client && idAfter(a, length).clock === b.clock;
  if (!isNext(run, next)) return false;
  return run.copy && next.copy ? isNext(run.copy, next.copy) : run.copy === next.copy;
}
