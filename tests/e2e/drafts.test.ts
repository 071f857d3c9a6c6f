/**
 * A private draft in two real windows with the real relay between them, on the network and off it.
 *
 * @module-tag long
 */
import { expect, test } from "vitest";
import { agree, newsroom, share } from "./started-newsroom.ts";
import { SEEN_WITHIN, type Person } from "./person.ts";

const [sara, omid] = await newsroom();

const bar = (person: Person) => person.page.getByRole("region", { name: "Private draft" });
const cards = (person: Person) => person.page.locator(".margin-suggestion");
const TEXT = "The bridge\nThe river rose last night.\nNobody slept.";

test("DR2 DR8: Sara works in her own copy, and Omid sees nothing of it, while his work comes to her", async () => {
  await share(sara, omid, "The bridge");
  await sara.insert("The river rose last night.");
  await sara.press("Enter");
  await sara.insert("Nobody slept.");
  await agree(sara, omid, "Nobody slept.");
  await sara.caretAfter("last night.");
  // From the key on nothing that she types goes into the article, also before her copy is there.
  const isLeft = await sara.page.evaluate(() => {
    const key = { code: "KeyD", ctrlKey: true, altKey: true, shiftKey: true, bubbles: true };
    document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", key));
    return document.activeElement === document.body;
  });
  expect(isLeft).toBe(true);
  await bar(sara).waitFor();
  await sara.page.locator("[data-draft] .ProseMirror:focus").waitFor();
  await sara.insert(" It fell again.");
  await sara.select("slept");
  await sara.type("woke");
  await omid.caretAfter("The bridge");
  await omid.insert(" of tomorrow");
  await sara.sees("The bridge of tomorrow");
  await sara.sees("Nobody sleptwoke.");
  expect(await omid.text()).toBe(TEXT.replace("bridge", "bridge of tomorrow"));
  expect(await cards(omid).count()).toBe(0);
  // To Omid she is there and reads.
  await expect
    .poll(() => omid.page.getByRole("button", { name: new RegExp(sara.name) }).count(), { timeout: SEEN_WITHIN })
    .toBeGreaterThan(0);
  await expect.poll(() => omid.page.locator(".caret").count(), { timeout: SEEN_WITHIN }).toBe(0);
  await expect.poll(() => sara.page.locator(".app-draft-mark").count(), { timeout: SEEN_WITHIN }).toBe(1);
  expect(await omid.page.locator(".app-draft-mark").count()).toBe(0);
});

test("DR5 DR8: off the network she goes on after a restart of her window, and brings a paragraph back; on the network again Omid has it as her suggestion", async () => {
  await sara.workOffline(true);
  await sara.page.reload();
  await bar(sara).waitFor();
  await sara.caretAfter("again.");
  await sara.type(" Twice.");
  await sara.sees("Twice.");
  await bar(sara).getByRole("button", { name: "Bring back…" }).click();
  const dialog = sara.page.getByRole("dialog", { name: "Bring back into the article" });
  await dialog.getByRole("checkbox", { name: "Paragraph 2 of 2" }).focus();
  await sara.press("Space");
  await dialog.getByRole("button", { name: "Bring back 1 paragraph" }).click();
  await expect.poll(() => dialog.getByRole("listitem").count(), { timeout: SEEN_WITHIN }).toBe(1);
  await sara.press("Escape");
  await omid.caretAfter("Nobody slept.");
  await omid.insert(" Somebody sang.");
  expect(await cards(omid).count()).toBe(0);
  await sara.workOffline(false);
  await expect.poll(() => cards(omid).locator(".margin-author").allTextContents(), { timeout: SEEN_WITHIN }).toEqual([sara.name]);
  const suggested = async () => (await omid.page.locator(".suggested-inserted").allTextContents()).join("");
  await expect.poll(suggested, { timeout: SEEN_WITHIN }).toBe(" It fell again. Twice.");
  expect(await omid.text()).not.toContain("woke");
  await sara.sees("Somebody sang.");
});

test("DR4 DR9: the rest comes back against what the article has become, the draft ends, and Omid accepts it", async () => {
  await bar(sara).getByRole("button", { name: "Bring back…" }).click();
  await sara.page.getByRole("button", { name: "Bring back 1 paragraph" }).click();
  await expect.poll(() => bar(sara).count(), { timeout: SEEN_WITHIN }).toBe(0);
  await expect.poll(() => cards(omid).count(), { timeout: SEEN_WITHIN }).toBe(2);
  await expect.poll(() => sara.page.locator(".app-draft-mark").count(), { timeout: SEEN_WITHIN }).toBe(0);
  for (let left = 1; left >= 0; left--) {
    await cards(omid).first().click();
    await omid.press("Alt+Shift+Enter");
    await expect.poll(() => cards(omid).count(), { timeout: SEEN_WITHIN }).toBe(left);
  }
  const text = "The bridge of tomorrow\nThe river rose last night. It fell again. Twice.\nNobody woke. Somebody sang.";
  await expect.poll(() => omid.text(), { timeout: SEEN_WITHIN }).toBe(text);
  expect(await agree(sara, omid)).toBe(text);
});
