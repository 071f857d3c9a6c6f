/** The dialogs of the header: joining a newsroom, with what is refused on the way, inviting others, and the settings. */
import { expect, test } from "vitest";
import type { InvitationOffer, Language, Session } from "../../shared/rpc/contract.ts";
import type { NewsroomPage } from "./components/newsroom-page.tsx";
import { PAGE_DEFAULTS } from "../../shared/typing/page-settings.ts";
import { TYPING_DEFAULTS } from "../../shared/typing/settings.ts";
import { axeViolations, componentPages, focused, hasFocus } from "./components/open-component.ts";
import { inFaAndEn } from "./languages.ts";

const open = componentPages<NewsroomPage>("newsroom-page.tsx", "newsroomPage");

const OWNER = { id: "sara", name: "سارا", color: "#006080", role: "owner" } as const;

async function openDialog(language: Language, session: Partial<Session>, offer: Partial<InvitationOffer> = {}) {
  const { page, handle, t } = await open(language);
  await handle.evaluate((newsroom, [language, session, offer]) => newsroom.open(language, session, offer), [
    language,
    session,
    offer,
  ] as const);
  const isAlone = session.relay === null || session.signedOut === true;
  const button = page.getByRole("button", { name: t(isAlone ? "app.join" : "app.invite"), exact: true });
  await button.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: t(isAlone ? "app.join" : "app.invite.title") });
  await dialog.waitFor();
  const field = dialog.getByRole("textbox", { name: t("app.invite.link") });
  const press = (key: Parameters<typeof t>[0]) => dialog.getByRole("button", { name: t(key), exact: true }).click();
  const refusal = dialog.getByRole("alert");
  return { page, handle, t, button, dialog, field, press, refusal };
}

inFaAndEn((language) => {
  test("DE22: an invitation is looked at and refused, then taken, by keyboard, and the focus follows the form", async () => {
    const { page, handle, t, dialog, field, refusal } = await openDialog(language, { relay: null });
    await dialog.getByText(t("join.about")).waitFor();
    await expect.poll(() => hasFocus(field)).toBe(true);
    expect(await dialog.getByRole("button", { name: t("join.look") }).isDisabled()).toBe(true);
    expect(await axeViolations(page, "[role=dialog]")).toEqual([]);
    for (const code of ["invitation-malformed", "invitation-used", "relay-unreachable"] as const) {
      await handle.evaluate((newsroom, code) => newsroom.refuse(code), code);
      await field.fill("https://relay.example.org/join#code");
      await page.keyboard.press("Enter");
      await expect.poll(() => refusal.textContent()).toBe(t(`error.${code}`));
      expect(await hasFocus(field)).toBe(true);
    }
    expect(await axeViolations(page, "[role=dialog]")).toEqual([]);
    await page.keyboard.press("Enter");
    await dialog.getByRole("heading", { name: t("join.title") }).waitFor();
    await expect.poll(() => focused(page)).toBe(t("join.title"));
    const facts = await dialog
      .locator("dl > div")
      .evaluateAll((all) => all.map((one) => [...one.children].map((part) => part.textContent)));
    expect(facts).toEqual([
      [t("join.newsroom"), "تحریریهٔ شهر"],
      [t("join.host"), "relay.example.org"],
      [t("join.name"), "سارا"],
      [t("join.role"), t("app.role.name.editor")],
      [t("join.inviter"), "امید"],
    ]);
    await handle.evaluate((newsroom) => newsroom.refuse("invitation-expired"));
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect.poll(() => refusal.textContent()).toBe(t("error.invitation-expired"));
    await dialog.getByRole("button", { name: t("join.now"), exact: true }).press("Enter");
    await dialog.waitFor({ state: "detached" });
    // What was not chosen stays here.
    expect(await handle.evaluate(({ joined }) => joined)).toEqual(["none"]);
    await expect.poll(() => focused(page)).toBe(t("app.join"));
  });

  test("UI7, UI12: who is no owner sees the second editor's address alone, and a field for words begins where the interface does", async () => {
    const second = await openDialog(language, { invitation: "http://127.0.0.1:1/?key=second" });
    await second.dialog.getByText(second.t("app.invite.about")).waitFor();
    expect(await second.dialog.getByRole("button", { name: second.t("app.invite.make") }).count()).toBe(0);
    const { dialog, t } = await openDialog(language, { member: OWNER });
    const name = dialog.getByRole("textbox", { name: t("app.invite.name"), exact: true });
    const runs = () => name.evaluate((input) => getComputedStyle(input).direction);
    expect(await runs()).toBe(language === "fa" ? "rtl" : "ltr");
    await name.fill(language === "fa" ? "Bridge" : "پل");
    expect(await runs()).toBe(language === "fa" ? "ltr" : "rtl");
  });

  // The fallback has no Persian letters here, so that its words are wider than any font's: until Vazirmatn is there, that is what is seen.
  test.each(["Vazirmatn", "the fallback font"])(
    "at 390 px the roles of an invitation stand in one row in %s",
    { tags: "long" },
    async (font) => {
      const { page, dialog } = await openDialog(language, { member: OWNER });
      await page.setViewportSize({ width: 390, height: 844 });
      if (font === "Vazirmatn") await page.evaluate(() => document.fonts.ready);
      else await page.addStyleTag({ content: ":root { --font-ui: sans-serif !important; }" });
      // At once, since the dialog moves after the window was resized.
      const { row, options } = await dialog.locator(".app-options").evaluate((row) => ({
        row: row.getBoundingClientRect().toJSON() as DOMRect,
        options: [...row.children].map((one) => one.getBoundingClientRect().toJSON() as DOMRect),
      }));
      expect(options).toHaveLength(4);
      for (const { top, left, right } of options) {
        expect(top).toBe(options[0]?.top);
        expect(left).toBeGreaterThanOrEqual(row.left);
        expect(right).toBeLessThanOrEqual(row.right);
      }
    },
  );
});

