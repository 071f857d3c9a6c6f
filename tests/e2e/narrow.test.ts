/**
 * A window as narrow as a telephone: whatever a wide one can do is done there, too.
 *
 * @module-tag long
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { axeViolations } from "../browser/components/open-component.ts";
import { temporaryFolder } from "../relay/relay-fixture.ts";
import { InProcessNewsroom } from "./in-process-newsroom.ts";
import { openNewsroom } from "./started-newsroom.ts";
import { SEEN_WITHIN } from "./person.ts";

const PHONE = { viewport: { width: 390, height: 844 } };
const room = await openNewsroom(new InProcessNewsroom());
const [sara, omid] = [await room.seat(0, "en", PHONE), await room.seat(1, "fa", PHONE)];
const folder = temporaryFolder();
afterAll(() => folder.remove());

test.for(["draft", "editing", "ready", "published"] as const)(
  "UI22: no part of the header is pushed out while it is “%s”",
  async (status) => {
    await sara.button("Export").waitFor();
    await omid.page.locator(".app-export").waitFor();
    await sara.page.locator(".app-status-button").click();
    await sara.page.getByRole("menuitemradio").nth(["draft", "editing", "ready", "published"].indexOf(status)).click();
    for (const { page } of [sara, omid]) {
      await page.locator(`.app-header [data-status=${status}]`).waitFor();
      // Both are there, in the widest languages of the interface.
      await expect.poll(() => page.locator(".app-face").count(), { timeout: SEEN_WITHIN }).toBe(2);
      for (const width of [390, 340]) {
        await page.setViewportSize({ width, height: 844 });
        const parts = await page.locator(".app-header").evaluate((header) =>
          [...header.querySelectorAll("button")]
            .filter((one) => one.checkVisibility())
            .map((one) => {
              const { left, right, width } = one.getBoundingClientRect();
              return { name: one.getAttribute("aria-label") ?? one.textContent, left: Math.round(left), right: Math.round(right), width };
            }),
        );
        const inOrder = parts.toSorted((a, b) => a.left - b.left);
        expect(inOrder[0]!.left).toBeGreaterThanOrEqual(0);
        expect(inOrder.at(-1)!.right).toBeLessThanOrEqual(width);
        for (const part of parts) expect(part.width, part.name ?? "").toBeGreaterThanOrEqual(32);
        expect(inOrder.length).toBe(8);
        // None lies over another, but for faces, which do a little.
        for (const [i, { left }] of inOrder.entries()) if (i > 0) expect(left).toBeGreaterThanOrEqual(inOrder[i - 1]!.right - 8);
      }
      await page.setViewportSize(PHONE.viewport);
    }
  },
);

test("UI22 EX29: an article is printed and leaves as a file from a narrow window", async () => {
  const { page } = sara;
  await sara.button("Export").click();
  await page.getByRole("menuitem", { name: "Print or PDF…" }).click();
  const dialog = page.getByRole("dialog", { name: "Print the article" });
  await dialog.locator(".print-preview:not([data-late])").waitFor();
  const print = await dialog.getByRole("button", { name: "Print", exact: true }).boundingBox();
  expect(print!.y + print!.height).toBeLessThanOrEqual(PHONE.viewport.height);
  await dialog.getByRole("button", { name: "Close printing" }).click();
  await dialog.waitFor({ state: "detached" });
  await sara.button("Export").click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Markdown" }).first().click();
  expect((await download).suggestedFilename()).toMatch(/\.md$/);
});

test("EX22: the paper that was chosen for printing is kept, and is that of the page", async () => {
  const { page } = sara;
  const open = async () => {
    await sara.article.focus();
    await sara.press("Control+KeyP");
    await page.locator(".print-preview:not([data-late])").waitFor();
  };
  const size = async (): Promise<string> => {
    await page.locator(".print-preview:not([data-late])").waitFor();
    const sheet = await page.locator(".print-sheet").elementHandle();
    return (await (await sheet.contentFrame())!.content()).match(/size: (\w+)/)![1]!;
  };
  await open();
  expect(await size()).toBe("A4");
  await page.getByRole("radio", { name: "A4" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(size, { timeout: SEEN_WITHIN }).toBe("letter");
  await page.keyboard.press("Escape");
  await page.locator(".print-dialog").waitFor({ state: "detached" });
  await open();
  expect(await page.getByRole("radio", { name: "Letter" }).isChecked()).toBe(true);
  expect(await size()).toBe("letter");
  await page.keyboard.press("Escape");
});

test.for(["Window", "Page", "Typing", "Spelling"])("UI21: the settings of “%s” are whole on the screen of a telephone", async (part) => {
  const { page } = sara;
  await sara.button("Settings").click();
  const dialog = page.getByRole("dialog", { name: "Settings" });
  await dialog.getByRole("tab", { name: part }).click();
  expect(await dialog.getByRole("tabpanel").count()).toBe(1);
  const scrolled = await dialog.evaluate((element) => element.scrollHeight - element.clientHeight);
  expect(scrolled).toBeLessThanOrEqual(0);
  expect(await axeViolations(page, ".app-settings")).toEqual([]);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
});

test("EX43: a nightly export is set, refused where nothing can be written, done at once and ended, in a narrow window", async () => {
  const { page } = sara;
  const dialog = page.getByRole("dialog", { name: "Nightly export" });
  const open = async () => {
    if (!(await sara.button("Folder and export").isVisible())) await page.locator(".app-header button").first().click();
    await sara.button("Folder and export").click();
    await page.getByRole("menuitem", { name: "Nightly export…" }).click();
    await dialog.waitFor();
  };
  await open();
  const save = dialog.getByRole("button", { name: "Save" });
  const field = dialog.getByRole("textbox", { name: "Folder, with its whole path" });
  expect(await save.isDisabled()).toBe(true);
  await field.fill("not/from/the/root");
  await save.click();
  await expect.poll(() => dialog.getByRole("alert").textContent(), { timeout: SEEN_WITHIN }).not.toBe("");
  const nights = join(folder.path, "nights");
  await field.fill(` ${nights} `);
  await dialog.getByRole("combobox", { name: "Format" }).selectOption("markdown");
  await dialog.getByRole("combobox", { name: "Hour" }).selectOption("23");
  await dialog.getByRole("combobox", { name: "Keep each night for" }).selectOption("90");
  expect(await axeViolations(page, "[role=dialog]")).toEqual([]);
  await save.click();
  await dialog.waitFor({ state: "detached" });
  expect(existsSync(nights)).toBe(true);

  await open();
  expect(await field.inputValue()).toBe(nights);
  expect(await dialog.getByRole("combobox", { name: "Hour" }).inputValue()).toBe("23");
  await dialog.getByRole("button", { name: "Export now" }).click();
  await dialog.getByText(/article(s)? written/).waitFor();
  expect(readdirSync(nights)).toEqual([expect.stringMatching(/^tahrir-\d{4}-\d\d-\d\d$/)]);
  const [night] = readdirSync(nights);
  expect(readdirSync(join(nights, night!)).some((name) => name.endsWith(".md"))).toBe(true);
  // Buttons are whole, however many there are.
  for (const box of await Promise.all((await dialog.getByRole("button").all()).map((one) => one.boundingBox()))) {
    expect(box!.x).toBeGreaterThanOrEqual(0);
    expect(box!.x + box!.width).toBeLessThanOrEqual(PHONE.viewport.width);
  }
  await dialog.getByRole("button", { name: "Close nightly export" }).click();
  await dialog.waitFor({ state: "detached" });

  await open();
  await dialog.getByRole("button", { name: "Export no more" }).click();
  await dialog.waitFor({ state: "detached" });
  await open();
  expect(await field.inputValue()).toBe("");
  await page.keyboard.press("Escape");
});
