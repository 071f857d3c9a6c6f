/** Who is here: the people in the header, the way to their carets, and the names at them. */
import { expect, test } from "vitest";
import type { Language } from "../../shared/rpc/contract.ts";
import type { ArticlePage } from "./components/article-page.tsx";
import { axeViolations, componentPages, hasFocus } from "./components/open-component.ts";
import { inFaAndEn } from "./languages.ts";

const open = componentPages<ArticlePage>("article-page.tsx", "articlePage");

/** Long enough that its end is out of sight. */
const LONG = `# پل نو\n\n${Array.from({ length: 60 }, (_, i) => `بند شمارهٔ ${i} از این گزارش که چند واژه دارد.`).join("\n\n")}\n\n## سرانجام\n\nپل باز شد.`;
const END = LONG.replaceAll("\n\n", "\n").replace("# ", "").replace("## ", "").length - 4;

async function openArticle(language: Language = "fa") {
  const { page, handle, t } = await open(language);
  await handle.evaluate((article, [language, text]) => article.open(language as Language, text!), [language, LONG]);
  await page.locator(".ProseMirror").waitFor();
  const present = (people: Parameters<ArticlePage["present"]>[0]) => handle.evaluate((article, people) => article.present(people), people);
  const face = (name: string) => page.locator(".app-people").getByRole("button", { name });
  const isCaretInSight = () =>
    page.evaluate(() => {
      const caret = document.querySelector<HTMLElement>(".caret");
      if (!caret || caret.hidden) return false;
      const [{ top }, desk] = [caret.getBoundingClientRect(), document.querySelector(".app-desk")!.getBoundingClientRect()];
      return top > desk.top && top < desk.bottom;
    });
  const scrolled = () => page.evaluate(() => document.querySelector(".app-desk")!.scrollTop);
  return { page, handle, t, present, face, isCaretInSight, scrolled };
}

const SARA = "سارا احمدی";

inFaAndEn((language) => {
  test("PR11: each person has a button that says what they do; it opens what says where they are, without faults for axe", async () => {
    const { page, t, present, face } = await openArticle(language);
    await present([
      { name: SARA, at: END, mood: "typing" },
      { name: "امید", at: null },
    ]);
    await face(SARA).waitFor();
    expect(await face(t("presence.person", { name: "امید", activity: t("presence.reading") })).count()).toBe(1);
    await face(SARA).focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByText(t("presence.at.heading", { words: "سرانجام" })).waitFor();
    expect(await dialog.getByText(t("presence.typing")).count()).toBe(1);
    expect(await axeViolations(page, "[role=dialog]")).toEqual([]);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(await axeViolations(page, ".app-people")).toEqual([]);
    await expect.poll(() => hasFocus(face(SARA))).toBe(true);
    await face("امید").press("Enter");
    await dialog.getByText(t("presence.nowhere")).waitFor();
    expect(await dialog.getByRole("button", { name: t("presence.jump.to", { name: "امید" }) }).count()).toBe(0);
  });
});

test("PR13: by keyboard one goes to a colleague's caret, and one's own caret stays", async () => {
  const { page, t, present, face, isCaretInSight } = await openArticle();
  await page.getByRole("textbox", { name: t("editor.text") }).click({ position: { x: 400, y: 80 } });
  const own = await page.evaluate(() => getSelection()!.anchorNode!.textContent);
  await present([{ name: SARA, at: END }]);
  await face(SARA).focus();
  expect(await isCaretInSight()).toBe(false);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: t("presence.jump.to", { name: SARA }) }).press("Enter");
  await expect.poll(isCaretInSight).toBe(true);
  await page.keyboard.press("F6");
  expect(await page.evaluate(() => getSelection()!.anchorNode!.textContent)).toBe(own);
});

