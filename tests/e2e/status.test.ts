/**
 * The status of an article in two real windows: an owner and an editor, the header, the library, and what is required from a status on.
 *
 * @module-tag long
 */
import { expect, test } from "vitest";
import { agree, newsroom, share } from "./started-newsroom.ts";
import { SEEN_WITHIN, type Person } from "./person.ts";

const [sara, omid, room] = await newsroom();

const statusButton = (person: Person) => person.page.getByRole("button", { name: /^Status of the article/ });
const shown = (person: Person): Promise<string | null> => statusButton(person).textContent();
const rows = (person: Person) => person.page.getByRole("listbox", { name: "Articles on this computer" }).getByRole("option");

async function choose(person: Person, name: string): Promise<void> {
  await statusButton(person).focus();
  await person.press("Enter");
  await person.page.getByRole("menuitemradio", { name, exact: true }).click();
  await person.press("Escape");
}

test("RO8 LB16: a status that one gives by keyboard is seen by the other in header and list, which is filtered by it", async () => {
  await share(sara, omid, "The bridge");
  await sara.type("The river rose.");
  await agree(sara, omid, "The river rose.");
  room.giveRole(omid, "editor");
  await statusButton(sara).focus();
  await sara.press("Enter");
  await sara.press("ArrowDown");
  await sara.press("ArrowDown");
  await sara.press("Enter");
  await expect.poll(() => shown(sara), { timeout: SEEN_WITHIN }).toBe("Ready");
  await expect.poll(() => shown(omid), { timeout: SEEN_WITHIN }).toBe("Ready");
  expect(await statusButton(omid).getAttribute("aria-label")).toContain(`(${sara.shownName}, `);
  await expect.poll(() => rows(omid).filter({ hasText: "The bridge" }).textContent(), { timeout: SEEN_WITHIN }).toContain("Ready");
  const filter = async (choice: string) => {
    await omid.page.getByRole("button", { name: /Of which status/ }).click();
    await omid.page.getByRole("option", { name: choice, exact: true }).click();
  };
  await filter("Published");
  await expect.poll(() => rows(omid).count(), { timeout: SEEN_WITHIN }).toBe(0);
  await filter("Ready");
  await expect.poll(() => rows(omid).count(), { timeout: SEEN_WITHIN }).toBe(1);
  await filter("Any status");
});

test("RO7 RO10: from the status on that the owner chose, an editor only suggests, is told so, and cannot go back before it", async () => {
  await choose(sara, "From “Ready” on");
  const state = omid.page.getByRole("status", { name: "Suggesting" });
  await expect.poll(() => state.textContent(), { timeout: SEEN_WITHIN }).toBe("From “Ready” on, editors only suggest");
  expect(await omid.button("Suggesting").getAttribute("aria-pressed")).toBe("true");
  await statusButton(omid).focus();
  await omid.press("Enter");
  const held = omid.page.getByRole("menuitemradio", { name: "Draft" });
  expect(await held.getAttribute("aria-disabled")).toBe("true");
  await omid.press("Escape");
  await choose(sara, "In editing");
  await expect.poll(() => state.textContent(), { timeout: SEEN_WITHIN }).toBe("");
  expect(await omid.button("Suggesting").getAttribute("aria-pressed")).toBe("false");
});

test("VE60: the timeline names the status that a version is of", async () => {
  await sara.caretAfter("The river rose.");
  await sara.type(" It fell.");
  await agree(sara, omid, "The river rose. It fell.");
  await choose(sara, "Published");
  // The version is made a moment later, and the timeline lists what is there when it opens.
  const screen = sara.page.getByRole("dialog", { name: "Versions" });
  await expect
    .poll(
      async () => {
        await sara.article.focus();
        await sara.press("Control+Alt+Shift+KeyH");
        await screen.locator(".versions-title").first().waitFor();
        const titles = await screen.locator(".versions-title").allTextContents();
        await sara.press("Escape");
        await screen.waitFor({ state: "detached" });
        return titles;
      },
      { timeout: SEEN_WITHIN },
    )
    .toContain("Status “Published”");
});

test("UI5: at 390 px the header of an article fits beside each status, with two people in it", async () => {
  const { page } = sara;
  const size = page.viewportSize()!;
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(() => page.locator(".app-header .app-face").count(), { timeout: SEEN_WITHIN }).toBe(2);
  for (const status of ["Draft", "In editing", "Ready", "Published"]) {
    await choose(sara, status);
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    const cut = () =>
      page
        .locator(".app-header button")
        .evaluateAll((all) =>
          all.filter((one) => one.getBoundingClientRect().right > 390 || one.getBoundingClientRect().left < 0).map((one) => one.ariaLabel),
        );
    await expect.poll(cut, { timeout: 5000 }).toEqual([]);
  }
  await page.setViewportSize(size);
});
