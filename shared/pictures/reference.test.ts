import { expect, test } from "vitest";
import * as Y from "yjs";
import { readReference, referencesIn, writeReference, type PictureReference } from "./reference.ts";

const SHA256 = "0123456789abcdef".repeat(4);
const PICTURE: PictureReference = { sha256: SHA256, type: "image/webp", width: 2560, height: 1707 };
const SRC = `picture:image/webp;2560x1707;sha256-${SHA256}`;

test("PI1: a reference names bytes, type and size, and is one value", () => {
  expect(writeReference(PICTURE)).toBe(SRC);
  expect(readReference(SRC)).toEqual(PICTURE);
});

test.each([
  ["nothing", undefined],
  ["null", null],
  ["a number", 7],
  ["an object", { toString: () => SRC }],
  ["an address", "https://a.example/a.png"],
  ["a picture of the older form", "data:image/png;base64,AAAA"],
  ["a type that is none", SRC.replace("webp", "html")],
  ["an upper-case hash", SRC.toUpperCase()],
  ["a short hash", SRC.slice(0, -1)],
  ["a long hash", `${SRC}0`],
  ["a line behind it", `${SRC}\n`],
  ["a space before it", ` ${SRC}`],
  ["no size", SRC.replace("2560", "0")],
  ["a size with a zero before it", SRC.replace("2560", "02560")],
  ["a negative size", SRC.replace("2560", "-2560")],
  ["ten thousand million pixels", SRC.replace("2560x1707", "99999x99999")],
  ["a megabyte", SRC + "0".repeat(2 ** 20)],
])("PI2: %s is no reference", (_name, src) => {
  expect(readReference(src)).toBeNull();
});

/** An update with so many starts of references before one. */
const full = (count: number): Uint8Array => new Uint8Array(Buffer.from("picture:image/png;".repeat(count) + SRC));

test("PI6: of an update that is full of what looks like references a bounded number is read", () => {
  expect(referencesIn(full(19_999))).toEqual([PICTURE]);
  expect(referencesIn(full(20_000))).toEqual([]);
});

test("PI6: references are found in an update, wherever Yjs writes them, each once", () => {
  const other = { ...PICTURE, sha256: "f".repeat(64), type: "image/png" as const };
  const suggested = { ...PICTURE, sha256: "e".repeat(64), type: "image/jpeg" as const };
  const doc = new Y.Doc();
  doc.getText("body").insert(0, "picture: نه picture:image/png;1x1;sha256-0");
  doc.getMap("blocks").set("a/src", writeReference(PICTURE));
  doc.getMap("blocks").set("b/src", writeReference(other));
  doc.getMap("blocks").set("c/src", writeReference(other));
  doc.getMap("suggestions").set("s", [["src", writeReference(suggested)]]);
  const found = referencesIn(Y.encodeStateAsUpdate(doc));
  expect(found.map(({ sha256 }) => sha256).sort()).toEqual([PICTURE, other, suggested].map(({ sha256 }) => sha256).sort());
  expect(found).toContainEqual(PICTURE);
  expect(referencesIn(new Uint8Array())).toEqual([]);
  const update = Y.encodeStateAsUpdate(doc);
  for (let cut = 0; cut < update.length; cut++) expect(() => referencesIn(update.subarray(0, cut))).not.toThrow();
});
