import * as Y from "yjs";
import { idAfter, type CharacterRun } from "../model/character-id.ts";
import { contentsOf } from "./contents.ts";
import { isHigh, isLow } from "../model/surrogate-pair.ts";
import type { TextRun } from "../model/text-run.ts";
import type { Attributes } from "../model/tokens.ts";

/** Whether a struct is of the text's characters, and there. */
export const isInText = (struct: Y.Item | Y.GC, body: Y.Text): struct is Y.Item =>
  struct instanceof Y.Item && !struct.deleted && struct.countable && struct.parent === body && struct.parentSub === null;

/** The clocks up to which each client's structs are known. */
export const clocksOf = ({ store }: Y.Doc): ReadonlyMap<number, number> =>
  new Map(Array.from(store.clients.keys(), (client) => [client, Y.getState(store, client)]));

/** Yjs' structs that hold characters of `run`, of which the first and the last may hold more. */
export function* structsOf({ store }: Y.Doc, run: CharacterRun): Generator<Y.Item | Y.GC> {
  const end = Math.min(run.clock + run.length, Y.getState(store, run.client));
  if (run.clock >= end) return;
  const structs = store.clients.get(run.client)!;
  for (let i = Y.findIndexSS(structs, run.clock); i < structs.length && structs[i]!.id.clock < end; i++) yield structs[i]!;
}

/** The clock that the next struct of a client has. */
export const clockOf = ({ store }: Y.Doc, client: number): number => Y.getState(store, client);

/** Whether the characters of `run` were ever received. */
export const isKnown = ({ store }: Y.Doc, { client, clock, length }: CharacterRun): boolean => clock + length <= Y.getState(store, client);

/** The parts of `run` that are there, in the order of their IDs. */
export const livingIn = (body: Y.Text, run: CharacterRun): CharacterRun[] =>
  [...structsOf(body.doc!, run)].flatMap((struct) => (isInText(struct, body) ? [partIn(struct, run)] : []));

/** The text that is there, item by item in the order of the body, without embedded values. */
export function* textsIn(body: Y.Text): Generator<CharacterRun & { readonly text: string }> {
  for (let item = body._start; item !== null; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    yield { client: item.id.client, clock: item.id.clock, length: item.length, text: item.content.str };
  }
}

/** The structs that were made in a transaction. */
export function* newStructs({ doc, beforeState, afterState }: Y.Transaction): Generator<Y.Item | Y.GC> {
  for (const [client, end] of afterState) {
    const clock = beforeState.get(client) ?? 0;
    yield* structsOf(doc, { client, clock, length: end - clock });
  }
}

/** The structs that were deleted in a transaction, of which the first and the last of a range may hold more. */
export function* deletedStructs({ doc, deleteSet }: Y.Transaction): Generator<Y.Item | Y.GC> {
  for (const [client, ranges] of deleteSet.clients) {
    for (const { clock, len } of ranges) yield* structsOf(doc, { client, clock, length: len });
  }
}

/** Whether a struct is a format marker of the text; of a deleted one until the transaction that deleted it is over. */
export const isMarkerIn = (struct: Y.Item | Y.GC, body: Y.Text): struct is Y.Item =>
  struct instanceof Y.Item && struct.parent === body && struct.content instanceof Y.ContentFormat;

/** The part of `run` that `struct` holds. */
export function partIn({ id, length }: Y.Item, run: CharacterRun): CharacterRun {
  const from = Math.max(id.clock, run.clock);
  return { client: run.client, clock: from, length: Math.min(id.clock + length, run.clock + run.length) - from };
}

/** Where those characters of `runs` stand that are there, in the order of the body, what stands side by side together. Walks over the body. */
export function placesIn(body: Y.Text, runs: readonly CharacterRun[]): { readonly index: number; readonly length: number }[] {
  const wanted = new Map<Y.Item, CharacterRun[]>();
  for (const run of runs) {
    for (const struct of structsOf(body.doc!, run))
      if (isInText(struct, body)) wanted.set(struct, [...(wanted.get(struct) ?? []), partIn(struct, run)]);
  }
  const places: { index: number; length: number }[] = [];
  let [index, left] = [0, wanted.size];
  for (let item = body._start; item !== null && left > 0; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const parts = wanted.get(item);
    if (parts) left--;
    for (const { clock, length } of parts?.toSorted((a, b) => a.clock - b.clock) ?? []) {
      const [start, last] = [index + clock - item.id.clock, places.at(-1)];
      if (last && last.index + last.length === start) last.length += length;
      else places.push({ index: start, length });
    }
    index += item.length;
  }
  return places;
}

