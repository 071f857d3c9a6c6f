/** Spelling in two real windows: what is underlined, what is suggested, and what the newsroom's dictionary changes. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { checkAccess } from "./access.ts";
import { agree, newsroom, share } from "./started-newsroom.ts";
import { SEEN_WITHIN, type Person } from "./person.ts";
import { expectUnderlined, openMenuAtFirst, underlined } from "./underlined.ts";

const [sara, omid] = await newsroom();

const TEXT = "دولط گفت که خبرنگر ما the goverment را در https://exampel.com دید.";

const panel = (person: Person): Locator => person.page.getByRole("region", { name: "House style" });
const menu = (person: Person): Locator => person.page.getByRole("menu");
const expectMarks = (person: Person, ...words: string[]): Promise<void> => expectUnderlined(person, "style-misspelt", ...words);
const focusIsInText = (person: Person): Promise<void> =>
  expect.poll(() => person.page.evaluate(() => document.activeElement?.getAttribute("role")), { timeout: SEEN_WITHIN }).toBe("textbox");

test("SP1 SP8 SP10: misspelt words are underlined beside what house style finds, by parts of the program alone", async () => {
  await share(sara, omid, "گزارش شهر");
  await sara.type(TEXT);
  await agree(sara, omid, TEXT);
  const asked: string[] = [];
  sara.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await sara.press("Control+Alt+KeyL");
  await expectMarks(sara, "دولط", "خبرنگر", "goverment");
  expect(asked.filter((path) => !/^\/assets\/(?:spelling-)?worker-[\w-]+\.js$/.test(path))).toEqual([]);
  const listed = panel(sara).getByRole("region", { name: "Spelling" }).getByRole("listitem");
  await expect.poll(() => listed.count(), { timeout: SEEN_WITHIN }).toBe(3);
  expect(readdirSync(join(import.meta.dirname, "../../dist/renderer/assets")).filter((name) => name.endsWith(".wasm"))).toEqual([]);
  expect(await sara.article.getAttribute("spellcheck")).toBe("false");
  expect(await underlined(omid, "style-misspelt")).toEqual([]);
});

test("SP4 SP5 SP6: the context menu suggests what may be meant; what is chosen is one edit, and the text has the focus", async () => {
  await openMenuAtFirst(sara, "style-misspelt");
  await menu(sara).getByRole("menuitem", { name: "دولت", exact: true }).waitFor();
  await checkAccess(sara);
  await menu(sara).getByRole("menuitem", { name: "دولت", exact: true }).click();
  await agree(sara, omid, TEXT.replace("دولط", "دولت"));
  await expectMarks(sara, "خبرنگر", "goverment");
  await focusIsInText(sara);
  await sara.press("Control+KeyZ");
  await expectMarks(sara, "دولط", "خبرنگر", "goverment");
});

test("SP6: by keys one goes to the next word, opens its menu, chooses, or leaves it", async () => {
  await sara.press("Control+Home");
  await sara.press("F8");
  await sara.press("Control+Period");
  await menu(sara).waitFor();
  await sara.press("Escape");
  await expect.poll(() => menu(sara).count(), { timeout: SEEN_WITHIN }).toBe(0);
  await focusIsInText(sara);
  await sara.press("F8");
  await sara.press("Control+Period");
  await menu(sara).getByRole("menuitem", { name: "خبرنگار", exact: true }).waitFor();
  await sara.press("Home");
  await sara.press("Enter");
  await agree(sara, omid, "خبرنگار ما");
  await expectMarks(sara, "دولط", "goverment");
});

test(
  "SP3 SP6: a word that is added to the newsroom's dictionary is right at every desk, and one that is ignored only here",
  { tags: "long" },
  async () => {
    await omid.press("Control+Alt+KeyL");
    await expectMarks(omid, "دولط", "goverment");
    await openMenuAtFirst(sara, "style-misspelt");
    await menu(sara).getByRole("menuitem", { name: "Add to the newsroom’s dictionary" }).click();
    await expectMarks(sara, "goverment");
    await expectMarks(omid, "goverment");
    // The list is told a little after what is underlined.
    const listed = panel(omid).getByRole("region", { name: "Spelling" }).getByRole("listitem");
    await expect.poll(() => listed.count(), { timeout: SEEN_WITHIN }).toBe(1);
    await panel(omid).getByRole("region", { name: "Spelling" }).getByRole("button", { name: "Not in this article" }).click();
    await expectMarks(omid);
    await expectMarks(sara, "goverment");
    await panel(sara).getByRole("button", { name: "Newsroom lists" }).click();
    const dialog = sara.page.getByRole("dialog", { name: "Newsroom lists" });
    await dialog.getByRole("tab", { name: "Dictionary" }).click();
    await checkAccess(sara);
    await dialog.getByRole("button", { name: "Remove “\u2068دولط\u2069”" }).click();
    await sara.press("Escape");
    await expectMarks(sara, "دولط", "goverment");
    await expectMarks(omid, "دولط");
  },
);

test("SP5: while one suggests, a chosen word is a suggestion", async () => {
  await sara.article.focus();
  await sara.press("Control+Shift+KeyE");
  await panel(sara).getByRole("button", { name: "Suggestions for “goverment”" }).click();
  await menu(sara).getByRole("menuitem", { name: "government" }).click();
  await expect.poll(() => omid.page.locator(".margin-suggestion").count(), { timeout: SEEN_WITHIN }).toBe(1);
  await expectMarks(sara, "دولط");
});

test("SP1: spelling is switched off and on for oneself, and remembered", { tags: "long" }, async () => {
  await panel(sara).getByRole("checkbox", { name: "Spelling, too" }).focus();
  await sara.press("Space");
  await expectMarks(sara);
  expect(await sara.article.getAttribute("spellcheck")).toBe("true");
  await sara.page.reload();
  await panel(sara).waitFor();
  expect(await panel(sara).getByRole("checkbox", { name: "Spelling, too" }).isChecked()).toBe(false);
  await expectMarks(omid, "دولط");
  await panel(sara).getByRole("checkbox", { name: "Spelling, too" }).focus();
  await sara.press("Space");
  await expectMarks(sara, "دولط");
});

const file = (name: string, text: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

test(
  "SP15 SP16 SP17 SP18: a dictionary that a person adds is tried, checks blocks in its language, and is removed again",
  { tags: "long" },
  async () => {
    const hebrew = sara.page.getByRole("dialog", { name: "Settings" }).getByRole("group", { name: "Hebrew" });
    const settings = async (): Promise<void> => {
      await sara.button("Settings").click();
      await sara.page.getByRole("tab", { name: "Spelling" }).click();
      await hebrew.waitFor();
    };
    const choose = async (aff: string, dic: string): Promise<void> => {
      const chooser = sara.page.waitForEvent("filechooser");
      await hebrew.getByRole("button", { name: "Add a dictionary of Hebrew" }).click();
      await (await chooser).setFiles([file("he_IL.aff", aff), file("he_IL.dic", dic)]);
    };
    const says = (text: string): Promise<void> =>
      expect.poll(() => hebrew.getByRole("status").textContent(), { timeout: 2 * SEEN_WITHIN }).toBe(text);

    await settings();
    await choose("SET UTF-8\n", "1\nسلام\n");
    await says("This dictionary is for another language.");
    await choose("SET UTF-8\nTRY אבגדהוזחטיכלמנסעפצקרשת\n", "2\nשלום\nעולם\n");
    await says("The dictionary was added.");
    await hebrew.getByText("he_IL").waitFor();
    await checkAccess(sara);
    await sara.press("Escape");

    await sara.article.focus();
    await sara.press("Control+End");
    await sara.press("Enter");
    await sara.type("שלום עולן");
    await sara.page.getByRole("button", { name: "Language of the block" }).click();
    await sara.page.getByRole("group", { name: "Language of the block" }).getByRole("option", { name: "Hebrew", exact: true }).click();
    const misspelt = async (): Promise<string[]> => (await underlined(sara, "style-misspelt")).map(({ text }) => text);
    await expect.poll(misspelt, { timeout: SEEN_WITHIN }).toContain("עולן");
    await sara.article.focus();
    await sara.press("Control+End");
    await sara.press("Control+Period");
    await menu(sara).getByRole("menuitem", { name: "עולם", exact: true }).click();
    await agree(sara, omid, "שלום עולם");

    await settings();
    await hebrew.getByRole("button", { name: "Remove the dictionary of Hebrew" }).click();
    await says("The dictionary was removed.");
    await expect.poll(() => hebrew.getByText("he_IL").count(), { timeout: SEEN_WITHIN }).toBe(0);
    await sara.press("Escape");
  },
);
