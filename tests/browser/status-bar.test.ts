/** The status bar: what it says of each sync state, of the text, and what its controls do. */
import { expect, test } from "vitest";
import type { SyncKind } from "../../renderer/app/sync/sync-status.ts";
import type { Language, SyncState } from "../../shared/rpc/contract.ts";
import type { ArticlePage } from "./components/article-page.tsx";
import { axeViolations, componentPages, focused } from "./components/open-component.ts";
import { caretAfter } from "./select-words.ts";
import { inFaAndEn } from "./languages.ts";

const open = componentPages<ArticlePage>("article-page.tsx", "articlePage");

async function openArticle(language: Language = "fa") {
  const { page, handle, t } = await open(language);
  await handle.evaluate((article, language) => article.open(language, "# پل نو\n\nپل باز شد."), language);
  const bar = page.getByRole("contentinfo", { name: t("app.status") });
  const line = bar.getByRole("status", { name: t("app.sync"), exact: true });
  const says = (kind: SyncKind, unconfirmed = 0) => expect.poll(() => line.textContent()).toBe(t(`app.sync.${kind}`, { unconfirmed }));
  await page.getByRole("textbox", { name: t("editor.text") }).waitFor();
  await says("relay");
  return { page, handle, t, bar, line, says };
}

inFaAndEn((language) => {
  test("SY6: the line says what window, core and relay each have, and the dialog behind it what that means", async () => {
    const { page, handle, t, bar, says } = await openArticle(language);
    const details = bar.getByRole("button", { name: t("app.sync.details") });
    const dialog = page.getByRole("dialog");
    const states: readonly (readonly [SyncKind, SyncState])[] = [
      ["sending", { link: "connected", unconfirmed: 2 }],
      ["connecting", { link: "connecting", unconfirmed: 1 }],
      ["offline", { link: "offline", unconfirmed: 3 }],
      ["refused", { link: "refused", unconfirmed: 3, reason: "removed" }],
      ["private", { link: "private", unconfirmed: 0 }],
      ["relay", { link: "connected", unconfirmed: 0 }],
    ];
    for (const [kind, state] of states) {
      await handle.evaluate((article, state) => article.tellSync(state), state);
      await says(kind, state.unconfirmed);
      await details.focus();
      await page.keyboard.press("Enter");
      await dialog.getByRole("heading", { name: t(`app.sync.${kind}`, { unconfirmed: state.unconfirmed }) }).waitFor();
      await dialog.getByText(t(`app.sync.about.${kind}`, { reason: state.reason ?? "" })).waitFor();
      expect(await dialog.getByRole("button", { name: t("join.share.now") }).count()).toBe(kind === "private" ? 1 : 0);
      if (kind === "refused") expect(await axeViolations(page, "[role=dialog]")).toEqual([]);
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      await expect.poll(() => focused(page)).toBe(t("app.sync.details"));
    }
  });
});

test("SY6: without a relay the best state is this computer, and without the core this window", { tags: "long" }, async () => {
  const { page, handle, t, says } = await openArticle();
  await handle.evaluate((article) => article.tellSession({ relay: null }));
  await says("computer");
  await handle.evaluate((article) => article.stopCore());
  await says("alone");
  await caretAfter(page.getByRole("textbox", { name: t("editor.text") }), "باز شد.");
  await page.keyboard.type("!");
  await says("window");
  await handle.evaluate((article) => article.startCore());
  await says("relay");
});

test("SU49: what React draws anew while one writes does not make it read the text, and neither focus nor selection is lost", async () => {
  const { page, handle, t, says } = await openArticle();
  const text = page.getByRole("textbox", { name: t("editor.text") });
  await caretAfter(text, "پل باز");
  await text.evaluate((element) => {
    const firstChild = Object.getOwnPropertyDescriptor(Node.prototype, "firstChild")!;
    const counting = Object.assign(window, { read: 0 });
    Object.defineProperty(Node.prototype, "firstChild", {
      get(this: Node) {
        if (element.contains(this)) counting.read++;
        return firstChild.get!.call(this) as unknown;
      },
    });
  });
  await handle.evaluate((article) => article.tellSync({ link: "offline", unconfirmed: 3 }));
  await says("offline", 3);
  expect(await page.evaluate(() => (window as unknown as { readonly read: number }).read)).toBe(0);
  await page.keyboard.type("!");
  expect(await handle.evaluate((article) => article.articleText)).toContain("پل باز! شد.");
});

