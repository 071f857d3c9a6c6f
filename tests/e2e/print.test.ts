/**
 * An article is printed from a real window, and leaves by the clipboard.
 *
 * @module-tag long
 */
import type { Frame } from "playwright-core";
import { expect, test } from "vitest";
import { axeViolations } from "../browser/components/open-component.ts";
import { onePerson } from "./started-newsroom.ts";
import { SEEN_WITHIN } from "./person.ts";

const [sara] = await onePerson();

async function openPrint(): Promise<void> {
  await sara.article.focus();
  await sara.press("Control+KeyP");
  await sara.page.getByRole("dialog", { name: "Print the article" }).waitFor();
}

/** The printed page, once it is what was asked for. */
async function preview(): Promise<Frame> {
  await sara.page.locator(".print-preview:not([data-late])").waitFor();
  const frame = await sara.page.locator(".print-sheet").elementHandle();
  return (await frame.contentFrame())!;
}

const bodyText = async (): Promise<string> => (await (await preview()).locator("body").innerText()).replaceAll(/\s+/g, " ").trim();

test("EX29: Ctrl+P shows the article as it will be printed, without the window, light, and in fonts that are there", async () => {
  await sara.createArticle("The bridge is open");
  await sara.type("It took ten years.");
  await sara.page.emulateMedia({ colorScheme: "dark" });
  await openPrint();
  expect(await bodyText()).toBe("The bridge is open It took ten years.");
  const frame = await preview();
  const page = await frame.evaluate(() => ({
    color: getComputedStyle(document.body).color,
    background: getComputedStyle(document.body).backgroundColor,
    fonts: [...document.fonts].filter(({ status }) => status === "loaded").map(({ family }) => family.replaceAll('"', "")),
    failed: [...document.fonts].filter(({ status }) => status === "error").length,
  }));
  expect(page).toMatchObject({ color: "rgb(0, 0, 0)", background: "rgb(255, 255, 255)", failed: 0 });
  expect(page.fonts).toContain("Vazirmatn");
  expect(await axeViolations(sara.page, ".print-dialog")).toEqual([]);
  // Nothing is suggested: the page is the same.
  await sara.page.getByRole("radio", { name: "All accepted" }).focus();
  await sara.page.keyboard.press("Space");
  expect(await bodyText()).toBe("The bridge is open It took ten years.");
  await expect.poll(() => sara.page.getByRole("button", { name: "Print", exact: true }).isEnabled(), { timeout: SEEN_WITHIN }).toBe(true);
  await sara.page.emulateMedia({ colorScheme: null });
});

test("EX29: what is chosen is printed, by the page that was shown and not by the window", async () => {
  const { page } = sara;
  await page.keyboard.press("Escape");
  await sara.article.focus();
  await sara.press("Control+Shift+KeyE");
  await sara.type(" Or eleven.");
  await openPrint();
  expect(await bodyText()).toBe("The bridge is open It took ten years.");
  await page.getByRole("radio", { name: "All accepted" }).focus();
  await page.keyboard.press("Space");
  await expect.poll(bodyText, { timeout: SEEN_WITHIN }).toBe("The bridge is open It took ten years. Or eleven.");
  await page.keyboard.press("ArrowRight");
  await expect.poll(bodyText, { timeout: SEEN_WITHIN }).toContain("پیشنهادها");
  await page.evaluate(() => {
    const shown = document.querySelector<HTMLIFrameElement>(".print-sheet")!.contentWindow!;
    window.print = () => document.body.setAttribute("data-printed", "window");
    shown.print = () => {
      document.body.setAttribute("data-printed", shown.document.title);
      shown.dispatchEvent(new Event("afterprint"));
    };
  });
  await page.getByRole("button", { name: "Print", exact: true }).press("Enter");
  await expect.poll(() => page.locator("body").getAttribute("data-printed"), { timeout: SEEN_WITHIN }).toBe("The bridge is open");
  await page.locator(".print-dialog").waitFor({ state: "detached" });
  await expect.poll(() => page.evaluate(() => document.activeElement !== document.body), { timeout: SEEN_WITHIN }).toBe(true);
  expect(sara.errors).toEqual([]);
});

test("EX32 EX33: the menu puts the article on the clipboard, for a message and as the text of a format", async () => {
  const { page } = sara;
  const copied = async (name: string): Promise<Record<string, string>> => {
    await page.evaluate(() => {
      document.addEventListener(
        "copy",
        () => {
          throw new Error("a copy of the article reached the page");
        },
        { once: true },
      );
    });
    await page.getByRole("button", { name: "Export", exact: true }).press("Enter");
    await page.getByRole("group", { name: "Copy to the clipboard" }).getByRole("menuitem", { name, exact: true }).press("Enter");
    await page.getByText("Copied.", { exact: true }).waitFor();
    return page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const texts = item!.types.map(async (type) => [type, await (await item!.getType(type)).text()] as const);
      return Object.fromEntries(await Promise.all(texts));
    });
  };
  await page.context().grantPermissions(["clipboard-read"]);
  const email = await copied("For an e-mail");
  expect(email["text/plain"]).toBe("The bridge is open\n\nIt took ten years.\n");
  expect(email["text/html"]).toMatch(/<h1[^>]*>The bridge is open<\/h1>/);
  expect((await copied("HTML"))["text/plain"]).toMatch(/^<h1[^>]*>The bridge is open<\/h1><p[^>]*>It took ten years\.<\/p>$/);
  expect((await copied("Markdown"))["text/plain"]).toBe("# The bridge is open\n\nIt took ten years.\n");
  expect((await copied("Plain text"))["text/plain"]).toBe(email["text/plain"]);
});
