/** Copied, and pasted again, in a real editor view in Chromium. */
import * as prng from "lib0/prng";
import { Slice, type Node } from "prosemirror-model";
import { EditorState, TextSelection } from "prosemirror-state";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { insertSlice } from "../../shared/article/commands/commands.ts";
import { schema } from "../../shared/article/model/schema.ts";
import { randomArticle } from "./clipboard/articles.ts";
import { show } from "./clipboard/show.ts";
import { guarded, openPages, closePages, text, block, article, EMPTY, copy, cut } from "./clipboard/pages.ts";
import { seed } from "../seed.ts";

beforeAll(openPages);
afterAll(closePages);

const item = (list: string, indent: number, words: string) => block("item", { list, indent }, words);

describe("TX10: copied", () => {
  const doc = article(
    "تیتر",
    block("heading", { level: 1 }, "بخش"),
    block("paragraph", { dir: "ltr" }, "one ", text("two", "bold"), schema.node("line_break"), "three"),
    item("bullet", 0, "الف"),
    item("number", 1, "ب"),
    item("number", 1, "پ"),
    item("bullet", 0, "ت"),
    block("divider", null),
    block("figure", { src: "https://a.example/1.png", alt: "باغ", credit: "رها" }, "شرح"),
    block("quote", null, "گفت"),
  );

  test("BD31: text reads as lines", async () => {
    expect((await copy(doc))["text/plain"]).toBe("تیتر\n\nبخش\n\none two\nthree\n\n• الف\n  ۱. ب\n  ۲. پ\n• ت\n\n———\n\nشرح\nرها\n\nگفت");
  });

  test("BD30, BD31: HTML is what any page is made of", async () => {
    const html = (await copy(doc))["text/html"]!.replace(/ data-[\w-]+="[^"]*"/g, "");
    expect(html).toBe(
      `<h1 dir="rtl" lang="fa">تیتر</h1><h2 dir="rtl" lang="fa">بخش</h2><p dir="ltr" lang="en">one <strong>two</strong><br>three</p>` +
        `<ul><li dir="rtl" lang="fa">الف<ol style="list-style-type: persian;"><li dir="rtl" lang="fa">ب</li><li dir="rtl" lang="fa">پ</li></ol></li><li dir="rtl" lang="fa">ت</li></ul><hr dir="rtl" lang="fa">` +
        `<figure dir="rtl" lang="fa"><img src="https://a.example/1.png" alt="باغ"><figcaption>شرح<small> رها</small></figcaption></figure><blockquote dir="rtl" lang="fa">گفت</blockquote>`,
    );
  });

  test("a word out of an item is the word", async () => {
    const list = article("ت", item("bullet", 0, "یک دو سه"));
    const data = await copy(list, 7, 9);
    expect(data["text/plain"]).toBe("دو");
    expect(data["text/html"]).not.toMatch(/<(ul|li|p)\b/);
    expect((await copy(list, 4, 12))["text/html"]).toContain("<li");
    expect((await copy(list, 4, 12))["text/plain"]).toBe("یک دو سه");
  });

  test("a link that leads nowhere good is copied as its text", async () => {
    const bad = schema.text("بد", [schema.mark("link", { value: "javascript:alert(1)" })]);
    expect((await copy(article("ت", block("paragraph", null, "x", bad))))["text/html"]).not.toContain("javascript");
  });

  test("what is cut leaves its block, and the headline", async () => {
    const doc = article("تیتر", block("heading", { level: 2 }, "یک"), block("quote", null, "دو"));
    const words = await cut(doc, 7, 9);
    expect([words.data["text/plain"], show(words.article)]).toEqual(["یک", ["headline: تیتر", "heading 2:", "quote: دو"]]);
    const all = await cut(doc, 1, 13);
    expect([all.data["text/plain"], show(all.article)]).toEqual(["تیتر\n\nیک\n\nدو", ["headline:"]]);
  });
});

/** Copies `from` to `to` of each article and pastes it at `at` of `into`. */
async function carry(
  jobs: readonly { readonly doc: Node; readonly from: number; readonly to: number }[],
  into: Node,
  at: number,
): Promise<Node[]> {
  const articles = await guarded.clipboard.evaluate(
    (page, { jobs, into, at }) =>
      jobs.map(({ article, from, to }) => {
        page.open(article, from, to);
        const data = page.copy();
        page.open(into, at);
        page.paste(data);
        return page.article;
      }),
    { jobs: jobs.map(({ doc, from, to }) => ({ article: doc.toJSON() as unknown, from, to })), into: into.toJSON() as unknown, at },
  );
  return articles.map((one) => schema.nodeFromJSON(one));
}