test("UI2: a screen reader is told of a state once it has lasted, and of no count", { tags: "long" }, async () => {
  const { page, handle, t, line } = await openArticle();
  const spoken = page.locator(".app-status [aria-live=polite]");
  expect(await line.getAttribute("aria-live")).toBe("off");
  expect(await spoken.textContent()).toBe("");
  // A state that comes before the first one has lasted is the first one itself, and not told: another follows.
  const kinds = ["offline", "connecting"] as const;
  for (let turn = 0; (await spoken.textContent()) === ""; turn++) {
    const link = kinds[turn % 2]!;
    await handle.evaluate((article, link) => article.tellSync({ link, unconfirmed: 5 }), link);
    await expect.poll(() => line.textContent()).toBe(t(`app.sync.${link}`, { unconfirmed: 5 }));
    await spoken
      .getByText(/./)
      .waitFor({ timeout: 4_000 })
      .catch(() => undefined);
  }
  expect(kinds.map((kind) => t(`app.sync.${kind}`, { unconfirmed: 0 }))).toContain(await spoken.textContent());
  expect(await axeViolations(page, "footer")).toEqual([]);
});

test(
  "DE25: the switch keeps this desk off the network by keyboard, and does nothing where no newsroom was joined",
  { tags: "long" },
  async () => {
    const { page, handle, t, bar } = await openArticle();
    const control = bar.getByRole("switch", { name: t("app.offline") });
    await control.focus();
    await page.keyboard.press("Space");
    await expect.poll(() => handle.evaluate((article) => article.asked.at(-1))).toEqual(["setOffline", { offline: true }]);
    // It shows what the core did, not what was asked of it.
    expect(await control.isChecked()).toBe(false);
    await handle.evaluate((article) => article.tellSession({ offline: true }));
    await expect.poll(() => control.isChecked()).toBe(true);
    await handle.evaluate((article) => article.tellSession({ relay: null }));
    await expect.poll(() => control.isDisabled()).toBe(true);
  },
);

test("TX11: words are counted when one rests, a ZWNJ joins, and the language is chosen by keyboard", async () => {
  const { page, t, bar } = await openArticle();
  const text = page.getByRole("textbox", { name: t("editor.text") });
  await bar.getByText(t("page.words", { words: 5 }), { exact: true }).waitFor();
  await caretAfter(text, "باز شد");
  await page.keyboard.type(" می");
  await page.keyboard.press("Shift+Space");
  await page.keyboard.type("رود");
  await bar.getByText(t("page.words", { words: 6 }), { exact: true }).waitFor();
  const select = bar.getByRole("button", { name: t("editor.language") });
  await select.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: t("editor.language.en"), exact: true }).waitFor();
  expect(await axeViolations(page, "[role=listbox]")).toEqual([]);
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect.poll(() => text.getAttribute("lang")).toBe("en");
  await expect.poll(() => focused(page)).toContain(t("editor.language"));
});

test(
  "WS4, WS5: the words that are selected are counted, and those that the article is to have, by keyboard in any digits",
  { tags: "long" },
  async () => {
    const { page, t, bar } = await openArticle();
    const text = page.getByRole("textbox", { name: t("editor.text") });
    await bar.getByText(t("page.words", { words: 5 }), { exact: true }).waitFor();
    await caretAfter(text, "باز شد");
    await page.keyboard.press("Shift+Home");
    await bar.getByText(t("page.words.selected", { selected: 3, words: 5 }), { exact: true }).waitFor();
    await page.keyboard.press("End");
    const count = bar.getByRole("button", { name: t("page.target") });
    await count.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: t("page.target") });
    const field = dialog.getByRole("textbox", { name: t("page.target.words") });
    await field.waitFor();
    await page.keyboard.type("هیچ");
    expect(await field.inputValue()).toBe("هیچ");
    expect(await dialog.getByRole("button", { name: t("page.target.save") }).isDisabled()).toBe(true);
    await field.fill("۸۰۰");
    expect(await axeViolations(page, "[role=dialog]")).toEqual([]);
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await bar.getByText(t("page.words.target", { words: 5, target: 800 }), { exact: true }).waitFor();
    await count.click();
    await field.fill("4");
    await page.keyboard.press("Enter");
    await expect.poll(() => count.textContent()).toContain(t("page.target.over", { over: 1 }));
    await count.click();
    await dialog.getByRole("button", { name: t("page.target.none") }).click();
    await bar.getByText(t("page.words", { words: 5 }), { exact: true }).waitFor();
  },
);

