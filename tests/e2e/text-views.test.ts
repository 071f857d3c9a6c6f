/**
 * The views of an article with suggestions, in two real windows: what they show, what can be done in them, and what an owner requires.
 *
 * @module-tag long
 */
import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { agree, newsroom, share } from "./started-newsroom.ts";
import { SEEN_WITHIN, type Person } from "./person.ts";

const [sara, omid, room] = await newsroom();

const cards = (person: Person): Locator => person.page.locator(".margin-suggestion");
const words = (person: Person): Locator => person.page.locator(".app-words");

/** The browser tells of a selection a task after it was made, and may deliver a key before that. */
const tellSelection = (person: Person): Promise<boolean> =>
  person.page.evaluate(() => document.dispatchEvent(new Event("selectionchange")));

/** The text as it is drawn, a line for each block that does not go on in the one before. */
const drawn = (person: Person): Promise<string> =>
  person.article.evaluate((element) => {
    let text = "";
    let isFlowing = false;
    for (const block of element.children) {
      const isInline = getComputedStyle(block).display === "inline";
      text += (isFlowing && isInline ? "" : "\n") + (block as HTMLElement).innerText;
      isFlowing = isInline;
    }
    return text.trim();
  });

const expectDrawn = (person: Person, text: string): Promise<void> =>
  expect.poll(() => drawn(person), { timeout: SEEN_WITHIN, message: `${person.name} is shown` }).toBe(text);

async function show(person: Person, view: "All marks" | "Simple" | "Final" | "Original"): Promise<void> {
  await person.page.getByRole("button", { name: /^View of suggestions/ }).click();
  await person.page.getByRole("menuitemradio", { name: view }).click();
  const state = person.page.getByRole("status", { name: "View of suggestions" });
  await expect.poll(() => state.textContent(), { timeout: SEEN_WITHIN }).toBe(view === "All marks" ? "" : `View: ${view}`);
}

test("SU40 SU43: simple and final show what would become of the article, the original what it was; the choice is remembered", async () => {
  await share(sara, omid, "The bridge");
  for (const line of ["The river rose last night.", "Nobody slept.", "The mayor came late.", "An end"]) {
    await sara.insert(line);
    if (line !== "An end") await sara.press("Enter");
  }
  await agree(sara, omid, "An end");
  await sara.press("Control+Shift+KeyE");
  await sara.select("last");
  await sara.type("this");
  await sara.caretAfter("The river");
  await sara.press("Enter");
  await sara.caretAfter("Nobody slept.");
  await sara.press("Delete");
  await sara.select("late");
  await sara.press("Control+KeyB");
  await expect.poll(() => cards(omid).count(), { timeout: SEEN_WITHIN }).toBe(4);
  const base = "The bridge\nThe river rose last night.\nNobody slept.\nThe mayor came late.\nAn end";
  const final = "The bridge\nThe river\n rose this night.\nNobody slept.The mayor came late.\nAn end";
  await show(omid, "Final");
  await expectDrawn(omid, final);
  expect(await omid.page.locator("[data-tint=suggested]").count()).toBe(0);
  await show(omid, "Simple");
  await expectDrawn(omid, final);
  await expect.poll(() => omid.page.locator("[data-tint=suggested]").count(), { timeout: SEEN_WITHIN }).toBeGreaterThanOrEqual(3);
  await omid.page.reload();
  await omid.sees("An end");
  await expectDrawn(omid, final);
  await omid.press("Alt+Shift+Digit4");
  await expectDrawn(omid, base);
  expect(
    await omid.article
      .locator("strong, .preview-bold")
      .evaluateAll((all) => all.filter((one) => getComputedStyle(one).fontWeight === "700")),
  ).toEqual([]);
});

test("SU41: the original cannot be written in, and says why", async () => {
  expect(await omid.article.getAttribute("aria-readonly")).toBe("true");
  await omid.page.getByText("The original is read-only").waitFor();
  const before = await sara.text();
  await omid.article.focus();
  await omid.type("x");
  await omid.press("Backspace");
  await show(omid, "Final");
  await expect.poll(() => omid.article.getAttribute("aria-readonly"), { timeout: SEEN_WITHIN }).toBe("false");
  expect(await sara.text()).toBe(before);
});

test("SU16: words are counted without what is only suggested, or as the view shows them", async () => {
  await show(omid, "All marks");
  await expect.poll(() => words(omid).textContent(), { timeout: SEEN_WITHIN }).toBe("15 words");
  await sara.caretAfter("An end");
  await sara.type(" of all things");
  await expect.poll(() => cards(omid).count(), { timeout: SEEN_WITHIN }).toBe(5);
  await expect.poll(() => words(omid).textContent(), { timeout: SEEN_WITHIN }).toBe("15 words");
  await show(omid, "Final");
  // Joined paragraphs go on without a blank: «slept.The» is one word.
  await expect.poll(() => words(omid).textContent(), { timeout: SEEN_WITHIN }).toBe("17 words");
});