test(`TX9 TX10: a random article that is copied and pasted is the same article (seed ${seed})`, { tags: "long" }, async () => {
  const gen = prng.create(seed);
  const docs = Array.from({ length: 120 }, () => randomArticle(gen));
  const pasted = await carry(
    docs.map((doc) => ({ doc, from: 1, to: doc.content.size - 1 })),
    schema.node("doc", null, [schema.node("headline")]),
    1,
  );
  for (const [index, doc] of docs.entries()) expect(show(pasted[index]!.toJSON())).toEqual(show(doc.toJSON()));
  expect(docs.findIndex((doc, index) => !doc.eq(pasted[index]!))).toBe(-1);
});

test(`TX7 TX10: any part of an article is pasted as if it had never left (seed ${seed})`, { tags: "long" }, async () => {
  const gen = prng.create(seed);
  const into = article("ت", block("quote", null, "پیش", text("پس", "italic")));
  const jobs = Array.from({ length: 200 }, () => {
    const doc = randomArticle(gen);
    const at = () => TextSelection.near(doc.resolve(prng.int31(gen, 0, doc.content.size))).head;
    const [from, to] = [at(), at()].sort((a, b) => a - b) as [number, number];
    return { doc, from, to };
  }).filter(({ doc, from, to }) => from < to && doc.textBetween(from, to).isWellFormed());
  const pasted = await carry(jobs, into, 7);
  for (const [index, { doc, from, to }] of jobs.entries()) {
    const $from = doc.resolve(from);
    const part = to <= $from.end() && to - from < $from.parent.content.size;
    let state = EditorState.create({ doc: into, selection: TextSelection.create(into, 7) });
    insertSlice(part ? new Slice($from.parent.content.cut($from.parentOffset, to - $from.start()), 0, 0) : doc.slice(from, to, true))(
      state,
      (tr) => (state = state.apply(tr)),
    );
    expect(show(pasted[index]!.toJSON()), `part ${index}: ${from} to ${to}`).toEqual(show(state.doc.toJSON()));
  }
});

test("TX7 TX9 TX10: by the keys, through the browser's own clipboard", async () => {
  const { page, clipboard } = guarded;
  const state = async () => show(await clipboard.evaluate((one) => one.article)).slice(1);
  const open = (html: string) =>
    clipboard.evaluate(
      (one, { html, EMPTY }) => {
        one.open(EMPTY, 3);
        const source = document.body.appendChild(document.createElement("div"));
        source.innerHTML = html;
        one.view.dom.blur();
        getSelection()!.selectAllChildren(source);
      },
      { html, EMPTY: EMPTY.toJSON() as unknown },
    );
  const focus = () => clipboard.evaluate((one) => one.view.focus());
  const html = "<h2>بخش</h2><p>یک <b>دو</b>&nbsp;۱۰ می\u200Cرود</p><ul><li>الف<ul><li>ب</ul><li>پ</ul><table><tr><td>ت<td>ث</table>";

  await open(html);
  await page.keyboard.press("Control+c");
  await focus();
  await page.keyboard.press("Control+v");
  const read = ["heading 2: بخش", "یک [b:دو]\u00A0۱۰ می\u200Cرود", "item bullet: الف", "item bullet 1: ب", "item bullet: پ", "ت | ث"];
  expect(await state()).toEqual(read);

  // Its own copy, of all but the headline, in place of itself.
  await clipboard.evaluate((one) => one.select(3, one.view.state.doc.content.size - 1));
  await page.keyboard.press("Control+x");
  expect(await state()).toEqual(["heading 2:"]);
  await page.keyboard.press("Control+v");
  expect(await state()).toEqual(read);

  await open("<p>یک</p><p><b>دو</b></p>");
  await page.keyboard.press("Control+c");
  await focus();
  await page.keyboard.press("Control+Shift+v");
  expect(await state()).toEqual(["یک", "دو"]);
});

test("TX9: all of this was read under the program's own policy, without a complaint and without a question to the network", () => {
  expect([guarded.complaints, guarded.asked]).toEqual([[], []]);
});