test("BD38, BD40, UI6: the language of the block at the caret is chosen in the bar, drawn at once, and taken off again", async () => {
  const { page, t, bar } = await openArticle();
  await page.evaluate(() => (document.documentElement.dataset["face"] = "language"));
  const text = page.getByRole("textbox", { name: t("editor.text") });
  await caretAfter(text, "باز شد.");
  const choice = bar.getByRole("button", { name: t("editor.block.language") });
  const choose = async (key: "editor.language.ur" | "editor.block.language.auto") => {
    await choice.focus();
    await page.keyboard.press("Enter");
    await page
      .getByRole("group", { name: t("editor.block.language") })
      .getByRole("option", { name: t(key), exact: true })
      .click();
  };
  const paragraph = text.locator("p").last();
  const face = () => paragraph.evaluate((element) => getComputedStyle(element).fontFamily.split(",")[0]);
  const own = await face();
  await choose("editor.language.ur");
  await expect.poll(() => paragraph.getAttribute("lang")).toBe("ur");
  await expect.poll(() => choice.textContent()).toBe(t("editor.block.language.is", { language: t("editor.language.ur") }));
  expect(await face()).toContain("Nastaliq");
  expect(await axeViolations(page, "footer")).toEqual([]);
  await choose("editor.block.language.auto");
  await expect.poll(() => paragraph.getAttribute("lang")).toBeNull();
  expect(await face()).toBe(own);
  await expect.poll(() => focused(page)).toContain(t("editor.block.language"));
});

test(
  "BD43, BD46: the language of selected words is chosen by keyboard, drawn, said of the caret in them, and taken off again",
  { tags: "long" },
  async () => {
    const { page, handle, t, bar } = await openArticle();
    await page.evaluate(() => (document.documentElement.dataset["face"] = "language"));
    const text = page.getByRole("textbox", { name: t("editor.text") });
    const run = text.locator("span[lang]");
    const choice = bar.getByRole("button", { name: t("editor.run.language") });
    const says = (language: string) => expect.poll(() => choice.textContent()).toBe(t("editor.run.language.is", { language }));
    const option = (name: string) => page.getByRole("option", { name, exact: true });
    await caretAfter(text, "پل باز");
    for (let i = 0; i < 3; i++) await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Control+Alt+Shift+L");
    await option(t("editor.language.ar")).waitFor();
    expect(await axeViolations(page, "[role=listbox]")).toEqual([]);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect.poll(() => run.getAttribute("lang")).toBe("ar");
    expect(await run.textContent()).toBe("باز");
    expect(await run.evaluate((element) => getComputedStyle(element).fontFamily)).toContain("Naskh");
    await says(t("editor.language.ar"));
    // One goes on writing where one was.
    await expect.poll(() => focused(page)).toContain(t("editor.text"));
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.type("گشت");
    await expect.poll(() => run.textContent()).toBe("بازگشت");
    await says(t("editor.language.ar"));
    await page.keyboard.press("Control+End");
    await expect
      .poll(() => bar.getByRole("button", { name: t("editor.block.language") }).textContent())
      .toContain(t("editor.block.language.auto"));
    await caretAfter(text, "بازگ");
    await says(t("editor.language.ar"));
    await choice.click();
    await page
      .getByRole("group", { name: t("editor.run.language") })
      .getByRole("option", { name: t("editor.run.language.auto") })
      .click();
    await expect.poll(() => run.count()).toBe(0);
    expect(await axeViolations(page, "footer")).toEqual([]);
    // Escape changes nothing.
    await handle.evaluate(() => undefined);
    await text.focus();
    await page.keyboard.press("Control+Alt+Shift+L");
    await page.getByRole("listbox").waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => focused(page)).toContain(t("editor.text"));
    expect(await run.count()).toBe(0);
  },
);

test(
  "BD46: a language that came in with the text is named in the interface's language, and can be taken off",
  { tags: "long" },
  async () => {
    const { page, t, bar } = await openArticle("en");
    const text = page.getByRole("textbox", { name: t("editor.text") });
    await caretAfter(text, "باز شد.");
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/html", '<p>روزنامهٔ <span lang="fr-CA">Le Devoir</span></p>');
      document.activeElement!.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    });
    await expect.poll(() => text.locator("span[lang]").getAttribute("lang")).toBe("fr-CA");
    const choice = bar.getByRole("button", { name: t("editor.run.language") });
    await expect.poll(() => choice.textContent()).toBe(t("editor.run.language.is", { language: "Canadian French" }));
    await choice.click();
    await page
      .getByRole("group", { name: t("editor.run.language") })
      .getByRole("option", { name: t("editor.run.language.auto") })
      .click();
    await expect.poll(() => text.locator("span[lang]").count()).toBe(0);
  },
);

