import * as prng from "lib0/prng";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { bodyOf } from "./body.ts";
import { deltaOf, type DeltaOp } from "./delta.ts";
import { Landmarks } from "./landmarks.ts";
import { BodyWriter } from "./writer.ts";

const seed = Number(process.env["SEED"] ?? 1 + Math.floor(Math.random() * 2 ** 30));

/** A body of some 2,000 items that cannot merge, for they were written from the end, with formatting in between. */
function scattered(gen: prng.PRNG): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 1;
  const body = bodyOf(doc);
  for (let i = 0; i < 2000; i++) {
    if (i % 30 === 0) body.insert(0, "\n", prng.bool(gen) ? { kind: "heading" } : {});
    else body.insert(0, prng.word(gen, 1, 4), prng.int31(gen, 0, 20) === 0 ? { bold: true } : {});
  }
  return Y.encodeStateAsUpdate(doc);
}

function open(update: Uint8Array, client: number): Y.Doc {
  const doc = new Y.Doc();
  bodyOf(doc);
  Y.applyUpdate(doc, update);
  doc.clientID = client;
  return doc;
}

type Editable = Pick<BodyWriter, "insert" | "insertEmbed" | "delete" | "format">;

/** A random edit that can be made on two bodies alike. */
function randomEdit(gen: prng.PRNG, length: number, near: number): { index: number; edit: (body: Editable) => void } {
  const int = (min: number, max: number): number => prng.int31(gen, min, max);
  const index = prng.bool(gen) ? Math.min(length, Math.max(0, near + int(-3, 3))) : int(0, length);
  const span = Math.min(length - index, int(0, 9) === 0 ? 300 : int(1, 5));
  const attributes = prng.oneOf(gen, [{}, { bold: true }, { bold: null }, { kind: "quote" }, { link: "a", bold: true }]);
  const text = prng.word(gen, 1, 5);
  const dice = int(0, 9);
  const edit = (body: Editable): void => {
    if (dice < 3) body.insert(index, text);
    else if (dice < 5) body.insert(index, text, { ...attributes });
    else if (dice === 5) body.insertEmbed(index, { image: index }, { ...attributes });
    else if (dice < 8 && span > 0) body.delete(index, span);
    else if (span > 0) body.format(index, span, { ...attributes });
  };
  return { index, edit };
}

/** Retains that follow one another made one. */
function joined(delta: readonly DeltaOp[]): DeltaOp[] {
  const out: DeltaOp[] = [];
  for (const op of delta) {
    const last = out.at(-1);
    if (op.retain === 0) continue;
    if (last?.retain !== undefined && op.retain !== undefined && !last.attributes && !op.attributes) out[out.length - 1] = { retain: last.retain + op.retain };
    else out.push(op);
  }
  return out.at(-1)?.retain !== undefined && !out.at(-1)!.attributes ? out.slice(0, -1) : out;
}

/** The landmark before `index` stands where a walk over the whole body says, with no formatting open. */
function checkLandmark(landmarks: Landmarks, index: number): boolean {
  const place = landmarks.before(index);
  if (!place) return false;
  const open = new Set<string>();
  let at = 0;
  let item = landmarks.body._start;
  for (; item !== null && item !== place.item; item = item.right) {
    if (item.deleted) continue;
    if (item.content instanceof Y.ContentFormat) {
      if (item.content.value === null) open.delete(item.content.key);
      else open.add(item.content.key);
    } else at += item.length;
  }
  expect({ found: item !== null, at, open: [...open] }).toEqual({ found: true, at: place.index, open: [] });
  expect(at).toBeLessThan(index);
  return true;
}

test(`AM8 AM9: from a landmark the same is written and the same change found as by a walk over the whole (seed ${seed})`, () => {
  let fromLandmarks = 0;
  let shorter = 0;
  for (let run = 0; run < 8; run++) {
    const gen = prng.create(seed + run);
    const start = scattered(gen);
    const doc = open(start, 2);
    const twin = open(start, 2);
    const other = open(start, 3);
    const landmarks = new Landmarks(bodyOf(doc));
    const writer = new BodyWriter(landmarks);
    const news: Uint8Array[] = [];
    other.on("update", (update: Uint8Array) => news.push(update));
    bodyOf(doc).observe((event, transaction) => {
      if (transaction.origin === "here") return;
      const delta = deltaOf(event, transaction, landmarks);
      if ((delta[0]?.retain ?? 0) > 0 && (event.delta as DeltaOp[]).length > 0) shorter++;
      expect(joined(delta)).toEqual(joined(event.delta as DeltaOp[]));
      landmarks.moved(delta);
    });
    // To ask for a delta is to tidy up.
    bodyOf(twin).observe((event, transaction) => void (transaction.origin !== "here" && event.delta));

    let near = 0;
    for (let step = 0; step < 250; step++) {
      const dice = prng.int31(gen, 0, 9);
      if (dice < 6) {
        const { index, edit } = randomEdit(gen, writer.body.length, near);
        near = (prng.bool(gen) && landmarks.before(index)?.index) || index;
        doc.transact(() => edit(writer), "here");
        twin.transact(() => edit(bodyOf(twin)), "here");
        const behind = writer.positionBehind(index);
        expect(Y.compareRelativePositions(behind, Y.createRelativePositionFromTypeIndex(writer.body, index, -1))).toBe(true);
      } else if (dice < 9) {
        randomEdit(gen, bodyOf(other).length, near).edit(bodyOf(other));
        if (prng.bool(gen)) for (const update of news.splice(0)) for (const each of [doc, twin]) Y.applyUpdate(each, update);
      } else {
        Y.applyUpdate(other, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(other)));
      }
      if (checkLandmark(landmarks, prng.int31(gen, 0, writer.body.length))) fromLandmarks++;
    }
    expect(Buffer.compare(Y.encodeStateAsUpdate(doc), Y.encodeStateAsUpdate(twin))).toBe(0);
  }
  expect(fromLandmarks).toBeGreaterThan(1000);
  expect(shorter).toBeGreaterThan(50);
});
