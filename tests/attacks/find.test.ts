/** What comes in by the fields of find and replace. Expressions without an end are tried in tests/e2e/find.test.ts, with a real worker. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { bodyOf } from "../../shared/article/model/body.ts";
import { finderOf } from "../../shared/text/find.ts";
import { FOLD_ALL } from "../../shared/text/fold.ts";
import { PatternError } from "../../shared/text/pattern.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { runs, seed } from "../seed.ts";

const PIECES = [
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  "?",
  "*",
  "+",
  "|",
  "^",
  "$",
  "\\",
  ".",
  "-",
  "\\b",
  "\\W",
  "\\w",
  "(?<",
  "(?=",
  "(?<!",
  ">",
  "a",
  "ي",
  "\u200C",
].concat(["\\u{", "\\u0643", "\\p{L}", "\\k<", "\uD83D", "\uDC4D", "1", ",", "\\1", "\n", "\u2028", "/"]);

const RUNS = runs(3_000);

test(`FR5: an expression of any signs is read, or refused with what is wrong with it (seed ${seed})`, () => {
  let state = seed;
  const random = (below: number): number => (state = (state * 48271) % 2147483647) % below;
  let refused = 0;
  for (let run = 0; run < RUNS; run++) {
    const words = Array.from({ length: 1 + random(8) }, () => PIECES[random(PIECES.length)]!).join("");
    try {
      const hits = finderOf({ words, folding: FOLD_ALL, wholeWord: random(2) === 0, isPattern: true }).find("یك aَ‌b 👍\u2028x");
      expect(
        hits.every((at, i) => at >= (hits[i - 1] ?? 0)),
        words,
      ).toBe(true);
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(RUNS / 6);
});

const find = (words: string, text: string): readonly number[] =>
  finderOf({ words, folding: FOLD_ALL, wholeWord: false, isPattern: false }).find(text);

test("FR2: a query of a million letters, or half a surrogate pair, finds what it can and throws nothing", () => {
  expect(find("ا".repeat(1_000_000), "ا".repeat(2_000))).toHaveLength(4);
  expect(() => find("\uD83D", "👍👍")).not.toThrow();
  expect(() => find("a", "\uDC4D".repeat(100))).not.toThrow();
});

test("FR12: a replacement that brings block boundaries or half a surrogate pair into the text brings neither", () => {
  const doc = new Y.Doc();
  bodyOf(doc).insert(0, "تیتر\nپل 👍 نو");
  const desk = new HeadlessEditor("Sara", 7, [], [Y.encodeStateAsUpdate(doc)]);
  const at = desk.body.toJSON().indexOf("👍");
  desk.binding.replace([
    { parts: [{ from: 5, to: 7 }], words: "سد\nنو\n", like: 5 },
    { parts: [{ from: at, to: at + 2 }], words: "x\uD83D", like: at },
  ]);
  expect(desk.state.doc.childCount).toBe(2);
  expect(desk.body.toJSON()).toBe("تیتر\nسد نو  x\uFFFD نو");
  expect(desk.text).toBe(desk.body.toJSON());
});
