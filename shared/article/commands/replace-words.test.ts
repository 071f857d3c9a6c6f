import { expect, test } from "vitest";
import { editOf } from "./replace-words.ts";

test.each([
  ["یک دو سه", "یک ژ سه", "یک [دو>ژ] سه"],
  ["یک دو", "یک دو سه", "یک دو[> سه]"],
  ["یک دو سه", "دو سه", "[یک >]دو سه"],
  ["کتاب", "کتابخانه", "[کتاب>کتابخانه]"],
  ["می‌رود و", "می‌روم و", "[می‌رود>می‌روم] و"],
  ["یک یک", "یک", "یک[ یک>]"],
  ["یک", "یک یک", "یک[> یک]"],
  ["😀 ب", "😁 ب", "[😀>😁] ب"],
  ["", "یک", "[>یک]"],
  ["یک", "", "[یک>]"],
  ["یک", "یک", "یک[>]"],
])("NO64: what becomes of %j when it is to be %j is written in whole words", (before, after, expected) => {
  const { from, to, words } = editOf(before, after);
  expect(`${before.slice(0, from)}[${before.slice(from, to)}>${words}]${before.slice(to)}`).toBe(expected);
  expect(before.slice(0, from) + words + before.slice(to)).toBe(after);
});
