import { expect, test } from "vitest";
import { IgnoredFindings } from "./ignored.ts";
import { placeFinding } from "./placed-finding.ts";

class MemoryStorage implements Pick<Storage, "getItem" | "setItem" | "removeItem"> {
  readonly items = new Map<string, string>();
  getItem = (key: string): string | null => this.items.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.items.set(key, value);
  removeItem = (key: string): void => void this.items.delete(key);
}

const TEXT = "دولت می خواهد و او می خواهد.";
const findingAt = (start: number) => placeFinding(TEXT, { kind: "mi", start, end: start + 1, replacement: "\u200C" }).placed;
const FIRST = findingAt(TEXT.indexOf("می") + 2);
const SECOND = findingAt(TEXT.lastIndexOf("می") + 2);

test("HS27 a finding is ignored at its place, or its words in the article, and remembered", () => {
  const storage = new MemoryStorage() as unknown as Storage;
  const ignored = new IgnoredFindings(() => storage, "article", "sara");
  ignored.add(FIRST, "here");
  expect([FIRST, SECOND].map((one) => ignored.has(one))).toEqual([true, false]);
  expect(new IgnoredFindings(() => storage, "article", "sara").has(FIRST)).toBe(true);
  expect(new IgnoredFindings(() => storage, "another", "sara").has(FIRST)).toBe(false);
  ignored.clear();
  ignored.add({ ...FIRST, words: SECOND.words, mended: SECOND.mended }, "article");
  expect(ignored.has(SECOND)).toBe(true);
});

const forbidden = (): Storage => {
  throw new Error("forbidden");
};

test("HS27 a storage that is forbidden, full or broken keeps nothing, silently", () => {
  const ignored = new IgnoredFindings(forbidden, "article", "sara");
  ignored.add(FIRST, "here");
  expect(ignored.has(FIRST)).toBe(true);
  for (const kept of ["{", "[1]", JSON.stringify("x"), JSON.stringify(Array(2000).fill("a"))]) {
    const storage = { getItem: () => kept } as unknown as Storage;
    expect(new IgnoredFindings(() => storage, "article", "sara").size).toBe(0);
  }
});

test("HS28 a finding is listed with the words around it, before and after", () => {
  expect(FIRST).toMatchObject({ words: "می خواهد", mended: "می\u200Cخواهد", drawn: "می خواهد", offset: 2, length: 1 });
  const comma = placeFinding("آب, برق", { kind: "punctuation", start: 2, end: 3, replacement: "،" }).placed;
  expect(comma).toMatchObject({ words: "آب,", mended: "آب،", drawn: ",", offset: 0 });
});