test("PR14: a person who is followed stays in sight wherever they go, until one types", async () => {
  const { page, t, present, face, isCaretInSight, scrolled } = await openArticle();
  await present([{ name: SARA, at: 3 }]);
  await face(SARA).press("Enter");
  await page.getByRole("button", { name: t("presence.follow.whom", { name: SARA }) }).press("Enter");
  const said = page.getByRole("status", { name: t("presence.following"), exact: true });
  await said.getByText(t("presence.following.whom", { name: SARA })).waitFor();
  await present([{ name: SARA, at: END }]);
  await expect.poll(isCaretInSight).toBe(true);
  await present([{ name: SARA, at: 40 }]);
  await expect.poll(isCaretInSight).toBe(true);
  await page.getByRole("textbox", { name: t("editor.text") }).focus();
  await page.keyboard.type("a");
  await expect.poll(() => said.textContent()).toBe("");
  const before = await scrolled();
  await present([{ name: SARA, at: END }]);
  await present([{ name: SARA, at: END - 1 }]);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  expect(await scrolled()).toBe(before);
});

test.each([
  ["turns the wheel", (page) => page.mouse.wheel(0, 40)],
  ["presses Escape", (page) => page.keyboard.press("Escape")],
  ["presses the button beside what says so", (page, t) => page.getByRole("button", { name: t("presence.follow.stop") }).press("Enter")],
] satisfies [
  string,
  (page: Awaited<ReturnType<typeof openArticle>>["page"], t: Awaited<ReturnType<typeof openArticle>>["t"]) => Promise<void>,
][])("PR14: nobody is followed any more once one %s", { tags: "long" }, async (_what, act) => {
  const { page, t, present, face } = await openArticle();
  await present([{ name: SARA, at: END }]);
  await face(SARA).press("Enter");
  await page.getByRole("button", { name: t("presence.follow.whom", { name: SARA }) }).press("Enter");
  const said = page.getByRole("status", { name: t("presence.following"), exact: true });
  await said.getByText(t("presence.following.whom", { name: SARA })).waitFor();
  await page.mouse.move(400, 300);
  await act(page, t);
  await expect.poll(() => said.textContent()).toBe("");
});

test("PR12: a newsroom of fifty has a few faces in the header and the others behind one button", { tags: "long" }, async () => {
  const { page, t, present } = await openArticle();
  await present(Array.from({ length: 50 }, (_, i) => ({ name: `همکار ${String(i).padStart(2, "0")}`, at: i + 2 })));
  const more = page.getByRole("button", { name: t("presence.more", { count: 44 }) });
  await more.waitFor();
  await more.press("Enter");
  expect(await page.getByRole("dialog").getByRole("listitem").count()).toBe(44);
  await page.getByRole("button", { name: t("presence.jump.to", { name: "همکار 49" }) }).press("Enter");
  await expect.poll(() => hasFocus(more)).toBe(true);
});

