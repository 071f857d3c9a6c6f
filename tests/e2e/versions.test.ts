/** Versions in two real windows with the real relay between them. */
import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { axeViolations } from "../browser/components/open-component.ts";
import { agree, newsroom, share } from "./started-newsroom.ts";
import { SEEN_WITHIN, type Person } from "./person.ts";

const [sara, omid, room] = await newsroom();

const screen = (person: Person): Locator => person.page.getByRole("dialog", { name: "Versions" });
const items = (person: Person): Locator => screen(person).getByRole("option");
const page = (person: Person): Locator => screen(person).getByRole("textbox", { name: /Text of the version/ });
const press = (person: Person, name: string): Promise<void> => screen(person).getByRole("button", { name, exact: true }).click();
const TEXT = "The bridge\nThe river rose.\nNobody slept.\nThe mayor came.";

async function open(person: Person): Promise<void> {
  await person.article.focus();
  await person.press("Control+Alt+Shift+KeyH");
  await screen(person).waitFor();
}

async function titles(person: Person): Promise<readonly string[]> {
  return screen(person).locator(".versions-title").allTextContents();
}

test("VE16 VE18: by keyboard alone Sara names a version, goes to it in the timeline, and reads what a version holds", async () => {
  await share(sara, omid, "The bridge");
  for (const line of TEXT.split("\n").slice(1)) {
    await sara.insert(line);
    if (line !== "The mayor came.") await sara.press("Enter");
  }
  await agree(sara, omid, "The mayor came.");
  await open(sara);
  await screen(sara).getByText("There is no version yet.").waitFor();
  await screen(sara).getByRole("textbox", { name: "Name of the version" }).focus();
  await sara.page.keyboard.type("For page one");
  await sara.page.keyboard.press("Enter");
  await expect.poll(() => titles(sara), { timeout: SEEN_WITHIN }).toEqual(["For page one"]);
  await sara.page.keyboard.press("Tab");
  await sara.page.keyboard.press("Tab");
  await sara.page.keyboard.press("ArrowDown");
  await sara.page.keyboard.press("Enter");
  await page(sara).waitFor();
  expect((await page(sara).textContent()) ?? "").toContain("The mayor came.");
  await screen(sara).locator("summary").click();
  await screen(sara)
    .getByText(/including what was deleted since/)
    .waitFor();
  expect(await axeViolations(sara.page, ".versions")).toEqual([]);
  await sara.page.keyboard.press("Escape");
  await expect.poll(() => screen(sara).count(), { timeout: SEEN_WITHIN }).toBe(0);
});

