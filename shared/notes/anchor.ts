/**
 * Anchors: a stretch of the body that a note is about. A pair of Yjs relative positions that stick to its first and its
 * last character, so that what is typed at either edge stays outside and what is typed inside is inside. Rules NO1–NO5.
 */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { articleOf } from "../article/identity/article.ts";
import type { CharacterId } from "../article/model/character-id.ts";
import { firstIndex } from "../binary-search.ts";
import { Traces } from "./traces.ts";

/** First and last character of a stretch. */
export interface Anchor {
  readonly first: CharacterId;
  readonly last: CharacterId;
}

export type Place =
  /** Indices in the body; `to` is behind the last character. */
  | { readonly state: "found"; readonly from: number; readonly to: number }
  /** All of its text is gone; `at` is where it was. */
  | { readonly state: "orphan"; readonly at: number }
  /** Its text has not arrived yet. */
  | { readonly state: "waiting" };

/**
 * The anchor of `from`–`to` in `body`.
 * @throws RangeError for an empty stretch or one outside the body
 */
export function anchorOf(body: Y.Text, from: number, to: number): Anchor {
  if (from < 0 || from >= to || to > body.length) throw new RangeError(`no anchor for ${from}–${to} in a body of ${body.length}`);
  const idAt = (index: number): CharacterId => {
    const { item } = Y.createRelativePositionFromTypeIndex(body, index, 0);
    return { client: item!.client, clock: item!.clock };
  };
  return { first: idAt(from), last: idAt(to - 1) };
}

export function encodeAnchor({ first, last }: Anchor): Uint8Array {
  return encoding.encode((encoder) => {
    for (const { client, clock } of [first, last]) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
    }
  });
}

/** @returns null for what is no anchor: another program wrote it */
export function decodeAnchor(bytes: unknown): Anchor | null {
  if (!(bytes instanceof Uint8Array)) return null;
  try {
    const decoder = decoding.createDecoder(bytes);
    const id = (): CharacterId => ({ client: decoding.readVarUint(decoder), clock: decoding.readVarUint(decoder) });
    return { first: id(), last: id() };
  } catch {
    // Truncated: as good as none.
    return null;
  }
}

/** @returns null for a value that is no anchor: what a window kept as JSON may be anything by now */
export function readAnchor(value: unknown): Anchor | null {
  if (typeof value !== "object" || value === null) return null;
  const { first, last } = value as Readonly<Record<string, unknown>>;
  return isCharacterId(first) && isCharacterId(last) ? { first, last } : null;
}

function isCharacterId(value: unknown): value is CharacterId {
  if (typeof value !== "object" || value === null) return false;
  const { client, clock } = value as Readonly<Record<string, unknown>>;
  return [client, clock].every((part) => Number.isSafeInteger(part) && (part as number) >= 0);
}

/** A point in the walk over the body: which anchor's which end it is. */
interface Wanted {
  readonly clock: number;
  readonly anchor: number;
  readonly end: "first" | "last";
}

/**
 * Places of any number of anchors in one walk over the body's items: resolving them one by one would walk it for each
 * (1.8 ms at 500,000 characters). Text that was written anew, by undo, a move or a paste of what was cut, is found by its
 * lineage, for which the body is walked over once more.
 */
export function resolveAnchors(body: Y.Text, anchors: readonly Anchor[]): Place[] {
  const { store } = body.doc!;
  const { lineage } = articleOf(body.doc!);
  const wanted = new Map<number, Wanted[]>();
  const missing = new Set<number>();
  const cut = new Set<number>();
  anchors.forEach((anchor, i) => {
    for (const end of ["first", "last"] as const) {
      const { client, clock } = anchor[end];
      if (clock >= Y.getState(store, client)) missing.add(i);
      else {
        getOrMake(wanted, client).push({ clock, anchor: i, end });
        if (Y.getItem(store, Y.createID(client, clock)).deleted) cut.add(i);
      }
    }
  });
  for (const list of wanted.values()) list.sort((a, b) => a.clock - b.clock);
  // A note whose ends are there stands between them, whatever became of the rest.
  const traces = lineage.isEmpty
    ? null
    : new Traces(body, lineage, new Map([...cut].filter((i) => !missing.has(i)).map((i) => [i, anchors[i]!])));

  const ends = anchors.map(() => ({ first: null as number | null, last: null as number | null }));
  let index = 0;
  for (let item = body._start; item !== null; item = item.right) {
    const { clock } = item.id;
    const visible = !item.deleted && item.countable;
    let from = 0;
    for (const { anchor, end, clock: at } of pointsIn(wanted.get(item.id.client), clock, item.length)) {
      const offset = at - clock + (end === "last" ? 1 : 0);
      traces?.see(item, from, offset, index);
      from = offset;
      // The end sticks to the character: behind it while it is there, where it was once it is gone.
      ends[anchor]![end] = visible ? index + offset : index;
      traces?.passEnd(anchor);
    }
    traces?.see(item, from, item.length, index);
    if (visible) index += item.length;
  }
  return ends.map(({ first, last }, i): Place => {
    if (missing.has(i)) return { state: "waiting" };
    const traced = traces?.placeOf(i);
    if (traced) return { state: "found", ...traced };
    // Collected by Yjs: the text is gone for good, and its place with it.
    if (first === null || last === null) return { state: "orphan", at: first ?? last ?? 0 };
    return first < last ? { state: "found", from: first, to: last } : { state: "orphan", at: last };
  });
}

const NONE: readonly Wanted[] = [];

/** One client's points that lie in an item, in the order in which a walk comes to them. */
function pointsIn(list: readonly Wanted[] | undefined, clock: number, length: number): readonly Wanted[] {
  const start = list ? firstFrom(list, clock) : 0;
  // Of most items none: there are tens of thousands.
  if (!list || start === list.length || list[start]!.clock >= clock + length) return NONE;
  let end = start;
  while (end < list.length && list[end]!.clock < clock + length) end++;
  // Behind the last character is before the next one.
  const place = ({ clock: at, end: which }: Wanted): number => 2 * at + (which === "last" ? 1.5 : 0);
  return list.slice(start, end).sort((a, b) => place(a) - place(b));
}

function getOrMake(map: Map<number, Wanted[]>, key: number): Wanted[] {
  let list = map.get(key);
  if (!list) map.set(key, (list = []));
  return list;
}

/** Index of the first entry at or after `clock` in a list sorted by it. */
const firstFrom = (list: readonly Wanted[], clock: number): number => firstIndex(list.length, (i) => list[i]!.clock >= clock);
