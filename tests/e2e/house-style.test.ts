/**
 * House style in two real windows: what is underlined and listed, accepted, ignored, and left alone while one types.
 *
 * @module-tag long
 */
import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { agree, newsroom, share } from "./started-newsroom.ts";
import { SEEN_WITHIN, type Person } from "./person.ts";
import { expectUnderlined, underlined } from "./underlined.ts";

const [sara, omid] = await newsroom();

const HEADLINE = "گزارش شهر";
const FIRST = "دولت می خواهد قیمت کتاب ها را کم کند.";
const SECOND = "وزیر گفت : مردم می گویند کتاب ها گران است.";

const panel = (person: Person): Locator => person.page.getByRole("region", { name: "House style" });
const dialog = (person: Person): Locator => person.page.getByRole("dialog", { name: "Newsroom lists" });
const rows = (person: Person): Locator => panel(person).getByRole("listitem");
const expectMarks = (person: Person, ...words: string[]): Promise<void> => expectUnderlined(person, "style-finding", ...words);

/** The name of a button about a word of the list, which stands isolated in it. */
const named = (verb: string, word: string): string => `${verb} “\u2068${word}\u2069”`;

/** A text with ZWNJs, by "_". */
const z = (text: string): string => text.replaceAll("_", "\u200C");

test("HS24 HS28: nothing is said until one asks; then findings are underlined and listed with their reason, also of what is typed", async () => {
  await share(sara, omid, HEADLINE);
  await sara.insert(FIRST);
  await sara.press("Enter");
  await sara.insert(SECOND);
  await agree(sara, omid, FIRST, SECOND);
  expect(await underlined(sara, "style-finding")).toEqual([]);
  await sara.press("Control+Alt+KeyL");
  await expectMarks(sara, "می خواهد", "کتاب ها", "گفت :", "می گویند", "کتاب ها");
  await expect.poll(() => rows(sara).count(), { timeout: SEEN_WITHIN }).toBe(5);
  expect(
    await panel(sara)
      .getByRole("region")
      .evaluateAll((kinds) => kinds.map((kind) => kind.ariaLabel)),
  ).toEqual(["می and نمی", "ها and های", "Spaces around marks"]);
  expect(await panel(sara).textContent()).toContain("They stand before their verb with a half-space.");
  expect(await underlined(omid, "style-finding")).toEqual([]);
  await sara.caretAfter("گران است.");
  await sara.type(" او نمی داند.");
  await expectMarks(sara, "می خواهد", "کتاب ها", "گفت :", "می گویند", "کتاب ها", "نمی داند.");
});

test("HS26: an accepted finding is an edit that undo takes back; all of a kind are one", async () => {
  const all = panel(sara).getByRole("region", { name: "می and نمی" }).getByRole("button", { name: "Accept all 3" });
  await all.click();
  await agree(sara, omid, z("دولت می_خواهد"), z("مردم می_گویند"), z("او نمی_داند"));
  await expectMarks(sara, "کتاب ها", "گفت :", "کتاب ها");
  await sara.article.focus();
  await sara.press("Control+KeyZ");
  await agree(sara, omid, "دولت می خواهد", "مردم می گویند", "او نمی داند");
  await expectMarks(sara, "می خواهد", "کتاب ها", "گفت :", "می گویند", "کتاب ها", "نمی داند.");
  await rows(sara).filter({ hasText: "گفت :" }).getByRole("button", { name: "Accept" }).click();
  await agree(sara, omid, "وزیر گفت: مردم");
});

test("HS27: what is ignored here, or in the article, is not told again until one asks", async () => {
  await rows(sara).filter({ hasText: "کتاب ها" }).first().getByRole("button", { name: "Not here" }).click();
  await expectMarks(sara, "می خواهد", "می گویند", "کتاب ها", "نمی داند.");
  await panel(sara).getByRole("button", { name: "Ignored (1)" }).click();
  await expectMarks(sara, "می خواهد", "کتاب ها", "می گویند", "کتاب ها", "نمی داند.");
  await rows(sara).filter({ hasText: "کتاب ها" }).first().getByRole("button", { name: "Not in this article" }).click();
  await expectMarks(sara, "می خواهد", "می گویند", "نمی داند.");
  await sara.page.reload();
  await sara.sees("گران است");
  await expectMarks(sara, "می خواهد", "می گویند", "نمی داند.");
});

test("HS31: what is not to be told in the newsroom is not told at a colleague's desk either, until the list says otherwise", async () => {
  await omid.press("Control+Alt+KeyL");
  await expectMarks(omid, "می خواهد", "کتاب ها", "می گویند", "کتاب ها", "نمی داند.");
  await rows(sara).filter({ hasText: "نمی داند" }).getByRole("button", { name: "Not in the newsroom" }).click();
  await expectMarks(sara, "می خواهد", "می گویند");
  await expectMarks(omid, "می خواهد", "کتاب ها", "می گویند", "کتاب ها");
  await panel(omid).getByRole("button", { name: "Newsroom lists" }).click();
  await dialog(omid).getByRole("tab", { name: "Ignored" }).click();
  await dialog(omid)
    .getByRole("button", { name: named("Remove", "نمی داند.") })
    .click();
  await omid.press("Escape");
  await expectMarks(sara, "می خواهد", "می گویند", "نمی داند.");
});

