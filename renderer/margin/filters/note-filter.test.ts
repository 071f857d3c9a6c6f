import { expect, test } from "vitest";
import type { Thread } from "../../../shared/notes/thread.ts";
import { fold } from "../../../shared/text/fold.ts";
import { foldedText, NoteSearch } from "./note-filter.ts";

const finds = (typed: string, text: string): boolean => new NoteSearch(typed).finds(fold(text));

test.each(["می‌رود", "میرود", "می رود", "ميرود", "رود"])("NO35: %s finds «او می‌رود»", (typed) => {
  expect(finds(typed, "او می‌رود")).toBe(true);
});

test("NO35: all words must be there, letters have no case, digits no script", () => {
  expect(finds("Omid ۱۲", "see omid, 12 o’clock")).toBe(true);
  expect(finds("omid sara", "see omid")).toBe(false);
});

test("NO35: nothing that is typed finds all, and signs are no operators", () => {
  for (const typed of ["", "  ", "\u200C"]) expect([new NoteSearch(typed).isEmpty, finds(typed, "x")]).toEqual([true, true]);
  expect(finds("a.*b", "axxb")).toBe(false);
  expect(finds("[", "a[b")).toBe(true);
});

const thread = (text: string): Thread =>
  ({
    quote: { text: "پل نو", prefix: "", suffix: "" },
    assigned: { to: { member: "r", name: "رضا" } },
    messages: [{ text, mentions: [{ member: "s", name: "سارا" }] }],
  }) as unknown as Thread;

test("NO35: quote, messages and names of a thread are searched, and it is folded once", () => {
  const one = thread("از کجا؟");
  for (const word of ["پل", "کجا", "سارا", "رضا"]) expect(new NoteSearch(word).finds(foldedText(one))).toBe(true);
  expect(foldedText(one)).toBe(foldedText(one));
  expect(foldedText(thread("x".repeat(1_000_000))).length).toBeLessThanOrEqual(200_000);
});
