/**
 * Who wrote what is selected, and what in the whole article, as two windows and the relay know it.
 *
 * @module-tag long
 */
import { expect, test } from "vitest";
import { axeViolations } from "../browser/components/open-component.ts";
import { agree, newsroom, share } from "./started-newsroom.ts";
import { SEEN_WITHIN, type Person } from "./person.ts";

const [sara, omid, room] = await newsroom();

const dialog = (person: Person) => person.page.getByRole("dialog");

/** What a window says of the writers of `phrase`, by the keyboard alone. */
async function writersOf(person: Person, phrase: string): Promise<string> {
  await person.select(phrase);
  await person.press("Control+Alt+KeyA");
  const said = (await dialog(person).getAttribute("aria-label")) ?? "";
  expect(said).toContain(await dialog(person).locator("p").textContent());
  await person.press("Escape");
  await expect.poll(() => dialog(person).count(), { timeout: SEEN_WITHIN }).toBe(0);
  await expect
    .poll(() => person.article.evaluate((element) => element.contains(document.activeElement)), { timeout: SEEN_WITHIN })
    .toBe(true);
  return said;
}

/** The passages that a window walks through, each as "name: words". */
async function passagesOf({ page }: Person): Promise<string[]> {
  const bar = page.getByRole("region", { name: "Who wrote what" });
  const passages: string[] = [];
  for (let count = 1; passages.length < count;) {
    await bar.getByRole("button", { name: "Next passage" }).press("Enter");
    const [, number, of, name, words] =
      /^(\d+) of (\d+): ([^,]+), .*: “(.*)”$/s.exec((await bar.getByRole("status").textContent()) ?? "") ?? [];
    count = Number(of);
    passages[Number(number) - 1] = `${name}: ${words}`;
  }
  return passages;
}

test("AU9: what a colleague moved and brought back is said to be whoever's wrote it", async () => {
  await share(sara, omid, "Who wrote the bridge");
  await sara.type("Bridge");
  await sara.press("Enter");
  await sara.insert("The river rose overnight.");
  await agree(sara, omid, "Bridge", "The river rose overnight.");
  // He moves her paragraph, deletes a word of hers and brings it back, and writes behind it.
  await omid.caretAfter("Bridge");
  await omid.press("Alt+ArrowDown");
  await expect.poll(() => sara.text(), { timeout: SEEN_WITHIN }).toBe("Who wrote the bridge\nThe river rose overnight.\nBridge");
  await omid.select("overnight");
  await omid.press("Delete");
  await omid.press("Control+KeyZ");
  await omid.caretAfter("overnight.");
  await omid.insert(" Nobody slept.");
  await agree(sara, omid, "The river rose overnight. Nobody slept.");
  for (const reader of [sara, omid]) {
    await expect.poll(() => writersOf(reader, "overnight"), { timeout: SEEN_WITHIN }).toBe(`Written by ${sara.shownName}`);
    expect(await writersOf(reader, "Bridge")).toBe(`Written by ${sara.shownName}`);
    await expect.poll(() => writersOf(reader, "Nobody"), { timeout: SEEN_WITHIN }).toBe(`Written by ${omid.shownName}`);
    expect(await writersOf(reader, "rose overnight. Nobody")).toBe(`Written by ${sara.shownName} and ${omid.shownName}`);
  }
});

test("AU9: the button says it too, with who brought it back, and a screen reader finds nothing wrong with it", async () => {
  await sara.select("overnight");
  await sara.button("Who wrote this").click();
  await dialog(sara).getByText(`moved or brought back by ${omid.shownName}`).waitFor();
  expect(await axeViolations(sara.page, "[role=dialog]")).toEqual([]);
  await sara.press("Escape");
});

test("AU9: without a word there is nobody to name, and offline it is known as before", async () => {
  await sara.caretAfter("Bridge");
  await sara.press("Enter");
  await sara.press("Control+Alt+KeyA");
  expect(await dialog(sara).getAttribute("aria-label")).toBe("Select some of the text first.");
  await sara.press("Escape");
  await sara.workOffline(true);
  await sara.caretAfter("Nobody slept.");
  await sara.insert(" Written at sea.");
  expect(await writersOf(sara, "overnight. Nobody slept. Written at sea")).toMatch(
    new RegExp(`^Written by ${sara.shownName} and ${omid.shownName}$`),
  );
  await sara.workOffline(false);
});

test("AU11: what was typed offline, moved by a colleague and brought back stays its writer's, in both windows, with a time", async () => {
  await share(sara, omid, "Bridge");
  await sara.insert("The river rose.");
  await agree(sara, omid, "The river rose.");
  await sara.workOffline(true);
  await sara.caretAfter("The river rose.");
  await sara.press("Enter");
  await sara.insert("Written offline.");
  await omid.caretAfter("The river");
  await omid.insert(" suddenly");
  await sara.workOffline(false);
  await agree(sara, omid, "Written offline.", "The river suddenly rose.");
  // He moves her paragraph up, and takes a word of hers away and brings it back.
  await omid.caretAfter("Written offline.");
  await omid.press("Alt+ArrowUp");
  await omid.select("river");
  await omid.press("Delete");
  await omid.press("Control+KeyZ");
  await expect.poll(() => sara.text(), { timeout: SEEN_WITHIN }).toBe("Bridge\nWritten offline.\nThe river suddenly rose.");
  const expected = [`${sara.shownName}: Bridge Written offline. The river`, `${omid.shownName}:  suddenly`, `${sara.shownName}:  rose.`];
  for (const person of [sara, omid]) {
    await person.article.focus();
    await person.press("Control+Alt+Shift+KeyA");
    const bar = person.page.getByRole("region", { name: "Who wrote what" });
    await expect.poll(() => bar.getByRole("listitem").count(), { timeout: SEEN_WITHIN }).toBe(2);
    await expect.poll(() => passagesOf(person), { timeout: SEEN_WITHIN }).toEqual(expected);
    expect(await bar.getByRole("listitem").first().textContent()).toContain(String(new Date().getFullYear()));
    await person.press("Escape");
  }
});

test("AU9: a reader is told as well", async () => {
  room.giveRole(omid, "reader");
  await expect.poll(() => omid.article.getAttribute("aria-readonly"), { timeout: SEEN_WITHIN }).toBe("true");
  await omid.article.focus();
  await omid.select("rose");
  await omid.button("Who wrote this").click();
  await expect.poll(() => dialog(omid).getAttribute("aria-label"), { timeout: SEEN_WITHIN }).toBe(`Written by ${sara.shownName}`);
  await omid.press("Escape");
});
