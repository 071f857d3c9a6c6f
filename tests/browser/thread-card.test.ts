import axe from "axe-core";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogue } from "../../renderer/i18n/catalogue.ts";
import { openPage } from "./bundled-page.ts";
import { launch } from "./chromium.ts";
import type { ThreadCardPage } from "./components/thread-card-page.tsx";

const RENDERER = join(import.meta.dirname, "../../renderer");
const CARD = {
  script: join(import.meta.dirname, "components/thread-card-page.tsx"),
  name: "threadCardPage",
  styles: ["theme/tokens.css", "theme/base.css", "theme/controls.css", "margin/margin.css"].map((path) => join(RENDERER, path)),
};

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe.each(["fa", "en"] as const)("%s", (language) => {
  const words = catalogue[language];

  async function open() {
    const { page, handle, errors } = await openPage<ThreadCardPage>(browser, CARD);
    await handle.evaluate((card, language) => card.open(language), language);
    const card = page.getByRole("article");
    const button = (key: keyof typeof words) => card.getByRole("button", { name: words[key], exact: true });
    await button("margin.reply").waitFor();
    return { page, card, button, errors };
  }

  test("NO22: a reply is written and posted by keyboard", async () => {
    const { page, card, button, errors } = await open();
    await button("margin.reply").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.type("ممنون");
    await page.keyboard.press("Control+Enter");
    await expect
      .poll(() => card.locator(".margin-message .margin-text").allTextContents())
      .toEqual(["منبع؟", "From the weather office", "ممنون"]);
    expect(await card.getByRole("textbox").count()).toBe(0);
    expect(errors).toEqual([]);
    await page.close();
  });

  test("NO15: a deleted message leaves a stub while it has answers, and comes back by the button", async () => {
    const { page, card, button } = await open();
    const deleted = words["margin.deleted"].replace("{name}", "سارا");
    await button("margin.delete").click();
    await card.getByText(deleted).waitFor();
    await button("margin.undo").click();
    await card.getByText("منبع؟").waitFor();
    expect(await card.getByText(deleted).count()).toBe(0);
    await page.close();
  });

  test("UI13: axe finds nothing in a card with a reply being written", async () => {
    const { page, button } = await open();
    await button("margin.reply").click();
    await page.evaluate(axe.source);
    const violations = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run(selector: string): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      return (await axe.run("article")).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
    });
    expect(violations).toEqual([]);
    await page.close();
  });
});
