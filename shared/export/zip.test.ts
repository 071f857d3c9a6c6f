import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { ZipTooLarge, zipOf, type ZipFile } from "./zip.ts";

const file = (name: string, text: string, isPacked = false): ZipFile => ({
  name,
  bytes: new TextEncoder().encode(text),
  at: 0,
  isPacked,
});

function joined(parts: Iterable<Uint8Array>): Uint8Array {
  const all = [...parts];
  const bytes = new Uint8Array(all.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of all) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

test("EX37: what goes in comes out, by its name, packed or not", () => {
  const files = [file("پل نو.txt", "سلام ".repeat(1000)), file("b.docx", "PK", true), file("empty.md", "")];
  const bytes = joined(zipOf(files));
  expect(bytes.length).toBeLessThan(1000);
  expect(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)])).toEqual(
    files.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)]),
  );
});

test("EX37: a file is asked for when those before it are written, so that no more than one is held", () => {
  let asked = 0;
  function* files(): Generator<ZipFile> {
    for (;;) yield file(`${asked++}.txt`, "x");
  }
  const parts = zipOf(files());
  for (let i = 0; i < 10; i++) parts.next();
  expect(asked).toBeLessThan(11);
});

function* empty(count: number): Generator<ZipFile> {
  for (let i = 0; i < count; i++) yield { name: `${i}`, bytes: new Uint8Array(), at: 0, isPacked: true };
}

test("EX37: more than a zip holds is refused, before it is one that no program reads", () => {
  expect(() => {
    for (const _ of zipOf(empty(65_001)));
  }).toThrow(ZipTooLarge);
}, 120_000);
