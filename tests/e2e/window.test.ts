/** The window around the article: its focus, its sheets, its notices, its type. */
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { InProcessNewsroom } from "./in-process-newsroom.ts";
import { axeViolations } from "../browser/components/open-component.ts";
import { openNewsroom } from "./started-newsroom.ts";
import { SEEN_WITHIN, Person } from "./person.ts";

const room = await openNewsroom(new InProcessNewsroom(3));
const [sara, omid] = [await room.seat(0), await room.seat(1)];

/** What has the focus, for a message; "nothing" where it fell to the body. */
const focusOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement } = document;
    if (!activeElement || activeElement === document.body) return "nothing";
    return activeElement.getAttribute("aria-label") ?? activeElement.textContent?.trim().slice(0, 40) ?? activeElement.tagName;
  });

const focusIn = (page: Page, selector: string): Promise<boolean> =>
  page.evaluate((selector) => document.activeElement?.closest(selector) !== null, selector);

const sees = (locator: Locator): Promise<void> => locator.waitFor({ state: "visible" });

/** The same person in a window of this width. */
async function windowOf(person: Person, width: number, height: number, language = "en"): Promise<Person> {
  const another = new Person(person.name, await person.page.context().newPage());
  await another.page.setViewportSize({ width, height });
  await another.open(person.page.url(), language);
  await another.page.locator(".ProseMirror").waitFor();
  return another;
}

test("UI6: whatever had the focus and is taken away, the focus goes to what is nearest", async () => {
  const { page } = sara;
  // What React does with a button that ends its own list, at each part of the window.
  for (const part of ["header", "footer", "[role=toolbar]", "[data-region=library]"]) {
    await page.evaluate((part) => {
      const button = document.createElement("button");
      document.querySelector(part)!.append(button);
      button.focus();
      button.remove();
    }, part);
    await expect.poll(() => focusIn(page, part), { timeout: SEEN_WITHIN, message: part }).toBe(true);
  }
});

test("UI8: a notice is announced politely, takes no focus, and goes by Escape", async () => {
  const { page } = sara;
  await sara.article.focus();
  await sara.article.evaluate((element) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(["no picture"], "notes.bmp", { type: "image/bmp" }));
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  const notices = page.getByRole("region", { name: "Messages" });
  await sees(notices.getByText("This file is no picture."));
  expect(await notices.getAttribute("aria-live")).toBe("polite");
  expect(await focusIn(page, "[role=textbox]")).toBe(true);
  await sara.press("Escape");
  await expect.poll(() => notices.textContent(), { timeout: SEEN_WITHIN }).toBe("");
  expect(await focusIn(page, "[role=textbox]")).toBe(true);
});

for (const [way, leave, tags = []] of [
  ["Escape", (phone: Person) => phone.press("Escape")],
  ["the browser's Back", async (phone: Person) => void (await phone.page.goBack()), "long"],
  ["a press beside it", (phone: Person) => phone.page.mouse.click(195, 80), "long"],
] as const) {
  test(`UI9: at 390 px notes and library are sheets that take the focus, and are left by ${way}`, { tags }, async () => {
    const phone = await windowOf(omid, 390, 844);
    const { page } = phone;
    const address = page.url();
    for (const [name, region] of [
      ["Show the margin", "[data-region=margin], .app-margin"],
      ["Show the library", "[data-region=library]"],
    ] as const) {
      await phone.button(name).click();
      await expect.poll(() => focusIn(page, region), { timeout: SEEN_WITHIN, message: `focus in ${region}` }).toBe(true);
      await sees(page.locator(".app-scrim"));
      await (name === "Show the library" && way === "a press beside it" ? page.mouse.click(380, 400) : leave(phone));
      await page.locator(".app-scrim").waitFor({ state: "detached" });
      // Escape in the notes goes on in the text.
      await expect
        .poll(() => focusOf(page), { timeout: SEEN_WITHIN })
        .toBe(way === "Escape" && name === "Show the margin" ? "Article text" : name);
      expect(await phone.button(name).getAttribute("aria-pressed")).toBe("false");
      expect(page.url()).toBe(address);
    }
    await page.close();
  });
}

