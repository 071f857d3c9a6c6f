import { expect, test } from "vitest";
import type { Member } from "../../../shared/roles.ts";
import { mentionQueryAt } from "./mention-query.ts";
import { People } from "./people.ts";

/** The caret is where `|` stands. */
const queryIn = (text: string) => mentionQueryAt(text.replace("|", ""), text.indexOf("|"))?.text ?? null;

test.each([
  ["@|", ""],
  ["از @سا|", "سا"],
  ["(@سارا اح|مدی)", "سارا اح"],
  ["@سا|رضا", "سا"],
  ["a@b|", null],
  ["sara.@b|", null],
  ["@ |", null],
  ["@\nسا|", null],
  ["سا|@", null],
  [`@${"ا".repeat(61)}|`, null],
  ["|", null],
  ["|@", null],
])("NO28: in %s one is writing the name %s", (text, query) => {
  expect(queryIn(text)).toBe(query);
});

const person = (id: string, name: string): Member => ({ id, name, color: "#006080", role: "editor" });

test("NO28: those whose name begins with it come before those of whom another word does", () => {
  const people = new People();
  people.set([person("1", "علی رضایی"), person("2", "رضا"), person("3", "Reza"), person("4", "می‌نا")]);
  const names = (typed: string) => people.matching(typed).map(({ name }) => name);
  expect(names("رضا")).toEqual(["رضا", "علی رضایی"]);
  expect(names("علي رض")).toEqual(["علی رضایی"]);
  expect(names("REZ")).toEqual(["Reza"]);
  expect(names("مین")).toEqual(["می‌نا"]);
  expect(names("رضا ")).toEqual([]);
  expect(names("")).toHaveLength(4);
});

test("NO28: of a thousand people eight are offered", () => {
  const people = new People();
  people.set(Array.from({ length: 1000 }, (_, i) => person(`${i}`, `نام ${i}`)));
  expect(people.matching("نام")).toHaveLength(8);
});
