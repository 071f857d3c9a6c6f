import { expect, test } from "vitest";
import { RememberedChoice } from "./remembered-choice.ts";
import { TEXT_VIEWS, textViewChoiceKey, type TextView } from "./text-view.ts";

test("SU40: the view is remembered for each person and article, and what is no view is none", () => {
  const entries = new Map<string, string>();
  const storage = {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  } as Storage;
  const choice = new RememberedChoice<TextView>(TEXT_VIEWS, () => storage);
  choice.choose("final");
  expect(choice.value.get()).toBe("marks");
  choice.follow(textViewChoiceKey("one", "sara"));
  choice.choose("final");
  choice.follow(textViewChoiceKey("two", "sara"));
  expect(choice.value.get()).toBe("marks");
  choice.follow(textViewChoiceKey("one", "omid"));
  expect(choice.value.get()).toBe("marks");
  choice.follow(textViewChoiceKey("one", "sara"));
  expect(choice.value.get()).toBe("final");
  choice.choose("marks");
  expect(entries.size).toBe(0);
  entries.set(textViewChoiceKey("one", "sara"), "upside down");
  choice.follow(textViewChoiceKey("one", "sara"));
  expect(choice.value.get()).toBe("marks");
});
