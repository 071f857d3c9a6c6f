import { expect, test } from "vitest";
import * as Y from "yjs";
import { schema } from "../article/model/schema.ts";
import { readThreads } from "../notes/threads.ts";
import { fillReviewed } from "./fill-reviewed.ts";
import type { ReviewedSuggestion } from "./reviewed-article.ts";

const struck = (author: string, i: number): ReviewedSuggestion => ({
  author,
  at: 1000 + i,
  inserted: [],
  struck: [{ from: 2 * i + 1, to: 2 * i + 2 }],
  forms: [],
  blockForms: [],
});

/** The messages that are written beside these suggestions. */
function messages(suggestions: readonly ReviewedSuggestion[]): string[] {
  const doc = schema.node("doc", null, [schema.node("headline"), schema.node("paragraph", null, schema.text("a ".repeat(1100)))]);
  const { notes } = fillReviewed({ doc, language: "fa", suggestions, threads: [] }, { line: "by {author}:", rest: "all others: {author}" });
  const said = new Y.Doc();
  if (notes) Y.applyUpdate(said, notes);
  return readThreads(said).flatMap(({ messages }) => messages.map(({ text }) => text));
}

test("DX9: whoever is said to have made most of 500 changes is named in one note, everybody else beside what is theirs", () => {
  const suggestions = Array.from({ length: 500 }, (_, i) => struck(i % 100 === 7 ? "{author} $&" : "Ali", i));
  expect(messages(suggestions)).toEqual(["all others: Ali", ...Array.from({ length: 5 }, () => "by {author} $&:")]);
});

test("DX9: few changes are signed each, and those of somebody without a name are given to nobody", () => {
  expect(messages(Array.from({ length: 20 }, (_, i) => struck("Ali", i)))).toEqual(Array.from({ length: 20 }, () => "by Ali:"));
  const some = Array.from({ length: 30 }, (_, i) => struck(i === 3 ? "" : "Ali", i));
  expect(messages(some)).toEqual(Array.from({ length: 29 }, () => "by Ali:"));
});
