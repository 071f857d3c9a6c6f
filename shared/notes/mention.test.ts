import { describe, expect, test } from "vitest";
import { mentionsIn, partsOfText, readMentions, withoutMentions } from "./mention.ts";

const SARA = { id: "s1", name: "سارا" };
const SARA_AHMADI = { id: "s2", name: "سارا احمدی" };
const OMID = { id: "o", name: "Omid" };
const NOBODY_CHOSEN: ReadonlyMap<string, string> = new Map();

const membersIn = (text: string, people = [SARA, SARA_AHMADI, OMID], chosen = NOBODY_CHOSEN) =>
  mentionsIn(text, people, chosen).map(({ member }) => member);

describe("NO27: whom a text mentions", () => {
  test("each @ with a name behind it, the longest that fits, everybody once", () => {
    expect(membersIn("@سارا احمدی و @Omid، و باز @Omid")).toEqual(["s2", "o"]);
    expect(membersIn("@سارا: بیا")).toEqual(["s1"]);
  });

  test("a longer word that begins with a name is not that name", () => {
    expect(membersIn("@سارایی @سارا\u200Cها @Omidvar")).toEqual([]);
  });

  test("no @ names nobody, nor does a name that nobody has", () => {
    expect(membersIn("سارا و @رضا و a@b.ir")).toEqual([]);
  });

  test("of several people of one name the one that was chosen, and none when none was", () => {
    const two = [SARA, { id: "s9", name: "سارا" }];
    expect(membersIn("@سارا", two)).toEqual([]);
    expect(membersIn("@سارا", two, new Map([["سارا", "s9"]]))).toEqual(["s9"]);
  });
});

describe("NO27: a message in parts", () => {
  test("mentions stand where their names are, and all parts together are the text", () => {
    const text = "از @سارا احمدی بپرس، نه از @سارا.";
    const parts = partsOfText(text, [
      { member: "s1", name: "سارا" },
      { member: "s2", name: "سارا احمدی" },
    ]);
    expect(parts.map(({ text }) => text).join("")).toBe(text);
    expect(parts.flatMap(({ mention }) => mention?.member ?? [])).toEqual(["s2", "s1"]);
  });

  test("without the people it names, the rest is left", () => {
    expect(withoutMentions("@سارا please check", [{ member: "s1", name: "سارا" }])).toBe(" please check");
  });

  test("a text without mentions, and an empty one, is one part", () => {
    expect(partsOfText("@سارا", [])).toEqual([{ text: "@سارا", mention: null }]);
    expect(partsOfText("", [{ member: "s1", name: "سارا" }])).toEqual([{ text: "", mention: null }]);
  });
});

describe("NO27: reading stored mentions", () => {
  test("whatever stands there, only pairs of an ID and a name are read, each name once", () => {
    const strange = [
      null,
      7,
      "x",
      [],
      {},
      { member: 7, name: "x" },
      { member: "m" },
      { member: "", name: "x" },
      { member: "m", name: " " },
    ];
    expect(readMentions([...strange, { member: "m", name: "سارا" }, { member: "other", name: "سارا" }])).toEqual([
      { member: "m", name: "سارا" },
    ]);
    for (const value of [null, undefined, "x", 7, {}, new Uint8Array(3)]) expect(readMentions(value)).toEqual([]);
  });

  test("too many, and too long ones, are not read", () => {
    const many = Array.from({ length: 5000 }, (_, i) => ({ member: `m${i}`, name: `name${i}` }));
    expect(readMentions(many)).toHaveLength(50);
    expect(
      readMentions([
        { member: "m".repeat(65), name: "x" },
        { member: "m", name: "x".repeat(201) },
      ]),
    ).toEqual([]);
  });

  test("half a surrogate pair in a name is shown as what it is not", () => {
    expect(readMentions([{ member: "m", name: "a\uD800" }])[0]!.name).toBe("a\uFFFD");
  });
});