test("SU42: arrow keys go past hidden text, and neither Backspace nor typing over it erases what is not seen", async () => {
  await omid.caretAfter("rose ");
  await omid.press("ArrowRight");
  await omid.press("ArrowLeft");
  await tellSelection(omid);
  await omid.press("Backspace");
  await expectDrawn(omid, "The bridge\nThe river\n rosethis night.\nNobody slept.The mayor came late.\nAn end of all things");
  await omid.type(" ");
  await omid.select("night");
  await omid.press("ArrowRight");
  for (let i = 0; i < "se this night".length; i++) await omid.press("Shift+ArrowLeft");
  await tellSelection(omid);
  await omid.type("fell");
  await expectDrawn(omid, "The bridge\nThe river\n rofell.\nNobody slept.The mayor came late.\nAn end of all things");
  await omid.sees(" rolast");
  await expect.poll(() => cards(omid).filter({ hasText: "Remove “last”" }).count(), { timeout: SEEN_WITHIN }).toBe(1);
  await agree(sara, omid, "An end of all things");
});

test("SU38: all that one person suggested is refused at once", async () => {
  await omid.press("Control+Shift+KeyE");
  await omid.caretAfter("An end");
  await omid.type("ing");
  await expect.poll(() => cards(omid).count(), { timeout: SEEN_WITHIN }).toBe(6);
  await omid.page.locator(".margin-suggestions button").click();
  await omid.page.getByRole("menuitem", { name: "Refuse all of one person" }).click();
  await omid.page.getByRole("menuitem", { name: `${sara.shownName} (5)` }).click();
  await expect.poll(() => cards(sara).count(), { timeout: SEEN_WITHIN }).toBe(1);
  expect(await agree(sara, omid)).toBe("The bridge\nThe river rolastfell.\nNobody slept.\nThe mayor came late.\nAn ending");
});

test("SU16: what is cut and pasted takes along what is suggested in it; what is copied is without that", async () => {
  await omid.press("Control+Shift+KeyE");
  await show(omid, "All marks");
  await omid.select("An ending");
  await omid.press("Control+KeyX");
  await omid.caretAfter("Nobody slept.");
  await omid.type(" ");
  await omid.press("Control+KeyV");
  await omid.sees("Nobody slept. An ending");
  for (const person of [sara, omid]) {
    await expect.poll(() => cards(person).filter({ hasText: "Add “ing”" }).count(), { timeout: SEEN_WITHIN }).toBe(1);
  }
  await omid.select("An ending");
  await omid.press("Control+KeyC");
  await omid.caretAfter("came late.");
  await omid.type(" ");
  await omid.press("Control+KeyV");
  await omid.sees("came late. An end");
  expect(await agree(sara, omid)).toBe("The bridge\nThe river rolastfell.\nNobody slept. An ending\nThe mayor came late. An end");
  await omid.press("Control+Shift+KeyE");
});

test("RO7: where the owner asks for it, an editor only suggests and decides nothing, until it is taken back", async () => {
  await sara.press("Control+Shift+KeyE");
  await omid.press("Control+Shift+KeyE");
  room.giveRole(omid, "editor");
  const requireSuggesting = async (from: "Always" | "Never") => {
    await sara.page.getByRole("button", { name: /^Status of the article/ }).click();
    await sara.page.getByRole("menuitemradio", { name: from }).click();
    await sara.press("Escape");
  };
  await requireSuggesting("Always");
  const state = omid.page.getByRole("status", { name: "Suggesting" });
  await expect.poll(() => state.textContent(), { timeout: SEEN_WITHIN }).toBe("This article asks editors to suggest only");
  expect(await omid.button("Suggesting").getAttribute("aria-pressed")).toBe("true");
  await omid.button("Suggesting").click({ force: true });
  await omid.press("Control+Shift+KeyE");
  expect(await omid.button("Suggesting").getAttribute("aria-pressed")).toBe("true");
  expect(await cards(omid).getByRole("button", { name: "Accept", exact: true }).count()).toBe(0);
  await omid.caretAfter("The mayor");
  await omid.type(" never");
  await expect.poll(() => cards(sara).count(), { timeout: SEEN_WITHIN }).toBe(2);
  expect(await sara.button("Suggesting").getAttribute("aria-pressed")).toBe("false");
  await requireSuggesting("Never");
  await expect.poll(() => state.textContent(), { timeout: SEEN_WITHIN }).toBe("");
  expect(await omid.button("Suggesting").getAttribute("aria-pressed")).toBe("false");
});