test("UI9: the sheet of notes opens at its beginning, or at the note that is chosen", { tags: "long" }, async () => {
  const phone = await windowOf(omid, 390, 560);
  const { page } = phone;
  const sheet = page.locator(".app-margin");
  const head = page.locator(".app-sheet-head");
  /** Whether it stands in the sheet, and not under its head. */
  const stands = async (locator: Locator): Promise<boolean> => {
    const [{ y, height }, above, room] = [(await locator.boundingBox())!, (await head.boundingBox())!, (await sheet.boundingBox())!];
    return y >= above.y + above.height && y + Math.min(height, 40) <= room.y + room.height;
  };
  const open = async (): Promise<void> => {
    await phone.button("Show the margin").click();
    await sees(head);
  };
  await open();
  await expect.poll(() => stands(page.getByRole("button", { name: /^Open \d/ })), { timeout: SEEN_WITHIN }).toBe(true);
  expect(await sheet.evaluate((element) => element.scrollTop)).toBe(0);
  await phone.press("Escape");
  await head.waitFor({ state: "hidden" });

  await phone.caretAfter("کمتر از هزینهٔ نوسازی");
  const chosen = page.locator(".margin-note[data-active]");
  await chosen.waitFor({ state: "attached" });
  await open();
  await expect.poll(() => stands(chosen), { timeout: SEEN_WITHIN }).toBe(true);
  await page.close();
});

test(
  "UI9: at 390 px an article chosen in the sheet opens with the caret in its text, and the sheet is gone",
  { tags: "long" },
  async () => {
    await sara.createArticle("برای گوشی");
    const phone = await windowOf(omid, 390, 844);
    await phone.button("Show the library").click();
    await phone.openArticle("برای گوشی");
    await phone.page.locator(".app-scrim").waitFor({ state: "detached" });
    await expect.poll(() => focusIn(phone.page, "[role=textbox]"), { timeout: SEEN_WITHIN }).toBe(true);
    await phone.page.close();
  },
);

test("UI19: a window that is made narrower and wider keeps caret, focus and undo", { tags: "long" }, async () => {
  await sara.createArticle("پهنا");
  await sara.type("نخستین جمله.");
  await sara.article.evaluate((element) => (element.dataset["mark"] = "same"));
  for (const width of [1000, 390, 1440]) {
    await sara.page.setViewportSize({ width, height: 800 });
    await sara.type(` ${width}`);
    await sara.sees(` ${width}`);
  }
  expect(await sara.text()).toContain("نخستین جمله. 1000 390 1440");
  expect(await sara.article.getAttribute("data-mark")).toBe("same");
  // Whoever types on a busy machine makes pauses, which are steps of their own.
  const undo = async (): Promise<string> => {
    await sara.press("Control+z");
    return sara.text();
  };
  await expect.poll(undo, { timeout: SEEN_WITHIN }).not.toContain("نخستین");
  await sara.page.setViewportSize({ width: 1280, height: 800 });
});

test("UI11, UI12, UI14: the page is set as it should be", async () => {
  const { page } = sara;
  await sara.openArticle("کتابخانه‌ای که شب‌ها به خانه‌ها می‌رود");
  const set = await sara.article.evaluate((article) => {
    const style = (selector: string) => {
      const { fontSize, lineHeight } = getComputedStyle(article.querySelector(selector)!);
      return `${fontSize} / ${lineHeight}`;
    };
    const page = article.parentElement!.getBoundingClientRect();
    const text = article.querySelector("p")!.getBoundingClientRect();
    const [paragraphs, items] = ["p:not(.lead, .item) + p:not(.lead, .item)", ".item + .item"].map((second) => {
      const block = article.querySelector(second)!;
      return Math.round(block.getBoundingClientRect().top - block.previousElementSibling!.getBoundingClientRect().bottom);
    });
    return {
      headline: style("h1"),
      lead: style(".lead"),
      text: style("p:not(.lead, .item)"),
      heading: style("h2"),
      paragraphs,
      items,
      off: Math.abs(text.left - page.left - (page.right - text.right)),
    };
  });
  expect(set).toEqual({
    headline: "38px / 54px",
    lead: "21px / 38px",
    text: "19px / 35px",
    heading: "27px / 42px",
    paragraphs: 18,
    items: 5,
    off: 0,
  });
  // Once on the page; the library's row names what is opened there.
  const shown = await page
    .locator("header, main, footer, aside")
    .evaluateAll((parts) =>
      parts.filter((one) => one.textContent?.includes("کتابخانه‌ای که شب‌ها به خانه‌ها می‌رود")).map((one) => one.tagName),
    );
  expect(shown).toEqual(["MAIN"]);
});