inFaAndEn((language) => {
  test("BD47: at a caret the language of the next letters is chosen by keyboard or pointer, said in the bar, and ended again", async () => {
    const { page, t, bar } = await openArticle(language);
    const text = page.getByRole("textbox", { name: t("editor.text") });
    const run = text.locator("span[lang]");
    const next = bar.getByRole("button", { name: t("editor.next.language") });
    const list = page.getByRole("group", { name: t("editor.next.language") });
    await caretAfter(text, "پل باز");
    await page.keyboard.type(" ");
    await page.keyboard.press("Control+Alt+Shift+L");
    await list.waitFor();
    expect(await axeViolations(page, "[role=listbox]")).toEqual([]);
    // Up from the block's language, around, to the last language of the next letters: then Urdu, Kurdish and Arabic.
    const names = await list.getByRole("option").allTextContents();
    await page.keyboard.press("End");
    for (let i = names.length - 1; i > names.indexOf(t("editor.language.ar")); i--) await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await expect.poll(() => focused(page)).toContain(t("editor.text"));
    const says = (name: string) => expect.poll(() => next.textContent()).toBe(t("editor.next.language.is", { language: name }));
    await says(t("editor.language.ar"));
    expect(await run.count()).toBe(0);
    await page.keyboard.type("قال له");
    await expect.poll(() => run.textContent()).toBe("قال له");
    expect([await run.getAttribute("lang"), await text.locator("p").last().getAttribute("lang")]).toEqual(["ar", null]);
    const runSays = bar.getByRole("button", { name: t("editor.run.language") });
    await expect.poll(() => runSays.textContent()).toBe(t("editor.run.language.is", { language: t("editor.language.ar") }));
    // By the pointer it is ended, and one goes on writing where one was.
    await runSays.click();
    await list.getByRole("option", { name: t("editor.next.language.auto") }).click();
    await expect.poll(() => focused(page)).toContain(t("editor.text"));
    await says(t("editor.next.language.auto"));
    expect(await axeViolations(page, "footer")).toEqual([]);
    await page.keyboard.type(" گفت");
    await expect.poll(() => text.locator("p").last().textContent()).toBe("پل باز قال له گفت شد.");
    expect(await run.textContent()).toBe("قال له");
    // A caret that goes elsewhere takes it along no more than it does bold.
    await page.keyboard.press("Control+Alt+Shift+L");
    await list.getByRole("option", { name: t("editor.language.he") }).click();
    await says(t("editor.language.he"));
    await page.keyboard.press("Control+End");
    await bar.getByRole("button", { name: t("editor.block.language") }).waitFor();
    await page.keyboard.type("!");
    expect(await text.locator("[lang=he]").count()).toBe(0);
  });
});

test.each(["writing", "suggesting"])(
  "BD47: while %s, the next letters are in it through a composition and what a colleague writes",
  { tags: "long" },
  async (mode) => {
    const { page, handle, t, bar } = await openArticle();
    const text = page.getByRole("textbox", { name: t("editor.text") });
    const cdp = await page.context().newCDPSession(page);
    await caretAfter(text, "پل باز");
    if (mode === "suggesting") await page.keyboard.press("Control+Shift+E");
    await page.keyboard.type(" ");
    await page.keyboard.press("Control+Alt+Shift+L");
    const list = page.getByRole("group", { name: t("editor.next.language") });
    await list.getByRole("option", { name: t("editor.language.he") }).click();
    await expect.poll(() => focused(page)).toContain(t("editor.text"));
    const end = await handle.evaluate((article) => article.articleText.length);
    await handle.evaluate((article, end) => article.writes("omid", 77, end, " ژاله", 1), end);
    await expect.poll(() => text.textContent()).toContain("ژاله");
    const next = bar.getByRole("button", { name: t("editor.next.language") });
    await expect.poll(() => next.textContent()).toBe(t("editor.next.language.is", { language: t("editor.language.he") }));
    for (const part of ["ש", "של", "שלו"]) {
      await cdp.send("Input.imeSetComposition", { text: part, selectionStart: part.length, selectionEnd: part.length });
    }
    await cdp.send("Input.insertText", { text: "שלום" });
    await expect.poll(() => text.locator("[lang=he]").textContent()).toBe("שלום");
    await page.keyboard.type("א");
    await expect.poll(() => text.locator("[lang=he]").textContent()).toBe("שלוםא");
    await expect.poll(() => text.locator("p").last().textContent()).toBe("پل باز שלוםא شد. ژاله");
    expect(await handle.evaluate((article) => article.suggestionCount > 0)).toBe(mode === "suggesting");
  },
);
