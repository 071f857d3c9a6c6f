import * as prng from "lib0/prng";
import { expect, test } from "vitest";
import { runs, seed } from "../../tests/seed.ts";
import { FileNames, fileNameOf } from "./file-name.ts";

test("EX38: a headline is the name of its file, without what a file system does not take", () => {
  for (const [headline, name] of [
    ["پل نو باز شد", "پل نو باز شد"],
    ["نیم\u200Cفاصله می\u200Cماند", "نیم\u200Cفاصله می\u200Cماند"],
    ['A/B\\C: "what?" <x>|*', "A B C what x"],
    ["../../etc/passwd", "etc passwd"],
    ["..", "tahrir"],
    ["", "tahrir"],
    ["\u202Efdp.exe", "fdp.exe"],
    ["a\u0000b\nc\u2028d", "a b c d"],
    ["پایان. . .", "پایان"],
    [".hidden", "hidden"],
    ["CON", "_CON"],
    ["nul.txt", "_nul.txt"],
    ["Lpt9 .x", "_Lpt9 .x"],
    ["com¹", "_com¹"],
    ["CONSTITUTION", "CONSTITUTION"],
    ["\uD800سلام", "\uFFFDسلام"],
  ])
    expect([headline, fileNameOf(headline!)]).toEqual([headline, name]);
  expect(fileNameOf("👨‍👩‍👧".repeat(100))).toMatch(/^(?:👨‍👩‍👧)+$/u);
});

test("EX38: two articles of one headline have two files, also where a file system folds case", () => {
  const names = new FileNames();
  names.take("manifest.json");
  expect(["Bridge", "bridge", "BRIDGE", "Bridge (2)", "پل", "پل", "manifest"].map((headline) => names.next(headline, "json"))).toEqual([
    "Bridge.json",
    "bridge (2).json",
    "BRIDGE (3).json",
    "Bridge (2) (2).json",
    "پل.json",
    "پل (2).json",
    "manifest (2).json",
  ]);
});

test(`EX38: any headline is one segment of a path that is not too long (${runs(300)} from seed ${seed})`, () => {
  const parts = [
    "/",
    "\\",
    "..",
    ".",
    " ",
    "con",
    "aux.",
    "\u202E",
    "\u0007",
    "پل",
    "a",
    "😀",
    "é",
    "\uDC00",
    "~",
    "-",
    "%2e",
    "\u3000",
    "ﷺ",
    "ß",
    "İ",
  ];
  const names = new FileNames();
  const taken = new Set<string>();
  for (let i = 0; i < runs(300); i++) {
    const gen = prng.create(seed + i);
    let headline = "";
    for (let left = prng.int31(gen, 0, 150); left > 0; left--) headline += prng.oneOf(gen, parts);
    const name = names.next(headline, "docx");
    // oxlint-disable-next-line no-control-regex
    expect(name, `seed ${seed + i}`).not.toMatch(/[/\\:*?"<>|\u0000-\u001F\u202A-\u202E\u2066-\u2069]|^[. ]|[. ]\.docx$|^(?:con|aux)\./i);
    expect(new TextEncoder().encode(name).length).toBeLessThan(220);
    expect(taken.has(name.toLowerCase())).toBe(false);
    taken.add(name.toLowerCase());
  }
});