test("HS31 HS32: a word is listed, changed and removed by keys alone, and a kind is switched off, at every desk", async () => {
  await panel(sara).getByRole("button", { name: "Newsroom lists" }).focus();
  await sara.press("Enter");
  await dialog(sara).getByRole("tab", { name: "One spelling" }).focus();
  await sara.press("Tab");
  await sara.type("بها");
  await sara.press("Tab");
  await sara.type("قیمت");
  await sara.press("Enter");
  await dialog(sara).getByRole("listitem").filter({ hasText: "بها" }).waitFor();
  await expectMarks(omid, "می خواهد", "قیمت", "کتاب ها", "می گویند", "کتاب ها", "نمی داند.");
  await dialog(sara)
    .getByRole("button", { name: named("Change", "بها") })
    .focus();
  await sara.press("Enter");
  await sara.press("Tab");
  await sara.type("وزیر");
  await sara.press("Enter");
  await expectMarks(omid, "می خواهد", "کتاب ها", "وزیر", "می گویند", "کتاب ها", "نمی داند.");
  await dialog(sara)
    .getByRole("button", { name: named("Remove", "بها") })
    .focus();
  await sara.press("Enter");
  expect(await sara.page.evaluate(() => document.activeElement?.closest("[role=dialog]") !== null)).toBe(true);
  await dialog(sara).getByRole("tab", { name: "Kinds of findings" }).click();
  await dialog(sara).getByRole("checkbox", { name: "ها and های" }).focus();
  await sara.press("Space");
  await expectMarks(omid, "می خواهد", "می گویند", "نمی داند.");
  await sara.press("Space");
  await sara.press("Escape");
  await expectMarks(omid, "می خواهد", "کتاب ها", "می گویند", "کتاب ها", "نمی داند.");
  await omid.press("Control+Alt+KeyL");
});

test("HS32: F8 and Shift+F8 go from finding to finding in the text, around its ends", async () => {
  const selected = () => sara.page.evaluate(() => getSelection()?.toString());
  await sara.article.focus();
  await sara.press("Control+Home");
  const seen: (string | undefined)[] = [];
  for (const key of ["F8", "F8", "F8", "F8", "Shift+F8"]) {
    await sara.press(key);
    seen.push(await selected());
  }
  expect(seen).toEqual(["می خواهد", "می گویند", "نمی داند.", "می خواهد", "نمی داند."]);
});

test("HS28: the list is walked and decided by the keyboard, and the focus stays in it", async () => {
  await rows(sara).first().focus();
  await sara.press("ArrowDown");
  expect(await sara.page.evaluate(() => document.activeElement?.textContent)).toContain("می گویند");
  await rows(sara).nth(1).getByRole("button", { name: "Accept" }).focus();
  await sara.press("Enter");
  await agree(sara, omid, z("مردم می_گویند"));
  expect(await sara.page.evaluate(() => document.activeElement?.closest(".style-panel") !== null)).toBe(true);
  await sara.press("Escape");
  await expect.poll(() => panel(sara).count(), { timeout: SEEN_WITHIN }).toBe(0);
  await expectMarks(sara);
  expect(await sara.page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("textbox");
});

test("HS26: while one suggests, an accepted finding is a suggestion, and its finding is gone", async () => {
  await sara.press("Control+Alt+KeyL");
  await expectMarks(sara, "می خواهد", "نمی داند.");
  await sara.press("Control+Shift+KeyE");
  await rows(sara).filter({ hasText: "می خواهد" }).getByRole("button", { name: "Accept" }).click();
  await expect.poll(() => omid.page.locator(".margin-suggestion").count(), { timeout: SEEN_WITHIN }).toBe(1);
  await expectMarks(sara, "نمی داند.");
});

test("HS25: while an input method composes, nothing is drawn, and what it wrote is checked when it has ended", async () => {
  await sara.press("Control+Shift+KeyE");
  await sara.caretAfter("نمی داند.");
  const client = await sara.page.context().newCDPSession(sara.page);
  // It would be found while the input method composes. All stands in the browser's queue at once: nothing is found before.
  await Promise.all([
    client.send("Input.insertText", { text: " او می بیند" }),
    ...[" و", " و می", " و می ر", " و می رود"].map((text) =>
      client.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length }),
    ),
  ]);
  // As long as the typist's rest several times over.
  await sara.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 2000)));
  await expectMarks(sara, "نمی داند.");
  await client.send("Input.insertText", { text: " و می رود" });
  await expectMarks(sara, "نمی داند.", "می بیند", "می رود");
  await agree(sara, omid, "او می بیند و می رود");
});
