import { expect, test } from "vitest";
import { launch } from "./chromium.ts";

test.for([
  ["the libraries this machine has, or the bundled ones", {}],
  ["the bundled libraries alone", process.env["CHROME"] ? {} : { bundledLibraries: true }],
] as const)("Chromium draws Persian with %s", async ([, options]) => {
  const browser = await launch(options);
  try {
    const page = await browser.newPage();
    await page.setContent(`<p dir="rtl" style="inline-size:max-content">سلام دنیا</p>`);
    const width = await page.locator("p").evaluate((p) => p.getBoundingClientRect().width);
    expect(width).toBeGreaterThan(10);
    expect(await page.evaluate(() => new Intl.Segmenter("fa", { granularity: "word" }).segment("می‌روم") !== undefined)).toBe(true);
  } finally {
    await browser.close();
  }
});
