import * as prng from "lib0/prng";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { ShortTextDecoder } from "./text-decoder.ts";
import { runs, seed } from "../../tests/seed.ts";

const TEXTS = ["", "a", "key/12.5", "می‌رود", "שלום", "ﷺ\ufeff", "क", "😀", "€", "\ud83d", "é".repeat(60), "word ".repeat(40)];

function value(gen: prng.PRNG, depth = 0): unknown {
  const one = prng.int31(gen, 0, depth > 2 ? 5 : 7);
  if (one === 0) return null;
  if (one === 1) return prng.bool(gen);
  if (one === 2) return prng.int31(gen, -5, 70_000);
  if (one === 3) return prng.real53(gen);
  if (one < 6) return prng.oneOf(gen, TEXTS);
  const all = Array.from({ length: prng.int31(gen, 0, 4) }, () => value(gen, depth + 1));
  return one === 6 ? all : Object.fromEntries(all.map((member) => [prng.oneOf(gen, TEXTS), member]));
}

/** An update that has something of all that articles and notes have. */
function update(gen: prng.PRNG): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = prng.int31(gen, 1, 2 ** 30);
  const [body, map, entries] = [doc.getText("body"), doc.getMap(prng.oneOf(gen, ["suggestions", "چیزها"])), doc.getArray("entries")];
  for (let i = prng.int31(gen, 1, 30); i > 0; i--) {
    const at = prng.int31(gen, 0, body.length);
    const what = prng.int31(gen, 0, 5);
    if (what < 2) body.insert(at, prng.oneOf(gen, TEXTS));
    else if (what === 2) map.set(prng.oneOf(gen, TEXTS), prng.bool(gen) ? value(gen) : new Uint8Array([1, 2, 3]));
    else if (what === 3) entries.push([value(gen)]);
    else if (what === 4) body.format(at, Math.min(3, body.length - at), { [prng.oneOf(gen, TEXTS)]: prng.oneOf(gen, TEXTS) });
    else body.insertEmbed(at, { image: prng.oneOf(gen, TEXTS) });
  }
  return Y.encodeStateAsUpdate(doc);
}

/** What comes of an update: the document that it makes, or that it makes none. */
function outcomeOf(bytes: Uint8Array, take: (doc: Y.Doc) => void): string {
  const doc = new Y.Doc();
  try {
    take(doc);
    return Buffer.from(Y.encodeStateAsUpdate(doc)).toString("base64");
  } catch {
    return `none of ${bytes.length} bytes`;
  }
}

test(`SU52: short texts are read by hand as Yjs reads them, of whole updates and of broken ones (seed ${seed})`, () => {
  const gen = prng.create(seed);
  for (let run = runs(400); run > 0; run--) {
    const bytes = update(gen);
    if (prng.bool(gen))
      for (let i = prng.int31(gen, 1, 3); i > 0; i--) bytes[prng.int31(gen, 0, bytes.length - 1)] = prng.int31(gen, 0, 255);
    const by = (take: (doc: Y.Doc) => void): string => outcomeOf(bytes, take);
    expect(by((doc) => Y.applyUpdateV2(doc, bytes, null, ShortTextDecoder))).toBe(by((doc) => Y.applyUpdate(doc, bytes)));
  }
});

test("SU52: bytes that are no text are refused as by Yjs: overlong, halves of pairs, cut off", () => {
  const broken = [[0xc0, 0x80], [0xc1, 0xbf], [0xe0, 0x80, 0x80], [0xed, 0xa0, 0x80], [0xd9, 0x41], [0xe2, 0x82], [0x80], [0xf5, 0x80]];
  for (const text of [...broken, [0xd9, 0x85], [0xe2, 0x80, 0x8c], [0xef, 0xbb, 0xbf]]) {
    const doc = new Y.Doc();
    doc.getMap("map").set("Q".repeat(text.length), "value");
    const bytes = Y.encodeStateAsUpdate(doc);
    bytes.set(text, bytes.indexOf("Q".charCodeAt(0)));
    const by = (take: (doc: Y.Doc) => void): string => outcomeOf(bytes, take);
    const outcome = by((one) => Y.applyUpdateV2(one, bytes, null, ShortTextDecoder));
    expect(outcome).toBe(by((one) => Y.applyUpdate(one, bytes)));
    expect(outcome.startsWith("none"), String(text)).toBe(broken.includes(text));
  }
});
