import type { DeltaOp } from "./delta-op.ts";
import * as Y from "yjs";
import { idAfter, type CharacterId } from "../model/character-id.ts";
import { deletedStructs, newStructs } from "./items.ts";
import type { Landmarks } from "./landmarks.ts";
import { appendInsert, Formatting, insertsOf, type Op } from "./read.ts";
import type { Attributes } from "../model/tokens.ts";

/** Changes of more items than this are merges after a time apart, and are walked to as a whole. */
const FEW = 200;

/** What Yjs writes for half a pair. */
export const BROKEN = "\uFFFD";

/** What `transaction` changed. */
export interface BodyChange {
  readonly delta: readonly DeltaOp[];
  /** All that the body holds now, as `readBody` reads it, where the walk went over all of it; else null. */
  readonly content: readonly Op[] | null;
}

/**
 * What `transaction` changed in the body, as a delta. Yjs computes its own by a walk over every item (some ten milliseconds where
 * 100,000 are scattered in memory), without what another program embedded, and tidies formatting meanwhile. This one walks from a
 * landmark to the last item that was touched, counts all that Yjs counts, and writes nothing.
 * @param landmarks of the body as it was before
 */
export function changeOf(body: Y.Text, transaction: Y.Transaction, landmarks: Landmarks): BodyChange {
  const touched = touchedItems(body, transaction);
  if (touched?.length === 0) return { delta: [], content: null };
  const changes = changesIn(transaction);
  const place = touched && landmarks.beforeAll(touched);
  if (place) return { delta: walk(changes, place.item, place.index, new Set(touched), null), content: null };
  const content: Op[] | null = touched ? null : [];
  return { delta: walk(changes, body._start, 0, null, content), content };
}

/**
 * Where `transaction` cut surrogate pairs, as another program does that writes between their halves: Yjs makes a U+FFFD of
 * each half and says so to nobody. @returns indices in the body as it is now of the halves that are left
 */
export function halvesOf(body: Y.Text, { doc, _mergeStructs: parts }: Y.Transaction): number[] {
  const starts = new Set<unknown>();
  const ends = new Set<unknown>();
  for (const part of parts) {
    if (part.id.clock === 0 || !text(part)?.startsWith(BROKEN)) continue;
    const left = Y.getItem(doc.store, Y.createID(part.id.client, part.id.clock - 1));
    if (!text(left)?.endsWith(BROKEN)) continue;
    starts.add(part);
    ends.add(left);
  }
  if (starts.size === 0) return [];
  const halves = new Set<number>();
  let index = 0;
  for (let item = body._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    if (starts.has(item)) halves.add(index);
    index += item.length;
    if (ends.has(item)) halves.add(index - 1);
  }
  return [...halves];
}

const text = (struct: Y.AbstractStruct): string | null =>
  struct instanceof Y.Item && struct.content instanceof Y.ContentString ? struct.content.str : null;

/** The items of `body` that came or went, formatting too; null when there are many. */
function touchedItems(body: Y.Text, transaction: Y.Transaction): Y.Item[] | null {
  const items: Y.Item[] = [];
  for (const structs of [newStructs(transaction), deletedStructs(transaction)]) {
    for (const struct of structs) {
      if (!(struct instanceof Y.Item) || struct.parent !== body || struct.parentSub !== null) continue;
      if (items.length === FEW) return null;
      items.push(struct);
    }
  }
  return items;
}

/** The character that stood before an index until `transaction`; null at the very beginning. Walks over the body. */
export function idBefore(body: Y.Text, transaction: Y.Transaction, index: number): CharacterId | null {
  let at = 0;
  for (let item = index > 0 ? body._start : null; item !== null; item = item.right) {
    if (!item.countable || !wasThere(item, transaction)) continue;
    if (at + item.length >= index) return idAfter(item.id, index - 1 - at);
    at += item.length;
  }
  return null;
}

/** Whether an item stood in the body until `transaction`. */
const wasThere = ({ id, deleted }: Y.Item, { beforeState, deleteSet }: Y.Transaction): boolean =>
  id.clock < (beforeState.get(id.client) ?? 0) && (!deleted || Y.isDeleted(deleteSet, id));

/** What a walk asks of each of a hundred thousand items. */
interface Asked {
  readonly before: ReadonlyMap<number, number>;
  readonly deleted: ReadonlySet<Y.Item | Y.GC>;
}

const changesIn = (transaction: Y.Transaction): Asked => ({
  before: transaction.beforeState,
  deleted: new Set(deletedStructs(transaction)),
});

/**
 * @param index where `start` stood before the transaction, with no formatting open
 * @param touched items that the walk must not stop before; null to walk to the end
 * @param content receives all that is there
 */
function walk(
  { before: clocks, deleted }: Asked,
  start: Y.Item | null,
  index: number,
  touched: Set<Y.Item> | null,
  content: Op[] | null,
): DeltaOp[] {
  const ops: Growing[] = index > 0 ? [{ retain: index }] : [];
  const before = new Formatting();
  const after = new Formatting();
  const changed = new ChangedFormatting();
  for (let item = start; item !== null; item = item.right) {
    const isThere = !item.deleted;
    const isOld = (isThere || deleted.has(item)) && item.id.clock < (clocks.get(item.id.client) ?? 0);
    if (item.content instanceof Y.ContentFormat) {
      const { key } = item.content;
      if (isOld) before.read(item.content);
      if (isThere) after.read(item.content);
      if (isOld || isThere) changed.set(key, before.get(key), after.get(key));
    } else if (item.countable) {
      const inserts = isThere && (content || !isOld) ? insertsOf(item, after.attributes) : [];
      if (content) for (const op of inserts) appendInsert(content, op);
      if (isOld && isThere) retain(ops, item.length, changed.attributes);
      else if (isOld) append(ops, { delete: item.length });
      else for (const op of inserts) append(ops, op);
    }
    touched?.delete(item);
    if (touched?.size === 0 && !changed.attributes) break;
  }
  const last = ops.at(-1);
  return last?.retain !== undefined && !last.attributes ? ops.slice(0, -1) : ops;
}

/** The attributes that are others after the transaction than before it, at one place of the walk. */
class ChangedFormatting {
  private readonly values = new Map<string, unknown>();
  /** Undefined where there are none; the same object for as long as nothing changes. */
  attributes: Attributes | undefined;

  set(key: string, before: unknown, after: unknown): void {
    const same = before === after || JSON.stringify(before) === JSON.stringify(after);
    if (same ? !this.values.delete(key) : this.values.get(key) === after) return;
    if (!same) this.values.set(key, after);
    this.attributes =
      this.values.size > 0 ? (Object.assign(Object.create(null), Object.fromEntries(this.values)) as Attributes) : undefined;
  }
}

function retain(ops: Growing[], length: number, attributes: Attributes | undefined): void {
  const last = ops.at(-1);
  if (last?.retain !== undefined && last.attributes === attributes) last.retain += length;
  else ops.push({ retain: length, ...(attributes && { attributes }) });
}

/** One operation for what follows one another and is alike. */
function append(ops: Growing[], op: DeltaOp): void {
  const last = ops.at(-1);
  const alike = last !== undefined && last.attributes === op.attributes;
  if (last?.delete !== undefined && op.delete !== undefined) last.delete += op.delete;
  else if (alike && typeof last.insert === "string" && typeof op.insert === "string" && !last.id && !op.id) last.insert += op.insert;
  else ops.push(op);
}

type Growing = { -readonly [name in keyof DeltaOp]: DeltaOp[name] };
