/** Real frames, as y-websocket and our windows send them, from documents with every kind of content an article has. */
import * as prng from "lib0/prng";
import { Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import type { RoomKind } from "../../../shared/roles.ts";
import type { Frame } from "../../../shared/wire/frames.ts";
import { below, pick } from "./bend.ts";

/** What the frames are made from. */
export interface Material {
  /** Each edit's update, in the order they were made, and at the end whole states. */
  readonly updates: readonly Uint8Array[];
  readonly stateVectors: readonly Uint8Array[];
  readonly presences: readonly Uint8Array[];
}

/** Some minutes of two writers and their carets. */
export function material(gen: prng.PRNG, kind: RoomKind): Material {
  const docs = [1, 2].map(() => new Y.Doc({ gc: prng.bool(gen) }));
  const updates: Uint8Array[] = [];
  const stateVectors: Uint8Array[] = [];
  const presences: Uint8Array[] = [];
  for (const [i, doc] of docs.entries()) {
    doc.clientID = prng.uint32(gen, 1, 2 ** 32 - 1);
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === "other") return;
      updates.push(update);
      Y.applyUpdate(docs[1 - i]!, update, "other");
    });
  }
  for (let i = 0; i < 60; i++) {
    const doc = docs[i % 2]!;
    if (kind === "body") edit(gen, doc);
    else append(gen, doc);
    if (i % 10 === 0) stateVectors.push(Y.encodeStateVector(doc));
  }
  for (const doc of docs) {
    updates.push(Y.encodeStateAsUpdate(doc));
    const awareness = new Awareness(doc);
    for (let i = 0; i < 3; i++) {
      awareness.setLocalState(
        i === 2 ? null : { cursor: { anchor: below(gen, 99), head: below(gen, 99) }, mood: "☕", user: { name: "سارا" } },
      );
      const states = new Map([[doc.clientID, awareness.getLocalState() ?? {}]]);
      presences.push(encodeAwarenessUpdate(awareness, [doc.clientID], i === 2 ? awareness.getStates() : states));
    }
    awareness.destroy();
  }
  return { updates, stateVectors, presences };
}

/** What is in notes, and what other programs may put there: plain values, which nobody removes (NO13). */
function append(gen: prng.PRNG, doc: Y.Doc): void {
  const text = pick(gen, ["نظر", "🦊", ""]);
  const value = pick(gen, [
    { type: "thread", text, at: 1.5 },
    { type: "reply", thread: `${doc.clientID}.0`, text },
    [text, { big: 2 ** 40 }],
    new Uint8Array(3),
    null,
  ]);
  doc.getArray<unknown>("entries").push([value]);
}

function edit(gen: prng.PRNG, doc: Y.Doc): void {
  const body = doc.getText("body");
  const map = doc.getMap<unknown>("meta");
  const [from, size] = [below(gen, body.length + 1), 1 + below(gen, 5)];
  switch (below(gen, 6)) {
    case 0:
    case 1:
      return body.insert(from, pick(gen, ["سلام ", "تیتر\n", "hello", "🦊🦊", "ن\u200cش"]));
    case 2:
      return body.delete(from, Math.min(size, body.length - from));
    case 3:
      return body.format(from, Math.min(size, body.length - from), { bold: prng.bool(gen) || null, link: { href: "https://x" } });
    case 4:
      return body.insertEmbed(from, { image: "x", alt: ["a", 1, null] });
    default:
      return void map.set("slug", pick(gen, ["x", 7, -1, null, 2 ** 40, 0.1]));
  }
}

/** Any frame that a client of ours might send. */
export function realFrame(gen: prng.PRNG, { updates, stateVectors, presences }: Material): Frame {
  switch (below(gen, 12)) {
    case 0:
      return { type: "step1", stateVector: pick(gen, stateVectors) };
    case 1:
    case 2:
      return { type: "awareness", update: pick(gen, presences) };
    case 3:
      return { type: "query-awareness" };
    case 4:
      return { type: "barrier", id: below(gen, 1000) };
    case 5:
      return { type: "denied", reason: "چرا؟" };
    case 6:
      return { type: "update", update: pick(gen, updates), reply: true };
    default:
      return { type: "update", update: pick(gen, updates), reply: false };
  }
}