/** Of each two of language, scheme and width every pair. */
for (const [language, schemes, tags = []] of [
  ["fa", { 1440: "light", 390: "dark" }],
  ["ar", { 1440: "dark", 390: "light" }, "long"],
  ["he", { 1440: "light", 390: "dark" }, "long"],
  ["en", { 1440: "dark", 390: "light" }],
] as const)
  describe(`the ${language} window`, { tags }, () => {
    let person: Person;
    beforeAll(async () => {
      person = await windowOf(omid, 1440, 844, language);
    });
    afterAll(() => person.page.close());

    for (const width of [1440, 390] as const) {
      const scheme = schemes[width];
      test(`UI13: axe finds nothing in the ${language} window, ${scheme}, at ${width} px`, async () => {
        await person.page.setViewportSize({ width, height: 844 });
        await person.page.emulateMedia({ colorScheme: scheme });
        expect(await axeViolations(person.page, "html")).toEqual([]);
      });
    }
  });

test("UI5, UI7: who may only comment finds the button for it and what they may do, who may only read nothing to press in vain", async () => {
  const { page } = omid;
  room.giveRole(omid, "commenter");
  await sees(page.getByText("You can write notes in this article’s margin"));
  const tools = () =>
    page
      .getByRole("toolbar")
      .getByRole("button")
      .evaluateAll((buttons) => buttons.map((one) => one.getAttribute("aria-label") ?? one.textContent));
  const looks = ["Invisible characters", "Who wrote this", "Versions", "View of suggestions: All marks"];
  expect(await tools()).toEqual([...looks, "Comment", "Comment on something else"]);
  expect(await omid.button("New article").count()).toBe(0);
  expect(await omid.button("Import").count()).toBe(0);
  room.giveRole(omid, "reader");
  await sees(page.getByText("You are a reader of this article"));
  expect(await tools()).toEqual(looks);
  const offered = await page
    .getByRole("button")
    .evaluateAll((buttons) =>
      buttons
        .filter((one) => !(one as HTMLButtonElement).disabled && one.getAttribute("aria-disabled") !== "true")
        .map((one) => one.getAttribute("aria-label") ?? one.textContent?.trim()),
    );
  expect(offered.filter((name) => /^(new article|import|comment|delete|archive|reply|resolve|undo|bold)$/i.test(name ?? ""))).toEqual([]);
  // What the library begins with does not stick to the header.
  const [search, library] = [
    (await page.getByRole("combobox").boundingBox())!,
    (await page.locator("[data-region=library]").boundingBox())!,
  ];
  expect(search.y - library.y).toBeGreaterThanOrEqual(12);
  room.giveRole(omid, "editor");
  await sees(omid.button("Bold"));
});

test("UI10: a desk without articles says what Tahrir is, and offers to write one, to import some and to join", async () => {
  const newcomer = await room.seat(2);
  await sees(newcomer.page.getByRole("heading", { name: "Welcome to Tahrir" }));
  await sees(newcomer.button("Join a newsroom"));
  await sees(newcomer.button("Import files…"));
  await newcomer.button("Write a new article").click();
  await expect.poll(() => focusIn(newcomer.page, "[role=textbox]"), { timeout: SEEN_WITHIN }).toBe(true);
});

test("nothing went wrong in any of these windows", () => {
  expect(room.people.flatMap(({ errors }) => errors)).toEqual([]);
});
