/** A version is named while the core takes its time. */
import { expect, test } from "vitest";
import type { ArticlePage } from "./components/article-page.tsx";
import { componentPages } from "./components/open-component.ts";

const open = componentPages<ArticlePage>("article-page.tsx", "articlePage");

test("VE75: who presses again before a version is made gets one, and what was typed meanwhile stays", async () => {
  const { page, handle, t } = await open("fa");
  await handle.evaluate((article) => article.open("fa", "# پل نو"));
  await page.getByRole("textbox", { name: t("editor.text") }).waitFor();
  await page.keyboard.press("Control+Alt+Shift+KeyH");
  const field = page.getByRole("textbox", { name: t("versions.label") });
  await field.focus();
  const asked = () => handle.evaluate((article) => article.versionsAsked);
  const press = async (key: string) => page.keyboard.press(key);
  await page.keyboard.type("برای چاپ");
  for (let i = 0; i < 3; i++) await press("Enter");
  await page.getByRole("button", { name: t("versions.make"), exact: true }).click();
  await expect.poll(asked).toEqual(["برای چاپ"]);
  await handle.evaluate((article) => article.answerVersion());
  await page.locator(".versions-said", { hasText: t("versions.made", { label: "برای چاپ" }) }).waitFor();
  await expect.poll(() => field.inputValue()).toBe("");
  expect(await asked()).toEqual(["برای چاپ"]);
  await field.fill("دوم");
  await press("Enter");
  await expect.poll(asked).toEqual(["برای چاپ", "دوم"]);
  await field.fill("سوم");
  await handle.evaluate((article) => article.answerVersion());
  await page.locator(".versions-said", { hasText: t("versions.made", { label: "دوم" }) }).waitFor();
  expect(await field.inputValue()).toBe("سوم");
});
