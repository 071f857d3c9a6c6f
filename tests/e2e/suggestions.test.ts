/** Suggesting and deciding, in two real windows with the real relay between them. */
import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { agree, newsroom, share } from "./started-newsroom.ts";
import { SEEN_WITHIN, type Person } from "./person.ts";

const [sara, omid, room] = await newsroom();

const cards = (person: Person): Locator => person.page.locator(".margin-suggestion");
const cardWith = (person: Person, words: string): Locator => cards(person).filter({ hasText: words });
const state = (person: Person): Locator => person.page.getByRole("status", { name: "Suggesting" });

async function expectCards(person: Person, ...lines: string[]): Promise<void> {
  await expect
    .poll(async () => (await cards(person).locator(".margin-text").allTextContents()).toSorted(), {
      timeout: SEEN_WITHIN,
      message: `${person.name}'s cards`,
    })
    .toEqual(lines.toSorted());
}

const TEXT = "The bridge\nThe river rose last night.\nNobody slept.\nThe mayor came late.\nAn end";

test("SU31: the key and the button switch to suggesting, which is said, and is remembered when the window opens again", async () => {
  await share(sara, omid, "The bridge");
  for (const line of TEXT.split("\n").slice(1)) {
    await sara.insert(line);
    if (line !== "An end") await sara.press("Enter");
  }
  await agree(sara, omid, "An end");
  expect(await omid.text()).toBe(TEXT);
  await sara.press("Control+Shift+KeyE");
  await expect.poll(() => state(sara).textContent(), { timeout: SEEN_WITHIN }).toBe("Suggesting is on");
  await sara.page.reload();
  await sara.sees("An end");
  await expect.poll(() => sara.button("Suggesting").getAttribute("aria-pressed"), { timeout: SEEN_WITHIN }).toBe("true");
  expect(await omid.button("Suggesting").getAttribute("aria-pressed")).toBe("false");
});

test("SU30 SU32: what Sara types, erases, replaces, joins and makes a heading stands in both windows as suggested", async () => {
  await sara.caretAfter("Nobody slept");
  await sara.type(" well");
  await sara.select("last ");
  await sara.press("Delete");
  await sara.select("mayor");
  await sara.type("minister");
  await sara.caretAfter("came late.");
  await sara.press("Delete");
  await sara.caretAfter("The river");
  await sara.press("Control+Alt+Digit2");
  const lines = ["Add “well”", "Remove “last”", "The word “mayor” to “minister”", "Join two paragraphs"];
  for (const person of [sara, omid]) {
    await expect.poll(() => cards(person).count(), { timeout: SEEN_WITHIN, message: `${person.name}'s cards` }).toBe(5);
    for (const line of lines) await cardWith(person, line).waitFor();
    await cardWith(person, "From Text to Heading 2").waitFor();
    await expect.poll(() => person.page.locator(".suggested-inserted").allTextContents()).toEqual([" well", "minister"]);
    expect(await person.page.locator(".suggested-struck").allTextContents()).toEqual(["last ", "mayor"]);
    expect(await person.page.locator(".suggested-block-form").count()).toBe(1);
    expect(await person.page.locator(".suggested-boundary-struck").count()).toBe(1);
    await expect
      .poll(() => cards(person).locator(".margin-author").allTextContents(), { timeout: SEEN_WITHIN })
      .toEqual(Array.from({ length: 5 }, () => sara.name));
  }
  expect(await agree(sara, omid)).toBe("The bridge\nThe river rose last night.\nNobody slept well.\nThe mayorminister came late.\nAn end");
});

test("SU8: what she suggested before her window was opened anew is still her own: what she erases of it is gone, and not struck out", async () => {
  await sara.page.reload();
  await cardWith(sara, "Add “well”").getByText(sara.name).waitFor();
  await sara.caretAfter("slept well");
  await sara.press("Backspace");
  await sara.sees("Nobody slept wel.");
  await sara.type("l");
  for (const person of [sara, omid]) {
    await cardWith(person, "Add “well”").waitFor();
    expect(await cards(person).count()).toBe(5);
  }
});

