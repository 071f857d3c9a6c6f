/** Real Yjs updates, made before anything is measured: each is one letter at the end of what its typist wrote. */
import * as Y from "yjs";
import { encodeFrame } from "../../../../shared/wire/frames.ts";
import { masked } from "./websocket.ts";

const LETTERS = "ابپتجچحخدذرزسشعغفقکگلمنوهی ";

/** The client ID of the typist at this place. */
export const clientOf = (typist: number): number => 1_000_000 + typist;
export const typistOf = (client: number): number => client - 1_000_000;

/** `count` edits of one typist as frames to send, the first with clock 0. */
export function edits(typist: number, count: number, prefix: Uint8Array): Buffer[] {
  return lettersOf(typist, count).map((frame) => masked(Buffer.concat([prefix, frame])));
}

/** What typists have written so far: the same for every contestant, and made once. */
const written = new Map<number, readonly Uint8Array[]>();

function lettersOf(typist: number, count: number): readonly Uint8Array[] {
  let frames = written.get(typist) ?? [];
  if (frames.length < count) {
    frames = write(typist, count);
    written.set(typist, frames);
  }
  return frames.slice(0, count);
}

function write(typist: number, count: number): Uint8Array[] {
  const doc = new Y.Doc();
  doc.clientID = clientOf(typist);
  const frames: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => frames.push(encodeFrame({ type: "update", update, reply: false })));
  const body = doc.getText("body");
  for (let i = 0; i < count; i++) body.insert(i, LETTERS[(i * 7 + typist) % LETTERS.length]!);
  doc.destroy();
  return frames;
}
