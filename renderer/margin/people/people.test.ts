import { expect, test } from "vitest";
import { People } from "./people.ts";

const NAMES = ["علی‌رضا کریمی", "عليرضا صادقي", "Anna-Lena Müller", "Bob Smith", "Bobby Tables"];
const people = new People();
people.set(NAMES.map((name) => ({ id: name, name, color: "#000", role: "editor" })));
const found = (typed: string): readonly string[] => people.matching(typed).map(({ name }) => name);

test.each([
  ["علیرضا", NAMES.slice(0, 2)],
  ["علی‌رضا", NAMES.slice(0, 2)],
  ["علی رضا", NAMES.slice(0, 2)],
  ["علی رضاک", NAMES.slice(0, 1)],
  ["رضا", NAMES.slice(0, 1)],
  ["lena", NAMES.slice(2, 3)],
  ["anna l", []],
  ["bob", NAMES.slice(3)],
  ["bob ", NAMES.slice(3, 4)],
  ["bob t", []],
  ["", NAMES],
])("NO90: what begins with “%s” is found, spelled and spaced as it may be", (typed, names) => {
  expect(found(typed)).toEqual(names);
});
