/** Yjs' items of some characters of a body. */
import * as Y from "yjs";
import { idAfter, type CharacterRun } from "./character-id.ts";
import { contentsOf } from "./embed.ts";
import type { TextRun } from "./journal.ts";
import type { Attributes } from "./tokens.ts";

/** Whether a struct is of the text's characters, and there. */
export const isInText = (struct: Y.Item | Y.GC, body: Y.Text): struct is Y.Item =>
  struct instanceof Y.Item && !struct.deleted && struct.countable && struct.parent === body && struct.parentSub === null;

/** The items of the characters of `run` that are there, cut where it begins and ends. */
export function itemsOf(body: Y.Text, transaction: Y.Transaction, run: CharacterRun): Y.Item[] {
  const { store } = body.doc!;
  const end = Math.min(run.clock + run.length, Y.getState(store, run.client));
  const items: Y.Item[] = [];
  for (let clock = run.clock; clock < end; ) {
    let item: Y.Item | Y.GC = Y.getItem(store, Y.createID(run.client, clock));
    const to = Math.min(end, item.id.clock + item.length);
    if (isInText(item, body)) {
      item = Y.getItemCleanStart(transaction, Y.createID(run.client, clock));
      if (item.id.clock + item.length > to) Y.getItemCleanStart(transaction, Y.createID(run.client, to));
      items.push(item);
    }
    clock = to;
  }
  return items;
}

/** The items of the characters of `run` that are gone. */
export function gravesOf(body: Y.Text, run: CharacterRun): Y.Item[] {
  const { store } = body.doc!;
  const end = Math.min(run.clock + run.length, Y.getState(store, run.client));
  const items: Y.Item[] = [];
  for (let clock = run.clock; clock < end; ) {
    const item = Y.getItem(store, Y.createID(run.client, clock));
    if (item instanceof Y.Item && item.deleted) items.push(item);
    clock = item.id.clock + item.length;
  }
  return items;
}

/** What `from`–`to` of an item says, in runs. */
export function runsOf(item: Y.Item, attributes: Attributes, from = 0, to = item.length): TextRun[] {
  const contents = contentsOf(item);
  if (typeof contents[0] === "string") return [{ ...idAfter(item.id, from), length: to - from, content: contents[0].slice(from, to), attributes }];
  return contents.slice(from, to).map((content, i) => ({ ...idAfter(item.id, from + i), length: 1, content, attributes }));
}

/** The items of deleted characters from `first` on whose IDs follow one another and that stand side by side, `length` in all at most. */
export function gravesFrom(transaction: Y.Transaction, first: Y.Item, length: number): Y.Item[] {
  const items: Y.Item[] = [];
  for (let item: Y.Item | null = first, left = length; ; ) {
    if (item.length > left) Y.getItemCleanStart(transaction, Y.createID(item.id.client, item.id.clock + left));
    items.push(item);
    left -= item.length;
    const next: Y.Item | null = item.right;
    if (left === 0 || next === null || !next.deleted || next.id.client !== item.id.client || next.id.clock !== item.id.clock + item.length) return items;
    item = next;
  }
}