/** A function that says of many runs what `BodyItems.placesOf` says of one, and walks over the body once, when it is made. */
export function placesFrom(body: Y.Text): (run: CharacterRun) => { readonly run: CharacterRun; readonly index: number }[] {
  const indices = new Map<Y.Item, number>();
  let index = 0;
  for (let item = body._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    indices.set(item, index);
    index += item.length;
  }
  return (run) =>
    [...structsOf(body.doc!, run)].flatMap((struct) => {
      if (!isInText(struct, body)) return [];
      const part = partIn(struct, run);
      return [{ run: part, index: indices.get(struct)! + part.clock - struct.id.clock }];
    });
}

/** The items of the characters of `run` that are there, cut where it begins and ends. */
export function itemsOf(body: Y.Text, transaction: Y.Transaction, run: CharacterRun): Y.Item[] {
  const parts = [...structsOf(body.doc!, run)].flatMap((struct) => (isInText(struct, body) ? [partIn(struct, run)] : []));
  return parts.map(({ client, clock, length }) => {
    const item = Y.getItemCleanStart(transaction, Y.createID(client, clock));
    if (item.length > length) Y.getItemCleanStart(transaction, Y.createID(client, clock + length));
    return item;
  });
}

/** `run` with the second half of the surrogate pair that it ends in, and without that of the one that it begins in: Yjs makes others of halves. */
export function inWholePairs(doc: Y.Doc, run: CharacterRun): CharacterRun {
  const isCut = (clock: number): boolean => {
    const [struct] = structsOf(doc, { client: run.client, clock, length: 1 });
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString) || struct.id.clock === clock) return false;
    const at = clock - struct.id.clock;
    return isHigh(struct.content.str[at - 1]) && isLow(struct.content.str[at]);
  };
  const from = isCut(run.clock) ? run.clock + 1 : run.clock;
  const to = run.clock + run.length;
  return { client: run.client, clock: from, length: (isCut(to) ? to + 1 : to) - from };
}

/** The items of the characters of `run` that are gone. */
export const deletedItemsOf = (body: Y.Text, run: CharacterRun): Y.Item[] =>
  [...structsOf(body.doc!, run)].flatMap((struct) => (struct instanceof Y.Item && struct.deleted ? [struct] : []));

/** What `from`–`to` of an item says, in runs. */
export function runsOf(item: Y.Item, attributes: Attributes, from = 0, to = item.length): TextRun[] {
  const contents = contentsOf(item);
  if (typeof contents[0] === "string")
    return [{ ...idAfter(item.id, from), length: to - from, content: contents[0].slice(from, to), attributes }];
  return contents.slice(from, to).map((content, i) => ({ ...idAfter(item.id, from + i), length: 1, content, attributes }));
}

/** The items of deleted characters from `first` on whose IDs follow one another and that stand side by side, `length` in all at most. */
export function deletedItemsFrom(transaction: Y.Transaction, first: Y.Item, length: number): Y.Item[] {
  const items: Y.Item[] = [];
  for (let item: Y.Item | null = first, left = length; ;) {
    if (item.length > left) Y.getItemCleanStart(transaction, Y.createID(item.id.client, item.id.clock + left));
    items.push(item);
    left -= item.length;
    const next: Y.Item | null = item.right;
    if (left === 0 || next === null || !next.deleted || next.id.client !== item.id.client || next.id.clock !== item.id.clock + item.length)
      return items;
    item = next;
  }
}

/**
 * Whether a character that `run` was written beside is gone: the one before the item that holds its first, or the one behind.
 * @param isMeant of which Yjs clients characters count
 */
export function isGoneBeside(body: Y.Text, run: CharacterRun, isMeant: (client: number) => boolean): boolean {
  const [item] = structsOf(body.doc!, { ...run, length: 1 });
  if (!(item instanceof Y.Item)) return false;
  return [item.origin, item.rightOrigin].some((id) => {
    if (id === null || !isMeant(id.client)) return false;
    const [beside] = structsOf(body.doc!, { client: id.client, clock: id.clock, length: 1 });
    // What is deleted is emptied later; a format marker is no character.
    return beside !== undefined && beside.deleted && !(beside instanceof Y.Item && beside.content instanceof Y.ContentFormat);
  });
}
