import { expect, test } from "vitest";
import { suggestingKey, SuggestingMode } from "./suggesting-mode.ts";

function storageOf(entries: Map<string, string>): Storage {
  return {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  } as Storage;
}

test("SU31: suggesting is remembered for each person and article", () => {
  const entries = new Map<string, string>();
  const mode = new SuggestingMode(() => storageOf(entries));
  mode.follow(suggestingKey("one", "sara"));
  expect(mode.isOn.get()).toBe(false);
  expect(mode.toggle()).toBe(true);
  for (const [article, member, isOn] of [
    ["two", "sara", false],
    ["one", "omid", false],
    ["one", "sara", true],
  ] as const) {
    mode.follow(suggestingKey(article, member));
    expect(mode.isOn.get()).toBe(isOn);
  }
  const another = new SuggestingMode(() => storageOf(entries));
  another.follow(suggestingKey("one", "sara"));
  expect(another.toggle()).toBe(false);
  expect(entries.size).toBe(0);
});

test("SU31: who may not write does not suggest, and a storage that is forbidden keeps nothing", () => {
  const mode = new SuggestingMode(() => {
    throw new Error("forbidden");
  });
  mode.follow(null);
  expect(mode.toggle()).toBe(false);
  mode.follow(suggestingKey("one", "sara"));
  expect(mode.toggle()).toBe(true);
  mode.follow(null);
  expect(mode.isOn.get()).toBe(false);
});

test("RO7: what is required cannot be switched off, and leaves what was chosen as it was", () => {
  const entries = new Map<string, string>();
  const mode = new SuggestingMode(() => storageOf(entries));
  mode.follow(suggestingKey("one", "sara"), "ready");
  expect([mode.isOn.get(), mode.requiredFrom.get()]).toEqual([true, "ready"]);
  expect(mode.toggle()).toBe(true);
  mode.follow(suggestingKey("one", "sara"), null);
  expect([mode.isOn.get(), mode.requiredFrom.get()]).toEqual([false, null]);
  mode.follow(null, "ready");
  expect([mode.isOn.get(), mode.requiredFrom.get()]).toEqual([false, null]);
});
