/**
 * Somebody who fills the margin of an article, and whoever opens it then.
 *
 * @module-tag long
 */
import { expect, test } from "vitest";
import { servePage } from "../bench/editor/served-page.ts";
import { Seat } from "../bench/editor/seat.ts";
import { sharedBrowser } from "../browser/chromium.ts";

test("NO18: whoever puts three thousand notes on an article fills nobody's window: some forty are drawn, and one types on", async () => {
  const site = await servePage();
  const seat = await Seat.take(await sharedBrowser(), site.url);
  try {
    await seat.prepare({ contender: "Tahrir", words: 4000, seed: 7, history: "fresh", notes: 3000 });
    await seat.open();
    await seat.place("middle");
    await seat.page.locator(".margin-place").first().waitFor();
    const cards = () => seat.page.locator(".margin-place").count();
    for (let step = 0; step < 20; step++) {
      await seat.scroll(step);
      expect(await cards()).toBeLessThanOrEqual(42);
    }
    await seat.place("end");
    await seat.startKeys();
    for (let i = 0; i < 10; i++) await seat.press(i);
    expect(await seat.stopKeys()).toHaveLength(10);
    expect(await cards()).toBeGreaterThan(5);
    expect(await cards()).toBeLessThanOrEqual(42);
  } finally {
    await seat.page.context().close();
    await site.close();
  }
});
