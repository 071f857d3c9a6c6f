/**
 * What changed in the body, as a delta: https://docs.yjs.dev/api/delta-format. Yjs computes it by a walk over every item
 * (some ten milliseconds where 100,000 are scattered in memory); a change without formatting is found here from the items
 * that it touched, and Yjs asked for the delta of that stretch alone.
 */
import * as Y from "yjs";
import type { Landmarks } from "./landmarks.ts";
import type { Attributes } from "./tokens.ts";

export interface DeltaOp {
  readonly insert?: unknown;
  readonly delete?: number;
  readonly retain?: number;
  readonly attributes?: Attributes;
}

/** The length in the body of what an operation inserts. */
export const lengthOf = ({ insert }: DeltaOp): number => (typeof insert === "string" ? insert.length : 1);

/** Changes of more items than this are merges after a time apart, and are walked to as a whole. */
const FEW = 200;

/** The delta of `event`. @param landmarks of the body as it was before */
export function deltaOf(event: Y.YTextEvent, transaction: Y.Transaction, landmarks: Landmarks): readonly DeltaOp[] {
  const body = event.target;
  const changed = touchedItems(body, transaction);
  const place = changed && landmarks.beforeAll(changed);
  if (!changed || !place) return event.delta as DeltaOp[];

  const missing = new Set(changed);
  let last = place.item;
  while (missing.size > 0) {
    last = last.right!;
    missing.delete(last);
  }
  // An event of our own: that of Yjs keeps its delta for others, and is asked about the whole.
  const part = new Y.YTextEvent(body, transaction, new Set([null]));
  const { _start: start } = body;
  const { right } = last;
  body._start = place.item;
  last.right = null;
  try {
    return [{ retain: place.index }, ...(part.delta as DeltaOp[])];
  } finally {
    body._start = start;
    last.right = right;
  }
}

/** The items of `body` that came or went; null when there are many, none, or formatting among them. */
function touchedItems(body: Y.Text, transaction: Y.Transaction): Y.Item[] | null {
  const items: Y.Item[] = [];
  for (const struct of touchedStructs(transaction)) {
    if (!(struct instanceof Y.Item) || struct.parent !== body) continue;
    if (struct.content instanceof Y.ContentFormat || items.length === FEW) return null;
    if (struct.parentSub === null) items.push(struct);
  }
  return items.length > 0 ? items : null;
}

function* touchedStructs({ doc, beforeState, afterState, deleteSet }: Y.Transaction): Generator<Y.Item | Y.GC> {
  for (const [client, clock] of afterState) yield* structsIn(doc, client, beforeState.get(client) ?? 0, clock);
  for (const [client, ranges] of deleteSet.clients) {
    for (const { clock, len } of ranges) yield* structsIn(doc, client, clock, clock + len);
  }
}

function* structsIn(doc: Y.Doc, client: number, from: number, to: number): Generator<Y.Item | Y.GC> {
  if (from === to) return;
  const structs = doc.store.clients.get(client)!;
  for (let i = Y.findIndexSS(structs, from); i < structs.length && structs[i]!.id.clock < to; i++) yield structs[i]!;
}
