/**
 * The tints under the texts of notes, in a long article with many of them.
 *
 * @module-tag long
 */
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { openPage } from "./bundled-page.ts";
import { sharedBrowser } from "./chromium.ts";
import { STYLES } from "./editor/open-editor.ts";
import type { MarginPage } from "./margin/page.ts";

const RENDERER = resolve(import.meta.dirname, "../../renderer");
const PARTS = {
  script: join(import.meta.dirname, "margin/page.ts"),
  name: "marginPage",
  styles: [join(RENDERER, "theme/tokens.css"), ...STYLES, join(RENDERER, "margin/margin.css")],
};

test("UI20: the texts of all notes in sight are tinted, however far one scrolls, and after the view's plugins changed while one did", async () => {
  const { page, handle, errors } = await openPage<MarginPage>(await sharedBrowser(), PARTS);
  try {
    await handle.evaluate((margin) => margin.open(10_000, 300));
    const scroll = (part: number) => handle.evaluate((margin, part) => margin.scroll(part), part);
    const expectTints = async (where: string): Promise<void> => {
      await expect.poll(() => handle.evaluate((margin) => margin.inSight.plain), { message: where }).toEqual([]);
      expect(await handle.evaluate((margin) => margin.inSight.count), where).toBeGreaterThan(1);
    };
    await expectTints("at the beginning");
    expect(await handle.evaluate((margin) => margin.parted), "a word with a half-space is tinted in one piece").toBe(0);
    for (const part of [0.5, 1, 0.2]) {
      await scroll(part);
      await expectTints(`at ${part}`);
    }
    await handle.evaluate(async (margin) => {
      const changed = margin.changePlugins();
      margin.scroll(0.7);
      await changed;
    });
    await expectTints("after the plugins changed");
    for (const part of [0, 0.9]) {
      await scroll(part);
      await expectTints(`at ${part}, after the plugins changed`);
    }
    // What is far away is not drawn.
    expect(await page.locator("[data-tint]").count()).toBeLessThan(60);
    expect(errors).toEqual([]);
  } finally {
    await page.close();
  }
});
