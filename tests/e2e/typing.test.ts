/**
 * What the window does while one types: nothing that one would not see.
 *
 * @module-tag long
 */
import { expect, test } from "vitest";
import { onePerson } from "./started-newsroom.ts";
import { countRenders, rendersOf } from "./renders.ts";
import { SAVED } from "./words.ts";

const [sara] = await onePerson();

const TOOL = "[role=toolbar] button";
const ROW = "[data-region=library] [role=option], [data-region=library] [role=row]";
const NOTE = "[data-region=margin] article";
const HEADER = "header";

test("WS2: the digits of a text are as wide as its face has them", async () => {
  await sara.sees("۱۲۴۰ خانوار");
  const widths = await sara.article.evaluate((article) => {
    const texts = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const at = node.nodeValue!.indexOf("۱۲۴۰");
      if (at < 0) continue;
      return [at, at + 2].map((from) => {
        range.setStart(node, from);
        range.setEnd(node, from + 1);
        return range.getBoundingClientRect().width;
      });
    }
    return [];
  });
  expect(widths[0]).toBeLessThan(0.8 * widths[1]!);
});

test("UI1: twenty letters render no button of the toolbar, no row of the library and no note anew", async () => {
  await countRenders(sara.page, [TOOL, ROW, NOTE, HEADER]);
  await sara.page.reload();
  await sara.sees("ساعت هنوز هشت نشده");
  await sara.page.locator(NOTE).first().waitFor();
  await sara.caretAfter("ساعت هنوز هشت نشده");
  // The first letter can be undone and brings the article to the top of the list: that is news.
  await sara.type("آ");
  await sara.syncSays(SAVED);
  // It counts at all: a press on a button is shown.
  await sara.button("Bold").hover();
  await sara.article.hover();
  expect(Object.keys(await rendersOf(sara.page))).toContain(TOOL);
  for (const letter of "بپتثجچحخدذرزژسشصضطظع") await sara.page.keyboard.type(letter, { delay: 40 });
  await sara.sees("نشدهآبپتثجچحخدذرزژسشصضطظع");
  await sara.syncSays(SAVED);
  expect(await rendersOf(sara.page)).toEqual({});
});
