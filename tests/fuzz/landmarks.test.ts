import * as prng from "lib0/prng";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { articleOf } from "../../shared/article/identity/article.ts";
import { bodyOf } from "../../shared/article/model/body.ts";
import { insertForeign, deleteForeign } from "./foreign.ts";
import { changeOf, halvesOf } from "../../shared/article/yjs-internals/delta.ts";
import type { DeltaOp } from "../../shared/article/yjs-internals/delta-op.ts";
import type { Embed } from "../../shared/article/model/embed.ts";
import { Landmarks } from "../../shared/article/yjs-internals/landmarks.ts";
import { readBody } from "../../shared/article/yjs-internals/read.ts";
import type { Attributes } from "../../shared/article/model/tokens.ts";
import { BodyWriter } from "../../shared/article/sync/writer.ts";
import { runs, seed } from "../seed.ts";

const RUNS = runs(3);
/** For as many runs on a busy machine; milliseconds. */
const TIMEOUT = 120_000 + 10_000 * RUNS;

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

interface Editable {
  insert(index: number, text: string, attributes?: Attributes): unknown;
  insertEmbed(index: number, value: object, attributes: Attributes): unknown;
  delete(index: number, length: number): unknown;
  format(index: number, length: number, attributes: Attributes): unknown;
}

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

/** What stands at each index, with its attributes, as texts. */
function unitsOf(insert: string | Embed, attributes: Attributes = {}): string[] {
  const end = ending(attributes);
  return (typeof insert === "string" ? insert.split("") : [JSON.stringify(insert)]).map((content) => content + end);
}

const MARK = "\0";
const ending = (attributes: Attributes): string =>
  MARK +
  JSON.stringify(
    Object.entries(attributes)
      .filter(([, value]) => value !== null)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

const read = (body: Y.Text): string[] => readBody(body).flatMap(({ insert, attributes }) => unitsOf(insert, attributes));

const changed = (unit: string, change: Attributes): string => {
  const at = unit.lastIndexOf(MARK);
  const attributes = Object.fromEntries(JSON.parse(unit.slice(at + 1)) as [string, unknown][]);
  return unit.slice(0, at) + ending({ ...attributes, ...change });
};

function applied(units: readonly string[], delta: readonly DeltaOp[]): string[] {
  const out: string[] = [];
  let at = 0;
  for (const op of delta) {
    const { attributes } = op;
    if (op.insert !== undefined) out.push(...unitsOf(op.insert, attributes));
    else if (op.retain !== undefined)
      out.push(...units.slice(at, at + op.retain).map((one) => (attributes ? changed(one, attributes) : one)));
    at += op.delete ?? op.retain ?? 0;
  }
  return [...out, ...units.slice(at)];
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

/** A writer that looks every index up from the start. */
const walker = (body: Y.Text): BodyWriter =>
  new BodyWriter(articleOf(body.doc!), Object.assign(new Landmarks(body), { before: () => null }));

test(
  `AM8 AM9 AM14: from a landmark the same is written and the same change found as by a walk over the whole (seed ${seed})`,
  { tags: "long", timeout: TIMEOUT },
  () => {
    let fromLandmarks = 0;
    let shorter = 0;
    for (let run = 0; run < RUNS; run++) {
      const gen = prng.create(seed + run);
      // Yjs' own edits leave some of what other programs embed.
      const foreign = run % 2 === 1;
      const start = scattered(gen);
      const doc = open(start, 2);
      const twin = open(start, 2);
      const other = open(start, 3);
      const landmarks = new Landmarks(bodyOf(doc));
      const writer = new BodyWriter(articleOf(doc), landmarks);
      const twinWriter = foreign ? walker(bodyOf(twin)) : bodyOf(twin);
      const news: Uint8Array[] = [];
      other.on("update", (update: Uint8Array) => news.push(update));
      let known: string[] = [];
      doc.on("beforeTransaction", ({ origin }) => {
        if (origin !== "here") known = read(bodyOf(doc));
      });
      bodyOf(doc).observe((_event, transaction) => {
        if (transaction.origin === "here") return;
        const { delta } = changeOf(bodyOf(doc), transaction, landmarks);
        if ((delta[0]?.retain ?? 0) > 0) shorter++;
        if (halvesOf(bodyOf(doc), transaction).length === 0) expect(applied(known, delta).join("")).toBe(read(bodyOf(doc)).join(""));
        landmarks.moved(delta);
      });

      let near = 0;
      for (let step = 0; step < 250; step++) {
        const dice = prng.int31(gen, 0, 9);
        if (dice < 6) {
          const { index, edit } = randomEdit(gen, writer.body.length, near);
          near = (prng.bool(gen) && landmarks.before(index)?.index) || index;
          doc.transact(() => edit(writer), "here");
          twin.transact(() => edit(twinWriter), "here");
          const behind = writer.items.positionBehind(index);
          expect(Y.compareRelativePositions(behind, Y.createRelativePositionFromTypeIndex(writer.body, index, -1))).toBe(true);
        } else if (dice < 9) {
          const body = bodyOf(other);
          const kind = foreign ? prng.int31(gen, 0, 3) : 0;
          if (kind > 1) insertForeign(body, gen, prng.int31(gen, 0, body.length));
          else if (kind === 1) deleteForeign(body, gen, prng.int31(gen, 0, body.length), 4);
          else randomEdit(gen, body.length, near).edit(walker(body));
          if (prng.bool(gen)) for (const update of news.splice(0)) for (const each of [doc, twin]) Y.applyUpdate(each, update);
        } else {
          Y.applyUpdate(other, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(other)));
        }
        if (checkLandmark(landmarks, prng.int31(gen, 0, writer.body.length))) fromLandmarks++;
      }
      expect(Buffer.compare(Y.encodeStateAsUpdate(doc), Y.encodeStateAsUpdate(twin))).toBe(0);
    }
    expect(fromLandmarks).toBeGreaterThan(100 * RUNS);
    expect(shorter).toBeGreaterThan(5 * RUNS);
  },
);

test(
  `AM1 AM9 AM14: a walk over the whole body for a large change reads what the body says on its way (seed ${seed})`,
  () => {
    let walks = 0;
    for (let run = 0; run < RUNS; run++) {
      const gen = prng.create(seed + run);
      const start = scattered(gen);
      const [doc, other] = [open(start, 2), open(start, 3)];
      const [body, elsewhere] = [bodyOf(doc), bodyOf(other)];
      for (const each of [body, elsewhere]) {
        for (let i = 0; i < 400; i++) {
          if (i % 10 === 0) insertForeign(each, gen, prng.int31(gen, 0, each.length));
          else randomEdit(gen, each.length, 0).edit(walker(each));
        }
      }
      const known = read(body);
      let seen = 0;
      body.observe((_event, transaction) => {
        const { delta, content } = changeOf(body, transaction, new Landmarks(body));
        seen++;
        // It was small after all, and is read from landmarks of before, which are not kept here.
        if (!content) return;
        walks++;
        expect(content).toEqual(readBody(body));
        if (halvesOf(body, transaction).length === 0) expect(applied(known, delta).join("")).toBe(read(body).join(""));
      });
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
      expect(seen).toBeGreaterThan(0);
    }
    expect(walks).toBeGreaterThan(RUNS / 2);
  },
  TIMEOUT,
);
