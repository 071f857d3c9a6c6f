/**
 * Finding and replacing in an article that two people have open: suggested, by regular expression, and with one that would never end.
 *
 * @module-tag long
 */
import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { agree, newsroom, share } from "./started-newsroom.ts";
import { SEEN_WITHIN, type Person } from "./person.ts";

const [sara, omid] = await newsroom();

const bar = (person: Person): Locator => person.page.getByRole("search", { name: "Find and replace" });
const field = (person: Person, name: "Find in the article" | "Replace with"): Locator => bar(person).getByRole("textbox", { name });
const says = (person: Person, words: string): Promise<void> =>
  expect.poll(() => bar(person).getByRole("status").textContent(), { timeout: SEEN_WITHIN, message: `${person.name} is told` }).toBe(words);

test("FR8, FR10: what one replaces the other sees, whose hits follow", async () => {
  await share(sara, omid, "The bridge");
  for (const line of ["The bridge is new, the bridge is long.", "A bridge of 1403 and 1404.", "An end"]) {
    await sara.type(line);
    if (line !== "An end") await sara.press("Enter");
  }
  await agree(sara, omid, "An end");
  await omid.article.focus();
  await omid.press("Control+KeyF");
  await omid.type("bridge");
  await expect.poll(() => bar(omid).getByRole("status").textContent(), { timeout: SEEN_WITHIN }).toMatch(/of 4$/);
  await sara.article.focus();
  await sara.press("Control+KeyH");
  await sara.type("the bridge is");
  await field(sara, "Replace with").fill("The dam is");
  await field(sara, "Replace with").press("Control+Enter");
  await says(sara, "2 replaced · Nothing found");
  await expect.poll(() => bar(omid).getByRole("status").textContent(), { timeout: SEEN_WITHIN }).toMatch(/2 hits$|of 2$/);
  await agree(sara, omid, "The dam is new, The dam is long.");
});

test("FR4, FR6: an expression finds years in any digits, and writes what it found elsewhere", async () => {
  await field(sara, "Find in the article").fill(String.raw`(\d{4}) and (\d{4})`);
  await bar(sara).getByRole("button", { name: "Regular expression" }).click();
  await expect.poll(() => bar(sara).getByRole("status").textContent(), { timeout: SEEN_WITHIN }).toMatch(/1 hit$|1 of 1$/);
  await field(sara, "Replace with").fill("$2, $1");
  await field(sara, "Replace with").press("Control+Enter");
  await agree(sara, omid, "A bridge of 1404, 1403.");
});

test("FR5: an expression that would never end is stopped, and the window goes on meanwhile", async () => {
  await sara.caretAfter("An end");
  await sara.press("Enter");
  await sara.type("a".repeat(60));
  await field(sara, "Find in the article").fill("(a+)+b");
  await field(omid, "Find in the article").fill("dam");
  await field(sara, "Replace with").fill("typed meanwhile");
  expect(await field(sara, "Replace with").inputValue()).toBe("typed meanwhile");
  await says(sara, "Searching for this takes too long, and was stopped");
  await field(sara, "Find in the article").fill("a+");
  await expect.poll(() => bar(sara).getByRole("status").textContent(), { timeout: SEEN_WITHIN }).toMatch(/\d/);
  await bar(sara).getByRole("button", { name: "Regular expression" }).click();
});

test("FR13, FR14: while one suggests, each replacement is a suggestion, and what is struck out is not replaced again", async () => {
  await sara.caretAfter("An end");
  await sara.press("Control+Shift+KeyE");
  await field(sara, "Find in the article").fill("dam");
  await field(sara, "Replace with").fill("weir");
  await field(sara, "Replace with").press("Control+Enter");
  await expect.poll(() => omid.page.locator(".margin-suggestion").count(), { timeout: SEEN_WITHIN }).toBe(2);
  await says(sara, "2 replacements suggested · 2 hits (2 in the text before suggestions)");
  await field(sara, "Replace with").press("Control+Enter");
  await expect.poll(() => bar(sara).getByRole("status").textContent(), { timeout: SEEN_WITHIN }).toContain("Nothing to replace");
  await omid.press("Escape");
  await omid.page.locator(".margin-suggestion").first().click();
  await omid.press("Alt+Shift+Enter");
  await expect.poll(() => omid.page.locator(".margin-suggestion").count(), { timeout: SEEN_WITHIN }).toBe(1);
  await agree(sara, omid, "The weir is new, The damweir is long.");
});

test("FR20, FR23: after an article was opened from a search of all, F3 goes through what was looked for", async () => {
  await bar(sara).getByRole("button", { name: "Close" }).click();
  const search = sara.page.getByRole("combobox", { name: "Search the articles" });
  const hits = sara.page.getByRole("listbox", { name: "Results" }).getByRole("option");
  await search.click();
  await expect
    .poll(
      async () => {
        await search.fill("");
        await search.fill("bridge");
        return hits
          .first()
          .textContent({ timeout: 2_000 })
          .catch(() => "");
      },
      { timeout: SEEN_WITHIN, interval: 500 },
    )
    .toContain("The bridge");
  await sara.press("Enter");
  await expect.poll(() => sara.page.evaluate(() => getSelection()?.toString()), { timeout: SEEN_WITHIN }).toBe("bridge");
  // The bar is open at that place, and the focus in the text.
  await says(sara, "2 of 2");
  expect(await sara.article.evaluate((text) => text === document.activeElement)).toBe(true);
  await sara.press("F3");
  await says(sara, "Went on from the beginning · 1 of 2");
  expect(await field(sara, "Find in the article").inputValue()).toBe("bridge");
});
