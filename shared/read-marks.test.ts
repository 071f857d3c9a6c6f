import { expect, test } from "vitest";
import { isRead, mergeClocks, mergeMarks, readMarks, threadMarks, threadMarksSchema } from "./read-marks.ts";

test("NO73: marks of two places are one, the later clock of each client, in whatever order and however often they are merged", () => {
  const a = [1, 5, 3, 2];
  const b = [1, 3, 2, 7];
  const c = [3, 9];
  expect(mergeClocks(a, b)).toEqual([1, 5, 2, 7, 3, 2]);
  expect(mergeClocks(b, a)).toEqual(mergeClocks(a, b));
  expect(mergeClocks(mergeClocks(a, b), c)).toEqual(mergeClocks(a, mergeClocks(b, c)));
  expect(mergeClocks(mergeClocks(a, b), a)).toEqual(mergeClocks(a, b));
  const merged = mergeMarks(readMarks([{ thread: "a", clocks: a }]), readMarks([{ thread: "b", clocks: c }]));
  expect(threadMarks(merged)).toEqual([
    { thread: "a", clocks: [1, 5, 3, 2] },
    { thread: "b", clocks: [3, 9] },
  ]);
  expect([4, 5, 6].map((clock) => isRead(merged, "a", { client: 1, clock }))).toEqual([true, true, false]);
});

const many = (from: number) => Array.from({ length: 400 }, (_, i) => [from + i, i]).flat();

test("NO75: of a thread with thousands of clients some are kept, the same whatever the order", () => {
  const merged = mergeClocks(many(0), many(300));
  expect(merged).toHaveLength(1000);
  expect(merged).toEqual(mergeClocks(many(300), many(0)));
  expect(mergeClocks(merged, many(0))).toEqual(merged);
  expect(threadMarksSchema.safeParse({ thread: "a", clocks: merged }).success).toBe(true);
});

test.each([
  ["a client without a clock", { thread: "a", clocks: [1] }],
  ["a negative clock", { thread: "a", clocks: [1, -1] }],
  ["a clock beyond what is counted", { thread: "a", clocks: [1, 2 ** 60] }],
  ["no thread", { clocks: [1, 2] }],
  ["a thread of a megabyte", { thread: "x".repeat(1e6), clocks: [] }],
  ["another field", { thread: "a", clocks: [], member: "omid" }],
])("NO75: %s is no mark", (_name, value) => {
  expect(threadMarksSchema.safeParse(value).success).toBe(false);
});
