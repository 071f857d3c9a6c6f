/** A private draft in the place of its article: what the bar says, what comes back, and by keys. */
import { expect, test } from "vitest";
import type { Language } from "../../shared/rpc/contract.ts";
import type { ArticlePage } from "./components/article-page.tsx";
import { axeViolations, componentPages, hasFocus } from "./components/open-component.ts";
import { inFaAndEn } from "./languages.ts";

const open = componentPages<ArticlePage>("article-page.tsx", "articlePage");
const MARKDOWN = "# پل نو\n\nپل باز شد.\n\nهوا خوب بود.";
const TEXT = "پل نو\nپل باز شد.\nهوا خوب بود.";

async function openDraft(language: Language = "fa") {
  const { page, handle, t } = await open(language);
  await handle.evaluate((article, [language, text]) => article.open(language as Language, text!), [language, MARKDOWN]);
  const text = page.getByRole("textbox", { name: t("editor.text") });
  await text.waitFor();
  const bar = page.getByRole("region", { name: t("drafts.bar") });
  const articleText = () => handle.evaluate((article) => article.articleText);
  const begin = async () => {
    await text.focus();
    await page.keyboard.press("Control+Alt+Shift+KeyD");
    await bar.waitFor();
    await page.locator("[data-draft] .ProseMirror").waitFor();
    await expect.poll(() => hasFocus(text)).toBe(true);
  };
  /** Types at the ends of the first and the last block. */
  const write = async () => {
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("End");
    await page.keyboard.type(" و کهنه");
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" سرد نبود.");
  };
  return { page, handle, t, text, bar, articleText, begin, write };
}

inFaAndEn((language) => {
  test("DR7 DR8: bar and list say where one is and what is brought back, and axe finds nothing wrong", async () => {
    const { page, t, bar, articleText, begin, write } = await openDraft(language);
    await begin();
    await write();
    expect(await axeViolations(page, ".draft-bar")).toEqual([]);
    await expect.poll(() => page.getByRole("status", { name: t("app.sync") }).textContent()).toBe(t("drafts.state"));
    await bar.getByRole("button", { name: t("drafts.bring") }).click();
    const dialog = page.getByRole("dialog", { name: t("drafts.bring.title") });
    await expect.poll(() => dialog.getByRole("listitem").count()).toBe(2);
    expect(await dialog.locator("ins").allTextContents()).toEqual([" و کهنه", " سرد نبود."]);
    await expect.poll(() => hasFocus(dialog.getByRole("button", { name: t("drafts.bring.now", { count: 2 }) }))).toBe(true);
    expect(await axeViolations(page, ".draft-dialog")).toEqual([]);
    expect(await articleText()).toBe(TEXT);
  });

  test(
    "DR16: of a paragraph that was rewritten in the article since, the list says so, and keeps two words apart",
    { tags: "long" },
    async () => {
      const { page, t, text, bar, articleText, begin } = await openDraft(language);
      await begin();
      await page.keyboard.press("Control+Home");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Home");
      await page.keyboard.type("رودخانه");
      await page.keyboard.press("Control+Alt+Shift+KeyD");
      await bar.waitFor({ state: "hidden" });
      await text.locator("p").first().click({ clickCount: 3 });
      await page.keyboard.type("این از نو نوشته شد.");
      await expect.poll(articleText).toBe("پل نو\nاین از نو نوشته شد.\nهوا خوب بود.");
      await begin();
      await bar.getByRole("button", { name: t("drafts.bring") }).click();
      const dialog = page.getByRole("dialog", { name: t("drafts.bring.title") });
      await dialog.locator(".draft-rewritten", { hasText: t("drafts.bring.rewritten") }).waitFor();
      expect(await dialog.locator("ins").allTextContents()).toEqual(["رودخانه"]);
      expect(await dialog.locator("del").count()).toBe(0);
      const margins = await dialog.locator("ins").evaluate((one) => Number.parseFloat(getComputedStyle(one).marginInlineEnd));
      expect(margins).toBeGreaterThan(1);
      expect(await axeViolations(page, ".draft-dialog")).toEqual([]);
    },
  );
});

test("DR5 DR7 DR8 DR9: by keys alone one works in a draft, brings one paragraph back, and then the rest, with which the draft ends", async () => {
  const { page, handle, t, text, bar, articleText, begin, write } = await openDraft("en");
  await begin();
  await write();
  const bring = bar.getByRole("button", { name: t("drafts.bring") });
  await bring.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: t("drafts.bring.title") });
  const first = dialog.getByRole("checkbox", { name: t("drafts.bring.passage", { number: 1, count: 2 }) });
  await first.focus();
  await page.keyboard.press("Space");
  const now = dialog.getByRole("button", { name: t("drafts.bring.now", { count: 1 }) });
  await now.focus();
  await page.keyboard.press("Enter");
  await expect.poll(articleText).toBe(`${TEXT} سرد نبود.`);
  await expect.poll(() => dialog.getByRole("listitem").count()).toBe(1);
  expect(await handle.evaluate((article) => article.suggestionCount)).toBe(1);
  await page.keyboard.press("Escape");
  await expect.poll(() => hasFocus(bring)).toBe(true);
  await page.keyboard.press("Enter");
  // All that is left is chosen again.
  await expect.poll(() => hasFocus(now)).toBe(true);
  await page.keyboard.press("Enter");
  await expect.poll(articleText).toBe("پل نو و کهنه\nپل باز شد.\nهوا خوب بود. سرد نبود.");
  await expect.poll(() => bar.count()).toBe(0);
  expect(await handle.evaluate((article) => article.draftCount)).toBe(0);
  await expect.poll(() => page.locator(".margin-suggestion").count()).toBe(2);
  await expect.poll(() => hasFocus(text)).toBe(true);
});

