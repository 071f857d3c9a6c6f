/** Entry point: what members say of their carets, which every colleague's window draws. */
import { beforeEach, expect, test } from "vitest";
import { EditorOfEachTest } from "../browser/editor/open-editor.ts";

const opened = new EditorOfEachTest();

beforeEach(() => opened.editor.evaluate((page) => page.openLong(10_000)));

/** Milliseconds for so many keys, without anybody's caret and then with those of `present`. */
const typing = (keys: number): Promise<number> => opened.editor.evaluate((page, keys) => page.type(keys), keys);

test(
  "PR7: a reader with 8 connections of 32 clients each, all of it selected, has one caret and slows nobody's typing down",
  { tags: "long" },
  async () => {
    await typing(20);
    const alone = await typing(40);
    const crowd = async (): Promise<void> =>
      opened.editor.evaluate((page) =>
        page.present(Array.from({ length: 256 }, (_, i) => page.state("reader", i % 2 ? 0 : 1, page.length - (i % 7)))),
      );
    await crowd();
    const { carets, names, boxes } = await opened.editor.evaluate((page) => page.drawn());
    expect([carets, names]).toEqual([1, ["reader"]]);
    expect(boxes).toBeLessThanOrEqual(200);
    const moving = Promise.all([typing(40), ...Array.from({ length: 10 }, crowd)]);
    const [among] = await moving;
    expect(await opened.editor.evaluate((page) => page.headline.length)).toBe(105);
    expect(among).toBeLessThan(4 * alone + 500);
  },
);

test("PR7: more members than a newsroom has are not all drawn, but those who moved last", async () => {
  await opened.editor.evaluate((page) => page.present(Array.from({ length: 300 }, (_, i) => page.state(`member ${i}`, 3, 3))));
  const { carets, names } = await opened.editor.evaluate((page) => page.drawn());
  expect(carets).toBe(50);
  expect(names).toContain("member 299");
  expect(names).not.toContain("member 0");
});

test("PR7: a hundred thousand clients are held off, and a colleague who moves after them is drawn", { tags: "long" }, async () => {
  await opened.editor.evaluate((page) =>
    page.present(
      Array.from({ length: 100_000 }, (_, i) =>
        i === 0 ? page.state("first", 3, 3) : `{"cursor":{"anchor":${i},"head":{}},"user":{"id":"attacker","name":"a","color":"red"}}`,
      ),
    ),
  );
  await opened.editor.evaluate((page) => page.present([page.state("first", 3, 4)]));
  expect((await opened.editor.evaluate((page) => page.drawn())).names).toEqual(["first"]);
});

test("PR7: presences of wrong types, of huge names, of no colours and of positions that cannot be are drawn as far as they say something", async () => {
  const cursors = [
    "null",
    "1",
    '"x"',
    "[]",
    "{}",
    '{"anchor":null,"head":null}',
    '{"anchor":{"type":{"client":-1,"clock":1e300}},"head":{"item":{"client":1,"clock":-5}}}',
    '{"anchor":{"tname":"meta"},"head":{"tname":"__proto__"}}',
    '{"anchor":{"item":{"client":"x"}},"head":{"item":[1]}}',
    `{"head":${"[".repeat(500)}${"]".repeat(500)}}`,
  ];
  const users = [
    "null",
    "7",
    "[]",
    '{"id":1,"name":2,"color":3}',
    '{"id":"a","name":"b"}',
    `{"id":"x","name":"${"ن".repeat(50_000)}","color":"url(https://a.example/x)"}`,
  ];
  await opened.editor.evaluate(
    (page, states) => page.present(states),
    [...cursors.flatMap((cursor) => users.map((user) => `{"cursor":${cursor},"mood":{},"user":${user}}`)), '"text"', "7", "[]", "true"],
  );
  await opened.editor.evaluate((page) =>
    page.present([
      page
        .state("honest", 2, 2)
        .replace('"#c00000"', '"url(https://a.example/y)"')
        .replace('"name":"honest"', `"name":"${"ن".repeat(50_000)}"`),
    ]),
  );
  const { names } = await opened.editor.evaluate((page) => page.drawn());
  expect(names.map((name) => name.length)).toEqual([80]);
  expect(await opened.page.evaluate(() => document.querySelector(".caret-layer")!.outerHTML.includes("a.example"))).toBe(false);
  expect(opened.errors).toEqual([]);
  await typing(5);
  expect(opened.errors).toEqual([]);
});