test("SU34 SU36: Omid, offline, accepts one and refuses one; undo takes the refusal back; both end with the same text", async () => {
  await omid.workOffline(true);
  await cardWith(omid, "mayor").getByRole("button", { name: "Accept", exact: true }).click();
  await omid.sees("The minister came late.");
  await cardWith(omid, "Remove").getByRole("button", { name: "Refuse", exact: true }).click();
  await expect.poll(() => cards(omid).count(), { timeout: SEEN_WITHIN }).toBe(3);
  await omid.press("Control+KeyZ");
  await cardWith(omid, "Remove").waitFor();
  await cardWith(omid, "Remove").getByRole("button", { name: "Refuse", exact: true }).click();
  await expect.poll(() => cards(omid).count(), { timeout: SEEN_WITHIN }).toBe(3);
  // Sara writes on meanwhile: it is part of what she suggests, and hers alone.
  await sara.caretAfter("slept well");
  await sara.type(" tonight");
  await omid.workOffline(false);
  for (const person of [sara, omid]) {
    await cardWith(person, "Add “well tonight”").waitFor();
    await expect.poll(() => cards(person).count(), { timeout: SEEN_WITHIN }).toBe(3);
  }
  expect(await agree(sara, omid)).toBe(
    "The bridge\nThe river rose last night.\nNobody slept well tonight.\nThe minister came late.\nAn end",
  );
});

test("SU37: a click on suggested text makes its card active, and the keys decide on it", { tags: "long" }, async () => {
  await omid.page.locator(".suggested-inserted").first().click();
  await expect.poll(() => cardWith(omid, "well").getAttribute("data-active"), { timeout: SEEN_WITHIN }).toBe("true");
  await omid.press("Alt+Shift+Enter");
  await expect.poll(() => cards(omid).count(), { timeout: SEEN_WITHIN }).toBe(2);
  await expectCards(sara, "Join two paragraphs", "From Text to Heading 2");
});

test("SU38: all that is left is accepted at once", { tags: "long" }, async () => {
  await omid.page.locator(".margin-suggestions button").click();
  await omid.page.getByRole("menuitem", { name: "Accept all", exact: true }).click();
  await expect.poll(() => cards(omid).count(), { timeout: SEEN_WITHIN }).toBe(0);
  expect(await agree(sara, omid)).toBe("The bridge\nThe river rose last night.\nNobody slept well tonight.\nThe minister came late.An end");
  for (const person of [sara, omid]) {
    await expect
      .poll(() => person.article.locator("h3").allTextContents(), { timeout: SEEN_WITHIN })
      .toEqual(["The river rose last night."]);
    await expect.poll(() => cards(person).count(), { timeout: SEEN_WITHIN }).toBe(0);
  }
});

test("SU31 SU34: who may only comment finds no switch, and sees what is suggested without buttons", { tags: "long" }, async () => {
  await sara.caretAfter("Nobody slept");
  await sara.type(" very");
  await cardWith(omid, "Add “very”").waitFor();
  room.giveRole(omid, "commenter");
  await expect.poll(() => omid.article.getAttribute("aria-readonly"), { timeout: SEEN_WITHIN }).toBe("true");
  await expect.poll(() => omid.button("Suggesting").count(), { timeout: SEEN_WITHIN }).toBe(0);
  expect(await cardWith(omid, "Add “very”").getByRole("button", { name: "Accept", exact: true }).count()).toBe(0);
  await cardWith(omid, "Add “very”").locator(".margin-fold").click();
  await omid.press("Alt+Shift+Enter");
  expect(await cards(omid).count()).toBe(1);
});

test("SU30: a suggested letter in the middle of a word is joined to its neighbours", { tags: "long" }, async () => {
  const spans = ["suggested-inserted", "suggested-struck", "suggested-form"].map(
    (name) => `رو<span class="${name}" style="--person: #006080">شنب</span>ین`,
  );
  const lines = ["روشنبین", "روشنب\u200cین", ...spans];
  const [plain, apart, ...suggested] = await sara.page.evaluate(async (lines) => {
    await document.fonts.load("40px 'Vazirmatn Variable'", "رود");
    const page = document.querySelector(".editor-page")!;
    return lines.map((html) => {
      const line = page.appendChild(document.createElement("div"));
      line.className = "ProseMirror";
      line.style.cssText = "position: absolute; white-space: pre; font: 40px 'Vazirmatn Variable'";
      line.innerHTML = html;
      const { width } = line.getBoundingClientRect();
      line.remove();
      return width;
    });
  }, lines);
  expect(Math.abs(apart! - plain!)).toBeGreaterThan(1);
  for (const width of suggested) expect(Math.abs(width - plain!)).toBeLessThan(0.5);
});
