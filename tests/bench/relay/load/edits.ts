/** Real Yjs updates, made before anything is measured: each is one letter at the end of what its typist wrote. */
import * as Y from "yjs";
import { encodeFrame } from "../../../../shared/wire/frames.ts";
import { masked } from "./line.ts";

const LETTERS = "ابپتجچحخدذرزسشعغفقکگلمنوهی ";

/** The client ID of the typist at this place. */
export const clientOf = (typist: number): number => 1_000_000 + typist;
export const typistOf = (client: number): number => client - 1_000_000;

/** `count` edits of one typist as frames to send, the first with clock 0. */
export function edits(typist: number, count: number, prefix: Uint8Array): Buffer[] {
  const doc = new Y.Doc();
  doc.clientID = clientOf(typist);
  const frames: Buffer[] = [];
  doc.on("update", (update: Uint8Array) => {
    frames.push(masked(Buffer.concat([prefix, encodeFrame({ type: "update", update, reply: false })])));
  });
  const body = doc.getText("body");
  for (let i = 0; i < count; i++) body.insert(i, LETTERS[(i * 7 + typist) % LETTERS.length]!);
  doc.destroy();
  return frames;
}
