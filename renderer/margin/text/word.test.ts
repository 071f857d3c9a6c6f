import { expect, test } from "vitest";
import { schema } from "../../../shared/article/model/schema.ts";
import { wordAt } from "./word.ts";

/** The word for the caret at `|`; a block for each line after the headline. */
function wordIn(article: string): string | null {
  const blocks = article
    .replace("|", "")
    .split("\n")
    .map((line, i) => schema.node(i === 0 ? "headline" : "paragraph", null, line === "" ? [] : [schema.text(line)]));
  const doc = schema.node("doc", null, blocks);
  // A block's two ends are one line break more than the text has.
  const before = article.slice(0, article.indexOf("|"));
  const range = wordAt(doc, before.length + before.split("\n").length);
  return range && doc.textBetween(range.from, range.to);
}

test("NO22: without a selection a comment is on the word at the caret, with its half-spaces", () => {
  expect(wordIn("تیتر\nاو می‌ر|ود")).toBe("می‌رود");
  expect(wordIn("تیتر\n|او رفت")).toBe("او");
  expect(wordIn("تیتر\nاو| رفت")).toBe("او");
  expect(wordIn("تیتر\nاو |رفت")).toBe("رفت");
});

test("NO22: between sentences, or in punctuation, it is on the word before the caret; without one, on the first of the block", () => {
  expect(wordIn("تیتر\nاو رفت.| باران آمد.")).toBe("رفت");
  expect(wordIn("تیتر\nاو رفت...|")).toBe("رفت");
  expect(wordIn("تیتر\n| — باران آمد")).toBe("باران");
});

test("NO22: a block without a word has nothing to comment on", () => {
  expect(wordIn("تیتر\n...|")).toBeNull();
  expect(wordIn("تیتر\n|")).toBeNull();
});
