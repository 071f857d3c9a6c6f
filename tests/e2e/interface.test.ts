/** What a newcomer, a keyboard and a screen reader meet. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkAccess } from "./access.ts";
import { agree, newsroom } from "./started-newsroom.ts";
import { SEEN_WITHIN } from "./person.ts";

const [sara, omid, room] = await newsroom();

test("a newcomer finds an article ready to type in, with comments in its margin", async () => {
  await expect.poll(async () => (await sara.text()).split(/\s+/).length, { timeout: SEEN_WITHIN }).toBeGreaterThan(300);
  expect(await sara.article.locator(":scope > *").count()).toBeGreaterThan(5);
  await expect
    .poll(() => sara.page.getByRole("complementary", { name: "Margin" }).getByRole("article").count(), { timeout: SEEN_WITHIN })
    .toBeGreaterThan(1);
});

test("the interface has the names that people and programs rely on", async () => {
  for (const name of ["Comment", "New article", "Import"]) await sara.button(name).waitFor();
  expect(await sara.article.count()).toBe(1);
  expect(await sara.sync.count()).toBe(1);
  expect(await sara.article.getAttribute("contenteditable")).toBe("true");
  expect(await sara.page.locator("html").getAttribute("lang")).toBe("en");
});

test("the Persian interface is right to left, and speaks no English", async () => {
  const reader = await omid.anotherWindow("fa");
  expect(await reader.page.locator("html").getAttribute("dir")).toBe("rtl");
  const names = await reader.page
    .getByRole("button")
    .evaluateAll((buttons) => buttons.map((one) => one.getAttribute("aria-label") ?? one.textContent ?? ""));
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter((name) => name.trim() === "" || /\b[a-z]{4,}\b/i.test(name.replace("DOCX", "")))).toEqual([]);
  await checkAccess(reader);
  await reader.page.close();
});

test("DE13: an owner invites a person by name, and both see the second editor's address", async () => {
  await sara.button("Invite").click();
  await sara.page.getByRole("textbox", { name: "Name" }).fill("نادر");
  await sara.page.getByRole("radio", { name: "Reader" }).click({ force: true });
  await sara.button("Make an invitation").click();
  const addresses = sara.page.getByRole("textbox", { name: "Invitation address" });
  await expect
    .poll(() => addresses.evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value)), { timeout: SEEN_WITHIN })
    .toEqual([
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/join#[\w-]{20,}$/),
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/\?key=/),
    ]);
  await sara.press("Escape");
  await omid.button("Invite").click();
  expect(await omid.button("Make an invitation").count()).toBe(0);
  await omid.page.getByRole("textbox", { name: "Invitation address" }).waitFor();
  await omid.press("Escape");
});

test("a screen reader finds nothing seriously wrong", async () => {
  await checkAccess(sara);
});

test("F6 walks through the parts of the window and comes back", async () => {
  await sara.article.focus();
  const seen: string[] = [];
  for (let step = 0; step < 8; step++) {
    await sara.press("F6");
    seen.push(
      await sara.page.evaluate(() => {
        const part = document.activeElement?.closest("[role], nav, aside, main, header, footer, section");
        return `${document.activeElement?.getAttribute("role") ?? document.activeElement?.tagName} in ${part?.tagName} ${part?.getAttribute("aria-label") ?? ""}`;
      }),
    );
    if (await sara.article.evaluate((element) => element.contains(document.activeElement))) break;
  }
  expect(seen.length).toBeGreaterThan(2);
  expect(await sara.article.evaluate((element) => element.contains(document.activeElement))).toBe(true);
});

test("a text file becomes an article by the Import button", { tags: "long" }, async () => {
  const file = join(room.program.data, "seed.txt");
  writeFileSync(file, "پل نو باز شد\n\nنخستین بند می‌رود.\n\nبند دوم.\n");
  const chooser = sara.page.waitForEvent("filechooser");
  await sara.button("Import").click();
  await (await chooser).setFiles(file);
  await sara.sees("نخستین بند می‌رود.");
  expect(await sara.text()).toBe("پل نو باز شد\nنخستین بند می‌رود.\nبند دوم.");
  await omid.openArticle("پل نو باز شد");
  await agree(sara, omid, "بند دوم.");
});
