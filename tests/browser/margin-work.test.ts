/** What the margin does while the text changes and moves: of what stands elsewhere, nothing. */
import { expect, test } from "vitest";
import { Seat } from "../bench/editor/seat.ts";
import { servePage } from "../bench/editor/served-page.ts";
import { countRenders, rendersOf } from "../e2e/renders.ts";
import { sharedBrowser } from "./chromium.ts";

const CARD = "[data-card]";

test("NO77: a letter, here and elsewhere, renders no card anew, and scrolling none that was there", async () => {
  const site = await servePage();
  const seat = await Seat.take(await sharedBrowser(), site.url);
  const { page } = seat;
  try {
    await countRenders(page, [CARD]);
    await page.reload();
    await seat.prepare({ contender: "Tahrir", words: 4000, seed: 7, history: "fresh", notes: 100, suggestions: 150 });
    await seat.open();
    await seat.place("end");
    const cards = page.locator(CARD);
    await cards.first().waitFor();
    // It counts at all: a card that is opened.
    await cards.first().locator(".margin-fold").click();
    await page.locator(`${CARD}[data-active]`).waitFor();
    expect((await rendersOf(page))[CARD]).toBeGreaterThan(0);
    await seat.place("middle");
    await page.locator(`${CARD}[data-active]`).waitFor({ state: "detached" });
    await rendersOf(page);
    for (let letter = 0; letter < 5; letter++) await seat.remote();
    for (let key = 0; key < 5; key++) await seat.press(key);
    expect(await rendersOf(page)).toEqual({});
    const drawn = () => cards.evaluateAll((all) => all.map((card) => card.getAttribute("data-card")!));
    const before = new Set(await drawn());
    for (let step = 0; step < 20; step++) await seat.scroll(step);
    expect((await drawn()).filter((card) => !before.has(card)).length).toBeGreaterThan(5);
    expect(await rendersOf(page)).toEqual({});
  } finally {
    await page.context().close();
    await site.close();
  }
});
