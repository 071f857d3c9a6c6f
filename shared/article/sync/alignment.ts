/** Which characters of an earlier state of an article are there now, and where, by their identity. */
import { heaviestIncreasing } from "../../heaviest-increasing.ts";
import type { CharacterRun } from "../model/character-id.ts";
import type { Lineage } from "../identity/lineage.ts";
import { RunIndex } from "../identity/run-index.ts";
import { without } from "../model/text-run.ts";

/** Characters that are in both: indices in the sequence of the earlier runs, and in that of the present ones. */
export interface Kept {
  readonly before: number;
  readonly now: number;
  readonly length: number;
}

interface Placed extends CharacterRun {
  readonly index: number;
}

/**
 * @param earlier characters in their order then
 * @param present those that are there now, in order
 * @returns all characters that are in both, themselves or as copies that took their place (LN1), in the order of `earlier`
 */
export function survivorsOf(earlier: readonly CharacterRun[], present: readonly CharacterRun[], lineage: Lineage): Kept[] {
  const places = new RunIndex<Placed>();
  let index = 0;
  for (const { client, clock, length } of present) {
    places.add({ client, clock, length, index });
    index += length;
  }
  const kept: Kept[] = [];
  let before = 0;
  for (const run of earlier) {
    kept.push(...keptOf(run, before, places, lineage));
    before += run.length;
  }
  return kept.sort((a, b) => a.before - b.before);
}

function keptOf(run: CharacterRun, before: number, places: RunIndex<Placed>, lineage: Lineage): Kept[] {
  const kept: Kept[] = [];
  /** Of the first of a part in `run`, where it stands itself or as a copy. */
  const find = (there: CharacterRun, offset: number): CharacterRun[] =>
    places.overlapping(there).map((place) => {
      const [from, to] = [Math.max(place.clock, there.clock), Math.min(place.clock + place.length, there.clock + there.length)];
      const start = offset + from - there.clock;
      kept.push({ before: before + start, now: place.index + from - place.clock, length: to - from });
      return { client: run.client, clock: run.clock + start, length: to - from };
    });
  let missing = without({ client: run.client, clock: run.clock, length: run.length }, find(run, 0));
  if (missing.length === 0 || lineage.isEmpty) return kept;
  const descendants = missing
    .flatMap((part) => lineage.descendantsOf(part).map((one) => ({ ...one, offset: one.offset + part.clock - run.clock })))
    .sort((a, b) => a.distance - b.distance);
  for (const { offset, run: copy } of descendants) {
    const named = { client: run.client, clock: run.clock + offset, length: copy.length };
    // A character counts once, as its nearest copy.
    for (const part of missing.flatMap((one) => overlap(one, named))) {
      const shift = part.clock - named.clock;
      missing = missing.flatMap((one) =>
        without(one, find({ client: copy.client, clock: copy.clock + shift, length: part.length }, offset + shift)),
      );
    }
  }
  return kept;
}

function overlap(a: CharacterRun, b: CharacterRun): CharacterRun[] {
  const [from, to] = [Math.max(a.clock, b.clock), Math.min(a.clock + a.length, b.clock + b.length)];
  return a.client === b.client && from < to ? [{ client: a.client, clock: from, length: to - from }] : [];
}

/** @param parts as `survivorsOf` gives them @returns those of them that are in the same order in both, the most characters that are */
export function inSameOrder(parts: readonly Kept[]): Kept[] {
  const chain = heaviestIncreasing(parts.map(({ now, length }) => ({ at: now, weight: length }))).map((i) => parts[i]!);
  let end = 0;
  return chain.filter(({ now, length }) => {
    // A character may be a copy of two.
    const isBehind = now >= end;
    if (isBehind) end = now + length;
    return isBehind;
  });
}
