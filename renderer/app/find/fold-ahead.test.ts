import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { schema } from "../../../shared/article/model/schema.ts";
import { FOLD_ALL, foldWithOffsets } from "../../../shared/text/fold.ts";
import { eventually } from "../../../tests/eventually.ts";
import { BlockText } from "./block-text.ts";
import { FoldAhead } from "./fold-ahead.ts";

const article = (text: string) =>
  schema.node("doc", null, [
    schema.node("headline"),
    ...Array.from({ length: 40 }, () => schema.node("paragraph", null, schema.text(text))),
  ]);

let folded: string[] = [];

beforeEach(() => {
  folded = [];
  vi.spyOn(BlockText.prototype, "folded").mockImplementation(function (this: BlockText, folding) {
    folded.push(this.text);
    return foldWithOffsets(this.text, folding);
  });
});

afterEach(() => void vi.restoreAllMocks());

test("FR31: all blocks are folded, each once, and not while the caller works", async () => {
  new FoldAhead().start(article("پل"), FOLD_ALL);
  expect(folded).toEqual([]);
  await eventually(() => folded, ["", ...Array.from({ length: 40 }, () => "پل")]);
});

test("FR31: it ends when it is stopped, and when it starts anew", async () => {
  const ahead = new FoldAhead();
  ahead.start(article("پل"), FOLD_ALL);
  ahead.start(article("رود"), FOLD_ALL);
  ahead.stop();
  new FoldAhead().start(article("راه"), FOLD_ALL);
  await eventually(() => folded.length, 41);
  expect(new Set(folded)).toEqual(new Set(["", "راه"]));
});
