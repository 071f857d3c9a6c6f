/**
 * One whole review round without a mouse, in a Persian window: what has the focus is named in Persian, and the focus is never lost.
 *
 * @module-tag long
 */
import type { CDPSession, Page } from "playwright-core";
import { expect, test } from "vitest";
import { InProcessNewsroom } from "./in-process-newsroom.ts";
import { openNewsroom } from "./started-newsroom.ts";
import { SEEN_WITHIN } from "./person.ts";

const room = await openNewsroom(new InProcessNewsroom());
const sara = await room.seat(0);
const omid = await room.seat(1, "fa");
const { page } = omid;
const cdp = await page.context().newCDPSession(page);

interface Focused {
  readonly role: string;
  readonly name: string;
}

/** What a screen reader is told of the element with the focus. */
async function focused(session: CDPSession): Promise<Focused> {
  const { result } = await session.send("Runtime.evaluate", { expression: "document.activeElement" });
  const { nodes } = await session.send("Accessibility.getPartialAXTree", { objectId: result.objectId!, fetchRelatives: false });
  const [node] = nodes;
  return { role: String(node?.role?.value ?? ""), name: String(node?.name?.value ?? "") };
}

/** Presses a key. The focus must stay in the window, on something that has a name in Persian letters. */
async function press(key: string): Promise<Focused> {
  await page.keyboard.press(key);
  await expect
    .poll(() => focused(cdp), { timeout: SEEN_WITHIN, message: `the focus after ${key}` })
    .toMatchObject({ role: expect.not.stringMatching(/^(RootWebArea|generic|)$/), name: expect.stringMatching(/\p{Script=Arabic}/u) });
  return focused(cdp);
}

/** Goes on with `key` until what has the focus is `role` with a name that matches. */
async function go(key: string, role: string, name: RegExp): Promise<void> {
  const seen: string[] = [];
  for (let i = 0; i < 60; i++) {
    const at = await press(key);
    if (at.role === role && name.test(at.name)) return;
    seen.push(`${at.role} ${at.name}`);
  }
  throw new Error(`${key} leads to no ${role} ${name}, but to\n${seen.join("\n")}`);
}

const cards = (of: Page): Promise<number> => of.locator(".margin-suggestion").count();
const expectCards = (count: number): Promise<void> =>
  expect.poll(() => cards(page), { timeout: SEEN_WITHIN, message: "cards" }).toBe(count);
/** What a screen reader is told besides the focus. */
const expectSaid = (words: RegExp): Promise<void> =>
  expect
    .poll(async () => (await page.locator("output").allTextContents()).join("\n"), { timeout: SEEN_WITHIN, message: "said" })
    .toMatch(words);

test("SU37: suggestions of an article that was opened by its headline are walked through, accepted, answered and refused", async () => {
  await sara.createArticle("پل رودخانه");
  await sara.type("رود دیشب بالا آمد.");
  await sara.press("Enter");
  await sara.type("هیچ‌کس نخوابید.");
  await sara.press("Control+Shift+KeyE");
  await sara.select("دیشب ");
  await sara.press("Delete");
  await sara.caretAfter("هیچ‌کس");
  await sara.type(" هنوز");
  await expect.poll(() => cards(sara.page), { timeout: SEEN_WITHIN }).toBe(2);

  await press("Control+KeyO");
  await page.keyboard.type("رودخانه");
  await page
    .getByRole("dialog")
    .getByRole("option", { name: /پل رودخانه/ })
    .waitFor();
  await page.keyboard.press("Enter");
  await expectCards(2);
  await expect.poll(() => focused(cdp), { timeout: SEEN_WITHIN }).toEqual({ role: "textbox", name: "متن مقاله" });

  await expect
    .poll(() => page.locator(".margin-suggestion .margin-author").allTextContents(), { timeout: SEEN_WITHIN })
    .toEqual(["سارا", "سارا"]);
  await press("Alt+Shift+KeyJ");
  await expectSaid(/پیشنهاد سارا: حذف «دیشب»/);
  await press("Alt+Shift+Enter");
  await expectCards(1);
  await press("Alt+Shift+KeyJ");
  await go("F6", "article", /پیشنهاد سارا: افزودن «هنوز»/);
  await go("Tab", "button", /^پاسخ$/);
  await press("Enter");
  await page.keyboard.type("هنوز یعنی چه؟");
  await press("Control+Enter");
  await sara.page.getByText("هنوز یعنی چه؟").waitFor();
  await press("Alt+Shift+Delete");
  await expectCards(0);
  await sara.sees("رود بالا آمد.");
  await sara.sees("هیچ‌کس نخوابید.");
});

test("NO22 NO31: a comment that mentions a colleague is posted, found again by a step that is said, and resolved", async () => {
  await go("F6", "textbox", /^متن مقاله$/);
  await press("Control+Home");
  await press("Control+Alt+KeyM");
  await page.keyboard.type("این تیتر را @س");
  await page.getByRole("option", { name: "سارا", exact: true }).waitFor();
  await press("Enter");
  await page.keyboard.type("ببیند");
  await press("Control+Enter");
  await sara.page.getByText("ببیند").first().waitFor();
  await press("Control+End");
  await press("Alt+Shift+ArrowUp");
  await expectSaid(/یادداشت|گفت‌وگو/);
  await press("Alt+Shift+ArrowDown");
  await expectSaid(/مورد دیگری نیست/);
  await go("F6", "article", /./);
  await go("Tab", "button", /حل شد/);
  await press("Enter");
  await sara.button("Resolved 2").waitFor();
});

test("VE16 VE25: a version is named, compared with the text of now, and left; the focus is in the text again", async () => {
  await go("F6", "textbox", /^متن مقاله$/);
  await press("Control+Alt+Shift+KeyH");
  await go("Tab", "textbox", /نام نسخه/);
  await page.keyboard.type("برای صفحهٔ یک");
  await press("Enter");
  const screen = page.getByRole("dialog");
  await screen.getByText("برای صفحهٔ یک").first().waitFor();
  await go("Tab", "option", /برای صفحهٔ یک/);
  await press("Enter");
  await go("Tab", "radio", /^نسخه$/);
  await go("ArrowLeft", "radio", /مقایسه|تفاوت/);
  await press("Escape");
  await expect.poll(() => screen.count(), { timeout: SEEN_WITHIN }).toBe(0);
  await expect.poll(() => focused(cdp), { timeout: SEEN_WITHIN }).toMatchObject({ role: "textbox", name: "متن مقاله" });
});