test(
  "PR18: a colleague's name is shown at their caret when they move, then their initials, and whole while one points at either",
  { tags: "long" },
  async () => {
    const { page, present, face } = await openArticle();
    const name = page.locator(".caret-name");
    const isWhole = () => name.evaluate((one) => one.querySelector("bdi")!.getClientRects().length > 0);
    let at = 40;
    /** She moves, and the name is looked at, again where a slow machine looked too late. */
    const isWholeAfterMove = async () => {
      await present([{ name: SARA, at: (at = 81 - at) }]);
      await name.waitFor();
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      return isWhole();
    };
    await expect.poll(isWholeAfterMove).toBe(true);
    await expect.poll(isWhole, { timeout: 20_000 }).toBe(false);
    expect(await name.evaluate((one) => getComputedStyle(one, "::before").content)).toBe('"س\u200Cا"');
    const { x, y, width, height } = (await page.locator(".caret").boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    await expect.poll(isWhole).toBe(true);
    await page.mouse.move(5, 5);
    await expect.poll(isWhole).toBe(false);
    await face(SARA).focus();
    await expect.poll(isWhole).toBe(true);
    await page.keyboard.press("Shift+Tab");
    await expect.poll(isWhole).toBe(false);
    // The same place again is no move.
    await present([{ name: SARA, at }]);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    expect(await isWhole()).toBe(false);
    await expect.poll(isWholeAfterMove).toBe(true);
  },
);

test("PR19: in a window of 390 pixels a colleague's initials stand in the gutter, uncut and beside the text", async () => {
  const { page, present } = await openArticle();
  await page.setViewportSize({ width: 390, height: 800 });
  await present([{ name: SARA, at: 40 }]);
  const name = page.locator(".caret-name");
  await name.waitFor();
  const fit = await name.evaluate((one) => {
    const text = document.createRange();
    text.selectNodeContents(document.querySelector(".ProseMirror p")!);
    const [box, line] = [one.getBoundingClientRect(), text.getClientRects()[0]!];
    return {
      isCut: one.scrollWidth > one.clientWidth,
      covers: box.left < line.right && line.left < box.right,
      isIn: box.left >= 0 && box.right <= innerWidth,
    };
  });
  expect(fit).toEqual({ isCut: false, covers: false, isIn: true });
});

test("PR15: in quiet mode a window tells nothing of its caret, whatever is typed and selected, and the others' carets stay in sight", async () => {
  const { page, handle, t, present } = await openArticle();
  await present([{ name: SARA, at: 40 }]);
  const text = page.getByRole("textbox", { name: t("editor.text") });
  const told = () => handle.evaluate((article) => article.told);
  await text.click({ position: { x: 400, y: 80 } });
  await expect.poll(told).toEqual({ cursor: { anchor: expect.anything(), head: expect.anything() }, mood: "active" });
  const own = page.locator(".app-people").getByRole("button").first();
  await own.press("Enter");
  const control = page.getByRole("switch", { name: t("presence.quiet") });
  expect(await axeViolations(page, "[role=dialog]")).toEqual([]);
  await control.press("Space");
  await expect.poll(told).toEqual({});
  await page
    .getByRole("status", { name: t("presence.quiet") })
    .getByText(t("presence.quiet.on"))
    .waitFor();
  await page.keyboard.press("Escape");
  const before = await handle.evaluate((article) => article.toldTimes);
  await text.focus();
  await page.keyboard.type("some words");
  await page.keyboard.press("Shift+Home");
  for (const activity of ["idle", "away", "active"] as const)
    await handle.evaluate((article, activity) => article.setActivity(activity), activity);
  // Longer than the time after which a caret is told.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  expect([await told(), await handle.evaluate((article) => article.toldTimes)]).toEqual([{}, before]);
  expect(await page.locator(".caret").isVisible()).toBe(true);

  await own.press("Enter");
  await control.press("Space");
  await expect.poll(told).toEqual({ cursor: expect.anything(), mood: expect.anything() });
});

test(
  "PR17: others are told who is idle or away, and their chip, name and caret show it without colour alone",
  { tags: "long" },
  async () => {
    const { page, handle, t, present, face } = await openArticle();
    const told = () => handle.evaluate((article) => article.told);
    await handle.evaluate((article) => article.setActivity("away"));
    // Who never moved a caret shows none.
    await expect.poll(told).toEqual({ mood: "away" });
    await page.getByRole("textbox", { name: t("editor.text") }).click({ position: { x: 400, y: 80 } });
    await expect.poll(told).toEqual({ cursor: expect.anything(), mood: "away" });
    await handle.evaluate((article) => article.setActivity("idle"));
    await expect.poll(told).toEqual({ cursor: expect.anything(), mood: "idle" });

    const opacity = () => page.locator(".caret").evaluate((caret) => Number(getComputedStyle(caret).opacity));
    await page.emulateMedia({ reducedMotion: "reduce" });
    await present([{ name: SARA, at: 40, mood: "active" }]);
    await face(t("presence.person", { name: SARA, activity: t("presence.active") })).waitFor();
    const here = await opacity();
    for (const activity of ["idle", "away"] as const) {
      await present([{ name: SARA, at: 40, mood: activity }]);
      const button = face(t("presence.person", { name: SARA, activity: t(`presence.${activity}`) }));
      await button.waitFor();
      expect(await opacity()).toBeLessThan(here);
      expect(await button.evaluate((one) => getComputedStyle(one).borderStyle)).toBe(activity === "idle" ? "dashed" : "dotted");
    }
  },
);