test(
  "DR9: a draft is discarded only when one says so, a change is taken back alone, and one without changes leaves nothing behind",
  { tags: "long" },
  async () => {
    const { page, handle, t, bar, articleText, begin, write } = await openDraft("en");
    await begin();
    await bar.getByRole("button", { name: t("drafts.back") }).click();
    await expect.poll(() => handle.evaluate((article) => article.draftCount)).toBe(0);
    await begin();
    await write();
    await bar.getByRole("button", { name: t("drafts.back") }).click();
    await expect.poll(() => bar.count()).toBe(0);
    expect(await handle.evaluate((article) => article.draftCount)).toBe(1);
    await page.getByRole("button", { name: t("drafts.go-on") }).click();
    await bar.getByRole("button", { name: t("drafts.bring") }).click();
    await page.getByRole("button", { name: `${t("drafts.bring.drop")}: ${t("drafts.bring.passage", { number: 1, count: 2 })}` }).click();
    await expect.poll(() => page.locator(".draft-passage").count()).toBe(1);
    await page.keyboard.press("Escape");
    await bar.getByRole("button", { name: t("drafts.discard") }).click();
    const ask = page.getByRole("alertdialog");
    await ask.getByRole("button", { name: t("drafts.discard.cancel") }).click();
    await expect.poll(() => ask.count()).toBe(0);
    expect(await handle.evaluate((article) => article.draftCount)).toBe(1);
    await bar.getByRole("button", { name: t("drafts.discard") }).click();
    await ask.getByRole("button", { name: t("drafts.discard.now") }).click();
    await expect.poll(() => bar.count()).toBe(0);
    expect(await handle.evaluate((article) => article.draftCount)).toBe(0);
    expect(await articleText()).toBe(TEXT);
  },
);

test("DR11: in a draft no comment can be written, nothing decided, and no version or mode chosen", { tags: "long" }, async () => {
  const { page, t, bar, begin, write } = await openDraft("en");
  for (const name of [t("suggestions.mode"), t("versions.name")])
    expect(await page.getByRole("button", { name, exact: true }).count()).toBe(1);
  await begin();
  await write();
  expect(await bar.textContent()).toContain(t("drafts.bar.about"));
  for (const name of [t("suggestions.mode"), t("versions.name")])
    expect(await page.getByRole("button", { name, exact: true }).count()).toBe(0);
  await page.keyboard.press("Control+Alt+KeyM");
  await expect.poll(() => page.locator(".margin-suggestion").count()).toBe(2);
  expect(await page.locator(".margin-composer").count()).toBe(0);
  expect(await page.getByRole("button", { name: t("suggestions.accept") }).count()).toBe(0);
});

test("DR8: the caret stays where it was when one goes to the draft and back", async () => {
  const { page, text, bar, begin, articleText } = await openDraft("en");
  await text.focus();
  await page.keyboard.press("Control+Home");
  const line = () => page.evaluate(() => getSelection()?.anchorNode?.textContent);
  for (let steps = 0; steps < 3 && (await line()) !== "پل باز شد."; steps++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  await begin();
  await page.keyboard.type(" الف");
  expect(await text.textContent()).toContain("پل باز شد. الف");
  await page.keyboard.press("Control+Alt+Shift+KeyD");
  await expect.poll(() => bar.count()).toBe(0);
  await expect.poll(() => hasFocus(text)).toBe(true);
  await page.keyboard.type(" ب");
  await expect.poll(articleText).toBe("پل نو\nپل باز شد. ب\nهوا خوب بود.");
});

test(
  "DR10: a draft whose article is gone can be written in, copied and discarded, and offers nothing that needs the article",
  { tags: "long" },
  async () => {
    const { page, handle, t, text, bar, begin } = await openDraft("en");
    await handle.evaluate((article) => (article.isOrphan = true));
    await begin();
    await page.keyboard.type("الف");
    await expect.poll(() => text.textContent()).toContain("الف");
    expect(await bar.textContent()).toContain(t("drafts.bar.orphan"));
    expect(await bar.getByRole("button").allTextContents()).toEqual([t("drafts.copy"), t("drafts.discard")]);
  },
);