test("VE10 VE13: all was erased by somebody: one act brings all of it back in both windows, and what was there then is kept", async () => {
  await omid.caretAfter("The bridge");
  await omid.press("Control+KeyA");
  await omid.press("Delete");
  await omid.type("gone");
  await agree(sara, omid, "gone");
  await open(sara);
  await items(sara).first().click();
  await page(sara).waitFor();
  await press(sara, "Restore all of the text");
  await expect.poll(() => screen(sara).count(), { timeout: SEEN_WITHIN }).toBe(0);
  for (const person of [sara, omid]) await expect.poll(() => person.text(), { timeout: SEEN_WITHIN }).toBe(TEXT);
  await expect.poll(() => sara.page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Article text");
  // Omid sees what it was, and undo is Sara's own.
  await open(omid);
  await expect.poll(() => titles(omid), { timeout: SEEN_WITHIN }).toEqual(["Before a version was restored", "For page one"]);
  await items(omid).first().click();
  await expect.poll(() => page(omid).textContent(), { timeout: SEEN_WITHIN }).toContain("gone");
  await omid.page.keyboard.press("Escape");
  await sara.press("Control+KeyZ");
  await agree(sara, omid, "gone");
  await sara.press("Control+Shift+KeyZ");
  await agree(sara, omid, "The mayor came.");
});

test("VE38: Omid names a version that was made by itself, by keyboard, and Sara sees its name", { tags: "long" }, async () => {
  await open(omid);
  await items(omid).filter({ hasText: "Before a version was restored" }).first().click();
  await page(omid).waitFor();
  await screen(omid).getByRole("button", { name: "Name it", exact: true }).focus();
  await omid.page.keyboard.press("Enter");
  await omid.page.keyboard.type("Vandalism");
  await omid.page.keyboard.press("Enter");
  await screen(omid).getByRole("button", { name: "Rename", exact: true }).waitFor();
  expect(await omid.page.evaluate(() => document.activeElement?.textContent)).toBe("Rename");
  await omid.page.keyboard.press("Escape");
  await open(sara);
  await expect.poll(() => titles(sara), { timeout: SEEN_WITHIN }).toContain("Vandalism");
  await sara.page.keyboard.press("Escape");
});

test("VE12: one paragraph comes back, chosen by the arrow keys, while what else was written stays", { tags: "long" }, async () => {
  await sara.select("Nobody");
  await sara.type("Everybody");
  await sara.caretAfter("The river rose");
  await sara.type(" again");
  await agree(sara, omid, "rose again");
  await open(sara);
  await items(sara).filter({ hasText: "For page one" }).click();
  await page(sara).focus();
  for (let i = 0; i < 3; i++) await sara.page.keyboard.press("ArrowDown");
  await screen(sara).getByText("Paragraph 2 of 3").waitFor();
  await press(sara, "Restore this paragraph");
  await screen(sara).getByText("The paragraph is restored.").waitFor();
  await sara.page.keyboard.press("Escape");
  expect(await agree(sara, omid, "Nobody slept")).toBe("The bridge\nThe river rose again.\nNobody slept.\nThe mayor came.");
});

test(
  "VE19 VE42: a version stands beside today's text, or compared with it, with whoever wrote what came and erased what went",
  { tags: "long" },
  async () => {
    await omid.select("mayor");
    await omid.type("minister");
    await agree(sara, omid, "The minister came.");
    await open(sara);
    await items(sara).filter({ hasText: "For page one" }).click();
    await screen(sara).getByText("Beside the text now").click();
    const today = screen(sara).getByRole("textbox", { name: "The text now" });
    await expect.poll(() => today.textContent(), { timeout: SEEN_WITHIN }).toContain("rose again");
    await screen(sara).getByText("Compare", { exact: true }).click();
    const compared = screen(sara).locator(".compare");
    await compared.waitFor();
    await expect.poll(() => compared.textContent(), { timeout: SEEN_WITHIN }).toContain("again");
    await expect.poll(() => compared.textContent(), { timeout: SEEN_WITHIN }).toContain(sara.name);
    // The relay stores some seconds later who erased what.
    const erased = async () => {
      await screen(sara).getByText("Version", { exact: true }).click();
      await screen(sara).getByText("Compare", { exact: true }).click();
      await compared.waitFor();
      return compared.locator(".compare-block").filter({ hasText: "minister" }).textContent();
    };
    await expect.poll(erased, { timeout: SEEN_WITHIN }).toContain(`Erased by ${omid.shownName}`);
    await sara.page.keyboard.press("Escape");
  },
);

test("VE17: a version is exported as text, as a web page and as Markdown", { tags: "long" }, async () => {
  await open(sara);
  await items(sara).filter({ hasText: "For page one" }).click();
  const files: Record<string, string> = {};
  for (const name of ["Plain text", "Web page (HTML)", "Markdown"]) {
    await press(sara, "Export");
    const waiting = sara.page.waitForEvent("download");
    await sara.page.getByRole("group", { name: "As a file" }).getByRole("menuitem", { name, exact: true }).click();
    const download = await waiting;
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    files[download.suggestedFilename()] = Buffer.concat(chunks).toString("utf8");
  }
  expect(files["For page one.txt"]).toBe(`${TEXT.replaceAll("\n", "\n\n")}\n`);
  expect(files["For page one.md"]).toBe(`# ${TEXT.replaceAll("\n", "\n\n")}\n`);
  expect(files["For page one.html"]).toContain("<h1");
  expect(files["For page one.html"]).toContain("Nobody slept.");
  await sara.page.keyboard.press("Escape");
});

test(
  "VE3: a reader looks at versions, and is offered neither to make, restore nor delete one; an owner deletes",
  { tags: "long" },
  async () => {
    room.giveRole(omid, "reader");
    await expect.poll(() => omid.button("Suggesting").count(), { timeout: SEEN_WITHIN }).toBe(0);
    await open(omid);
    await items(omid).filter({ hasText: "For page one" }).click();
    await page(omid).waitFor();
    for (const name of [
      "Restore all of the text",
      "Restore this paragraph",
      "Delete the version",
      "Name it",
      "Rename",
      "Keep a version of the text as it is now",
    ])
      expect(await screen(omid).getByRole("button", { name, exact: true }).count(), name).toBe(0);
    await omid.page.keyboard.press("Escape");
    await open(sara);
    await items(sara).filter({ hasText: "For page one" }).click();
    await press(sara, "Delete the version");
    await sara.page.getByRole("button", { name: "Delete for good", exact: true }).click();
    await expect.poll(() => titles(sara), { timeout: SEEN_WITHIN }).not.toContain("For page one");
  },
);