test("DE23: which articles go along is chosen by keyboard, of those that are listed", { tags: "long" }, async () => {
  const { page, handle, t, dialog, field, press } = await openDialog("fa", { relay: null });
  await field.fill("https://relay.example.org/join#code");
  await press("join.look");
  const choices = dialog.getByRole("radiogroup", { name: t("join.articles", { count: 3 }) });
  await choices.getByRole("radio", { name: t("join.share.none") }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  expect(await choices.getByRole("radio", { name: t("join.share.some") }).isChecked()).toBe(true);
  const list = dialog.getByRole("group", { name: t("join.list") });
  await list.getByText(t("join.newest", { shown: 2 })).waitFor();
  await list.getByRole("checkbox", { name: t("app.untitled") }).focus();
  await page.keyboard.press("Space");
  expect(await axeViolations(page, "[role=dialog]")).toEqual([]);
  await press("join.now");
  await dialog.waitFor({ state: "detached" });
  expect(await handle.evaluate(({ joined }) => joined)).toEqual([["article-two"]]);
});

test("DE23: who may not write there is told that the articles stay, and chooses nothing", async () => {
  const { t, dialog, field, press } = await openDialog("fa", { relay: null }, { role: "commenter" });
  await field.fill("https://relay.example.org/join#code");
  await press("join.look");
  await dialog.getByText(t("join.kept", { count: 3 })).waitFor();
  expect(await dialog.getByRole("radio").count()).toBe(0);
  await press("join.back");
  await expect.poll(() => field.inputValue()).toBe("https://relay.example.org/join#code");
  await expect.poll(() => hasFocus(field)).toBe(true);
});

test("DE15: who was signed out is told what to do, and Escape gives the focus back", async () => {
  const { page, t, dialog } = await openDialog("fa", { signedOut: true });
  await dialog.getByText(t("join.again")).waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await expect.poll(() => focused(page)).toBe(t("app.join"));
});

test("DE13: an owner makes an invitation by name and role, and is told why one was refused", async () => {
  const { page, handle, t, dialog, press, refusal } = await openDialog("fa", {
    member: OWNER,
    invitation: "http://127.0.0.1:1/?key=second",
  });
  const name = dialog.getByRole("textbox", { name: t("app.invite.name"), exact: true });
  expect(await dialog.getByRole("button", { name: t("app.invite.make") }).isDisabled()).toBe(true);
  await name.fill("نادر");
  await dialog.getByRole("radio", { name: t("app.role.name.editor"), exact: true }).focus();
  await page.keyboard.press("ArrowDown");
  expect(await dialog.getByRole("radio", { name: t("app.role.name.commenter"), exact: true }).isChecked()).toBe(true);
  await handle.evaluate((newsroom) => newsroom.refuse("too-many-invitations"));
  await press("app.invite.make");
  await expect.poll(() => refusal.textContent()).toBe(t("error.too-many-invitations"));
  await press("app.invite.make");
  await dialog.getByText(t("app.invite.made", { name: "نادر" })).waitFor();
  const addresses = dialog.getByRole("textbox", { name: t("app.invite.link") });
  expect(await addresses.evaluateAll((fields) => fields.map((one) => (one as HTMLInputElement).value))).toEqual([
    `https://relay.example.org/join#${encodeURIComponent("نادر")}`,
    "http://127.0.0.1:1/?key=second",
  ]);
  expect(await axeViolations(page, "[role=dialog]")).toEqual([]);
});

test("UI6: the settings are chosen by keyboard, hold, and give the focus back", { tags: "long" }, async () => {
  const { page, handle, t } = await open("fa");
  await handle.evaluate((newsroom) => newsroom.open("fa", {}));
  const button = page.getByRole("button", { name: t("app.settings"), exact: true });
  await button.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: t("app.settings") });
  await dialog.getByRole("radio", { name: t("app.settings.theme.light") }).focus();
  await page.keyboard.press("ArrowDown");
  expect(await page.locator("header output").textContent()).toBe(
    JSON.stringify({
      language: "fa",
      calendar: "language",
      theme: "dark",
      presence: "shown",
      typing: TYPING_DEFAULTS,
      page: PAGE_DEFAULTS,
    }),
  );
  expect(await axeViolations(page, "[role=dialog]")).toEqual([]);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await expect.poll(() => focused(page)).toBe(t("app.settings"));
});
