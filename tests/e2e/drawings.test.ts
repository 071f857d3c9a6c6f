/**
 * SVG files in a real window: a picture comes of them, nothing in them runs or asks anybody, and none holds the window up.
 *
 * @module-tag long
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, expect, test } from "vitest";
import { pictureOf } from "../../shared/pictures/picture.ts";
import { onePerson } from "./started-newsroom.ts";
import { SEEN_WITHIN } from "./person.ts";

const [sara, room] = await onePerson();
const { page } = sara;

const asked: string[] = [];
const elsewhere = createServer(({ url }, response) => {
  asked.push(url!);
  response.end();
});
await new Promise<void>((resolve) => void elsewhere.listen(0, "127.0.0.1", () => resolve()));
const address = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
afterAll(() => void elsewhere.close());

const svg = (inner: string, more = 'viewBox="0 0 400 200"'): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${more}>${inner}</svg>`;

/** Pastes an SVG file. @returns milliseconds of the longest task of the window until `until` is seen */
async function paste(text: string, until: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const seen = window as unknown as { longest: number; watch?: PerformanceObserver };
    seen.longest = 0;
    seen.watch ??= new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
    });
    seen.watch.observe({ type: "longtask" });
  });
  await sara.article.evaluate((article, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([text], "chart.svg", { type: "image/svg+xml" }));
    article.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
  await until();
  return page.evaluate(() => (window as unknown as { longest: number }).longest);
}

const figures = () => sara.article.locator("figure img");
const isDrawn = async (count: number): Promise<void> => {
  await expect.poll(() => figures().count(), { timeout: SEEN_WITHIN }).toBe(count);
  await expect
    .poll(
      () =>
        figures()
          .last()
          .evaluate((image: HTMLImageElement) => image.src.startsWith("blob:") && image.complete),
      { timeout: SEEN_WITHIN },
    )
    .toBe(true);
};
/** Colour of a pixel, by its place from 0 to 1. */
const colorAt = (x: number, y: number): Promise<number[]> =>
  figures()
    .last()
    .evaluate(
      (image: HTMLImageElement, [x, y]) => {
        const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
        const context = canvas.getContext("2d")!;
        context.drawImage(image, 0, 0);
        return [...context.getImageData(x * image.naturalWidth, y * image.naturalHeight, 1, 1).data];
      },
      [x, y] as const,
    );

function stored(): Buffer[] {
  const db = new Database(join(room.program.data, "relay", "relay.sqlite"), { readonly: true });
  try {
    return db.prepare("SELECT data FROM pictures").pluck().all() as Buffer[];
  } finally {
    db.close();
  }
}

test("PI25 PI26: a chart becomes a picture on white, as large as it is read, and what is stored is no SVG", async () => {
  await sara.createArticle("A chart");
  const bars = `<style>.bar{fill:#0000ff}</style><rect class="bar" x="0" y="0" width="200" height="200"/><text x="210" y="40" font-size="30">پل ۱۲</text>`;
  const longest = await paste(svg(bars), () => isDrawn(1));
  const image = figures().last();
  const size = await image.evaluate((one: HTMLImageElement) => [one.naturalWidth, one.naturalHeight]);
  expect(size[0]! / size[1]!).toBeCloseTo(2, 1);
  expect(size[0]).toBeGreaterThanOrEqual(1024);
  expect(size[0]).toBeLessThanOrEqual(2048);
  expect(await colorAt(0.25, 0.5)).toEqual([0, 0, 255, 255]);
  expect(await colorAt(0.9, 0.9)).toEqual([255, 255, 255, 255]);
  await expect.poll(() => stored().map((bytes) => pictureOf(bytes)?.type), { timeout: SEEN_WITHIN }).toEqual(["image/png"]);
  console.log(`longest task of the window while a chart was drawn: ${longest} ms`);
});

test("PI25: nothing in a hostile file runs, is asked for, or is stored, and what was left out is said", async () => {
  const hostile = svg(`
    <script>document.title = "hostile"; fetch("${address}/script")</script>
    <style>@import url(${address}/css); rect { background: url(${address}/rule) }</style>
    <image xlink:href="${address}/image.png" width="10" height="10" onload="fetch('${address}/onload')" onerror="fetch('${address}/onerror')"/>
    <use href="${address}/use.svg#a"/>
    <foreignObject width="400" height="200"><iframe xmlns="http://www.w3.org/1999/xhtml" src="${address}/frame"/></foreignObject>
    <rect width="400" height="200" fill="#00ff00" onload="document.title='hostile'"/>`);
  await paste(hostile, () => isDrawn(2));
  await page.getByText("Some of this drawing is not in the picture").waitFor();
  expect(await colorAt(0.5, 0.5)).toEqual([0, 255, 0, 255]);
  expect(await page.title()).not.toBe("hostile");
  expect(asked).toEqual([]);
});

const circles = (count: number): string =>
  Array.from({ length: count }, (_, i) => `<circle cx="${i % 400}" cy="${i % 200}" r="190" fill="rgba(${i % 255},9,9,.01)"/>`).join("");
const bombs: readonly (readonly [string, string])[] = [
  [
    "a billion",
    svg(
      `<g id="u0"><path d="M0 0h9"/></g>${Array.from({ length: 9 }, (_, i) => `<g id="u${i + 1}">${`<use href="#u${i}"/>`.repeat(10)}</g>`).join("")}<use href="#u9"/>`,
    ),
  ],
  ["entities", `<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaaaaaaaaaaaa">]>${svg("<text>&a;</text>")}`],
  ["an enormous size", svg("<rect/>", 'width="1e9" height="1e9" viewBox="0 0 1e9 1e9"')],
  ["ten thousand veils", svg(circles(9_900))],
];

test.for(bombs)("PI26: %s is refused in words or drawn within bounds, and does not hold the window up", async ([, text]) => {
  const before = await figures().count();
  const notice = page.getByText(/This picture is too large|This file (could not be read|is no picture)/).first();
  const longest = await paste(text, async () => {
    await Promise.race([notice.waitFor(), isDrawn(before + 1)]);
  });
  console.log(`longest task of the window: ${longest} ms`);
  expect(longest).toBeLessThan(3_000);
  await sara.caretAfter("A chart");
  await sara.type("!");
  await sara.sees("A chart!");
  // One after the other: where several are listed, the next takes the place of the one that goes.
  const close = page.locator(".app-notice").getByRole("button").first();
  while ((await close.count()) > 0) await close.click({ timeout: 2_000 }).catch(() => undefined);
  await sara.press("Backspace");
});
