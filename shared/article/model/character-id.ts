import { firstIndex } from "../../binary-search.ts";

/** One character of the body (a UTF-16 unit or an embedded value), by the Yjs ID of the unit that stands for it. */
export interface CharacterId {
  readonly client: number;
  readonly clock: number;
}

/** `length` characters with consecutive IDs. */
export interface CharacterRun extends CharacterId {
  readonly length: number;
}

/** The ID as a key of a `Y.Map` or a `Map`. */
export const keyOf = ({ client, clock }: CharacterId): string => `${client}.${clock}`;

/** The inverse of `keyOf`. @returns null for any other key */
export function idOfKey(key: string): CharacterId | null {
  const point = key.indexOf(".");
  const [client, clock] = [numberIn(key, 0, point), numberIn(key, point + 1, key.length)];
  return client === null || clock === null ? null : { client, clock };
}

/** Digits that a number has at most. */
const DIGITS = 16;

/** The number that is written in `from`–`to` of a text, by digits alone; null for none. An article in review has thousands to read. */
export function numberIn(text: string, from: number, to: number): number | null {
  if (to <= from || to - from > DIGITS) return null;
  let number = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return null;
    number = 10 * number + digit;
  }
  return Number.isSafeInteger(number) ? number : null;
}

const ZERO = 48;

/** Whether both are the same character. */
export const isSameId = (a: CharacterId, b: CharacterId): boolean => a.client === b.client && a.clock === b.clock;

/** @returns the ID `offset` characters further in a run */
export const idAfter = ({ client, clock }: CharacterId, offset: number): CharacterId => ({ client, clock: clock + offset });

/** Index of the first of `runs`, sorted by clock, that ends behind `clock`. */
export const firstBehind = (runs: readonly CharacterRun[], clock: number): number =>
  firstIndex(runs.length, (i) => runs[i]!.clock + runs[i]!.length > clock);

/** Runs with those as one whose IDs follow one another, or overlap. */
export function joined(runs: readonly CharacterRun[]): CharacterRun[] {
  if (runs.length < 2) return [...runs];
  const all: { client: number; clock: number; length: number }[] = [];
  for (const { client, clock, length } of runs.toSorted((a, b) => a.client - b.client || a.clock - b.clock)) {
    const last = all.at(-1);
    if (last?.client === client && clock <= last.clock + last.length) last.length = Math.max(last.length, clock + length - last.clock);
    else all.push({ client, clock, length });
  }
  return all;
}
