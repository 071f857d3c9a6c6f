/** The library: what a row says, which list is shown, many articles at a time, search and import, by keyboard and by name. */
import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { FILTERS, type Language } from "../../shared/rpc/contract.ts";
import type { LibraryPage, Row } from "./components/library-page.tsx";
import { axeViolations, componentPages, focused, hasFocus } from "./components/open-component.ts";
import { inFaAndEn } from "./languages.ts";

const open = componentPages<LibraryPage>("library-page.tsx", "libraryPage");

const ROWS: readonly Row[] = [
  { id: "article-one", title: "پل نو باز شد", lead: "شهردار گفت" },
  { id: "article-two", title: "Bridge opens", unconfirmed: 3 },
  { id: "article-three", title: "", private: true },
  { id: "article-four", title: "آب", openBy: [{ id: "omid", name: "امید", color: "#804000" }] },
  { id: "article-old", title: "بایگانی‌شده", place: "archive" },
  { id: "article-gone", title: "دورریخته", place: "trash" },
];

/** A file as a file chooser takes it. */
test("IL4: a report has the size of a table and the level of a heading in the digits of the interface, rows before columns", async () => {
  const { page, button } = await openLibrary("ar");
  const chooser = page.waitForEvent("filechooser");
  await button("app.library.import").click();
  await (await chooser).setFiles([file("page.html", "<h1>خبر</h1><table><tr><td>a<td>b<td>c</table><h6>فرعي</h6>")]);
  const report = page.locator(".app-import");
  await report.locator("summary").click();
  const losses = await report.locator(".app-losses li").allTextContents();
  expect(losses[0]).toContain("(\u2066١×٣\u2069)");
  expect(losses[1]).toContain("\u2066٦\u2069");
});

const file = (name: string, text: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

async function openLibrary(language: Language, rows: readonly Row[] = ROWS, opened: string | null = null) {
  const { page, handle, t } = await open(language);
  await handle.evaluate((library, [language, rows, opened]) => library.open(language, rows, opened), [language, rows, opened] as const);
  const library = page.getByRole("navigation", { name: t("app.library"), exact: true });
  const list = library.getByRole("listbox", { name: t("app.library.list") });
  await list.getByRole("option").first().waitFor();
  const row = (words: string): Locator => list.getByRole("option").filter({ hasText: words });
  const button = (key: Parameters<typeof t>[0]): Locator => page.getByRole("button", { name: t(key), exact: true });
  const titles = () => list.locator(".app-entry-title").allTextContents();
  const choose = async (what: Parameters<typeof t>[0], choice: Parameters<typeof t>[0]) => {
    await library.getByRole("button", { name: t(what) }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("option", { name: t(choice), exact: true }).click();
  };
  return { page, handle, t, library, list, row, button, titles, choose };
}

inFaAndEn((language) => {
  test("LB18: a row says what of the notes concerns one, and a list is of those articles", async () => {
    const rows: readonly Row[] = [
      ...ROWS,
      { id: "article-mine", title: "برای من", unread: 12, mentions: 2, assigned: 1 },
      { id: "article-read", title: "نخوانده", unread: 3 },
    ];
    const { page, t, row, titles, choose } = await openLibrary(language, rows);
    const mine = await row("برای من").textContent();
    for (const said of [
      t("app.library.notes.mentions", { count: 2 }),
      t("app.library.notes.assigned", { count: 1 }),
      t("app.library.notes.unread", { count: 12 }),
    ])
      expect(mine).toContain(said);
    expect(await row("آب").textContent()).not.toContain(t("app.library.notes.unread", { count: 0 }));
    await choose("app.library.filter", "app.library.filter.for-me");
    await expect.poll(titles).toEqual(["برای من"]);
    await choose("app.library.filter", "app.library.filter.unread");
    await expect.poll(titles).toEqual(["برای من", "نخوانده"]);
    expect(await axeViolations(page, "[data-region=library]")).toEqual([]);
  });

  test("LB16 LB17: a row says its status, the list is filtered by it, and those that are marked are given one by keyboard", async () => {
    const rows: readonly Row[] = [...ROWS, { id: "article-ready", title: "آماده‌به‌کار", status: "ready" }];
    const { page, handle, t, row, titles, choose, button } = await openLibrary(language, rows);
    expect(await row("آماده‌به‌کار").textContent()).toContain(t("status.ready"));
    expect(await row("آب").textContent()).not.toContain(t("status.draft"));
    await choose("status.filter", "status.published");
    await page.getByText(t("status.filter.empty", { status: t("status.published") })).waitFor();
    await choose("status.filter", "status.ready");
    await expect.poll(titles).toEqual(["آماده‌به‌کار"]);
    await choose("status.filter", "status.filter.any");
    await expect.poll(async () => (await titles()).length).toBe(5);
    for (const words of ["آب", "Bridge opens"]) await row(words).click({ modifiers: ["Control"] });
    await button("status.give").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: t("status.published"), exact: true }).press("Enter");
    await expect
      .poll(() => handle.evaluate((library) => library.asked))
      .toContainEqual(["setStatus", { articles: ["article-four", "article-two"], status: "published" }]);
    await page.getByText(t("status.given", { count: 2, status: t("status.published") })).waitFor();
    expect(await axeViolations(page, "[data-region=library]")).toEqual([]);
  });

  test("UI12: a row says what the article is, and its lines begin at one side, whichever way they run", { tags: "long" }, async () => {
    const { page, t, row } = await openLibrary(language, ROWS, "article-one");
    expect(await row("Bridge opens").textContent()).toContain(t("app.library.unconfirmed", { unconfirmed: 3 }));
    expect(await row(t("app.untitled")).textContent()).toContain(t("app.library.private"));
    expect(await row("آب").textContent()).toContain(t("app.library.open-by", { names: "\u2068امید\u2069" }));
    expect(await row("پل نو باز شد").getAttribute("aria-current")).toBe("true");
    expect(await row("آب").getAttribute("aria-posinset")).toBe("4");
    const starts = (words: string) =>
      row(words)
        .locator(".app-entry-title, .app-entry-about > :first-child")
        .evaluateAll((lines) =>
          lines.map((line) => {
            const range = document.createRange();
            range.selectNodeContents(line);
            const rects = [...range.getClientRects()];
            const isRtl = document.documentElement.dir === "rtl";
            return Math.round(isRtl ? Math.max(...rects.map((one) => one.right)) : Math.min(...rects.map((one) => one.left)));
          }),
        );
    for (const words of ["پل نو باز شد", "Bridge opens"]) {
      const [title, about] = await starts(words);
      expect(Math.abs(title! - about!), words).toBeLessThanOrEqual(1);
    }
    expect(await axeViolations(page, "[data-region=library]")).toEqual([]);
  });

  test("BD33: titles of two scripts begin at one side", async () => {
    const { row } = await openLibrary(language);
    const sides = await Promise.all(
      ["پل نو باز شد", "Bridge opens"].map((words) =>
        row(words)
          .locator(".app-entry-title")
          .evaluate((title) => {
            const range = document.createRange();
            range.selectNodeContents(title);
            const { left, right } = range.getBoundingClientRect();
            return Math.round(document.documentElement.dir === "rtl" ? right : left);
          }),
      ),
    );
    expect(sides[0]).toBe(sides[1]);
  });

  test("UI17: where a title that runs the other way, or is one long word, is cut off, its ellipsis is seen", { tags: "long" }, async () => {
    const long = [
      "یک تیتر بسیار بلند که در هیچ سطری جا نمی‌گیرد و باید جایی بریده شود تا خواننده بداند که دنباله‌ای هم دارد",
      "A very long headline that fits no line and has to be cut somewhere, so that one sees that there is more of it than this",
      "دنباله‌دار".repeat(20),
    ];
    const { list } = await openLibrary(
      language,
      long.map((title, i) => ({ id: `long-${i}`, title })),
    );
    const cut = await list.locator(".app-entry-title").evaluateAll((titles) =>
      titles.map((title) => ({
        isClamped: title.scrollHeight > title.clientHeight,
        // An ellipsis may hang into the padding, where it is seen.
        hangs: title.scrollWidth - title.clientWidth > Number.parseFloat(getComputedStyle(title).paddingInlineEnd),
      })),
    );
    expect(cut).toEqual(long.map(() => ({ isClamped: true, hangs: false })));
  });

  test("UI17: what does not fit in the line below a title ends in an ellipsis", async () => {
    const people = ["سارا رضایی", "امید", "Naser", "مینا", "لیلا"].map((name) => ({ id: name, name, color: "#804000" }));
    const long = Date.now() - 400 * 24 * 3_600_000;
    const rows: readonly Row[] = [
      { id: "article-busy", title: "پل", unconfirmed: 1234, openBy: people, updatedAt: long },
      { id: "article-own", title: "پل", private: true, updatedAt: long },
      { id: "article-due", title: "پل", purgeAt: Date.now() + 3_600_000, unconfirmed: 12, openBy: people.slice(0, 2) },
    ];
    const { list } = await openLibrary(language, rows);
    const lines = await list.locator(".app-entry-about").evaluateAll((all) =>
      all.map((line) => ({
        hangs: line.scrollWidth > line.clientWidth,
        cut: [...line.children].filter(
          (part) => part.scrollWidth > part.clientWidth && (getComputedStyle(part).textOverflow !== "ellipsis" || part.clientWidth < 12),
        ).length,
      })),
    );
    expect(lines).toEqual(rows.map(() => ({ hangs: false, cut: 0 })));
  });
});

test("LB1: the list and its order are chosen by keyboard, and an empty list says why", async () => {
  const { page, t, library, titles, choose } = await openLibrary("fa");
  const filter = library.getByRole("button", { name: t("app.library.filter") });
  await filter.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: t("app.library.filter.unconfirmed"), exact: true }).waitFor();
  expect(await axeViolations(page, "[role=listbox]:has([role=option][data-key])")).toEqual([]);
  for (let i = 0; i < FILTERS.indexOf("unconfirmed"); i++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(titles).toEqual(["Bridge opens"]);
  await library.getByText(t("app.library.total", { total: 1 }), { exact: true }).waitFor();
  await expect.poll(() => focused(page)).toContain(t("app.library.filter"));
  await choose("app.library.filter", "app.library.filter.archive");
  await expect.poll(titles).toEqual(["بایگانی‌شده"]);
  await choose("app.library.filter", "app.library.filter.desk");
  await expect.poll(titles).toHaveLength(4);
  await choose("app.library.sort", "app.library.sort.title");
  await expect.poll(titles).toEqual([t("app.untitled"), "آب", "پل نو باز شد", "Bridge opens"]);
});

test("the list is walked by keys, which open, mark, put into the trash and take back, and the focus is not lost", async () => {
  const { page, handle, t, library, list, button, titles } = await openLibrary("fa");
  await list.focus();
  const active = async () => page.locator(`[id="${await list.getAttribute("aria-activedescendant")}"] .app-entry-title`).textContent();
  expect(await active()).toBe("پل نو باز شد");
  await page.keyboard.press("ArrowDown");
  await expect.poll(active).toBe("Bridge opens");
  await page.keyboard.press("End");
  await expect.poll(active).toBe("آب");
  await page.keyboard.press("Enter");
  await expect.poll(() => handle.evaluate(({ opened }) => opened)).toEqual(["article-four"]);
  await page.keyboard.press("Home");
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+ArrowDown");
  await expect.poll(() => list.getByRole("option", { selected: true }).count()).toBe(2);
  await library.getByRole("toolbar", { name: t("app.library.marked", { count: 2 }) }).waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => list.getByRole("option", { selected: true }).count()).toBe(0);
  // As a Persian keyboard sends it.
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key: "ش", code: "KeyA", windowsVirtualKeyCode: 65, modifiers: 2 });
  await cdp.detach();
  await expect.poll(() => list.getByRole("option", { selected: true }).count()).toBe(4);
  await page.keyboard.press("Delete");
  await library.getByText(t("app.library.empty"), { exact: true }).waitFor();
  await library.getByText(t("app.library.moved.trash", { count: 4 }), { exact: true }).waitFor();
  expect(await handle.evaluate(({ asked }) => asked.map(([name, input]) => [name, (input as { place: string }).place]))).toEqual([
    ["setPlace", "trash"],
  ]);
  await button("app.library.undo").focus();
  await page.keyboard.press("Enter");
  await expect.poll(titles).toHaveLength(4);
  await expect.poll(() => focused(page)).not.toBe("nothing");
});

test(
  "UI17: what will be deleted for good is asked about once more, says when, beside its box, until an owner keeps it",
  { tags: "long" },
  async () => {
    const { page, handle, t, row, button, choose } = await openLibrary("fa");
    await handle.evaluate((library) => library.tellSession({ member: { id: "sara", name: "سارا", color: "#006080", role: "owner" } }));
    await choose("app.library.filter", "app.library.filter.trash");
    const gone = row("دورریخته");
    await gone.hover();
    await gone.locator(".app-entry-mark").click();
    await button("app.library.delete").click();
    const dialog = page.getByRole("alertdialog", { name: t("app.library.delete.title", { count: 1 }) });
    await dialog.waitFor();
    expect(await axeViolations(page, "[role=alertdialog]")).toEqual([]);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await button("app.library.delete").click();
    await dialog.getByRole("button", { name: t("app.library.delete.now"), exact: true }).click();
    const told = gone.locator(".app-purge");
    await told.waitFor();
    await gone.hover();
    const { over, cut } = await told.evaluate((element) => {
      const box = element.closest(".app-entry")!.querySelector(".app-entry-box")!.getBoundingClientRect();
      const words = element.getBoundingClientRect();
      return {
        over: words.left < box.right && box.left < words.right && words.top < box.bottom,
        cut: element.scrollWidth > element.clientWidth,
      };
    });
    expect({ over, cut }).toEqual({ over: false, cut: false });
    await gone.locator(".app-entry-mark").click();
    await button("app.library.keep").click();
    await told.waitFor({ state: "detached" });
    await expect.poll(() => focused(page)).not.toBe("nothing");
  },
);

for (const scheme of ["light", "dark"] as const) {
  test(
    `UI13: rows of every state, marked and not, have contrast enough, ${scheme}`,
    { tags: scheme === "dark" ? "long" : [] },
    async () => {
      const { page, list } = await openLibrary(
        "fa",
        [...ROWS, { id: "article-due", title: "رفتنی", purgeAt: Date.now() + 3_600_000 }],
        "article-one",
      );
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      expect(await axeViolations(page, "[data-region=library]")).toEqual([]);
      await list.focus();
      await page.keyboard.press("Control+a");
      await expect.poll(() => list.getByRole("option", { selected: true }).count()).toBe(5);
      await page.mouse.move(0, 0);
      expect(await axeViolations(page, "[data-region=library]")).toEqual([]);
    },
  );
}

test("LB15: what is typed into the search is found, walked by keys, opened at the hit, and cleared", async () => {
  const { page, handle, t, library, list } = await openLibrary("fa");
  await handle.evaluate((library) =>
    library.find({
      total: 2,
      unread: 1,
      hits: [
        {
          id: "article-one",
          title: "پل نو باز شد",
          titleRanges: [[0, 2]],
          count: 1,
          isCounted: true,
          places: [{ index: 0, snippet: "", ranges: [] }],
          where: "title",
          snippet: "شهردار گفت",
          ranges: [],
        },
        {
          id: "article-four",
          title: "آب",
          titleRanges: [],
          count: 0,
          isCounted: true,
          places: [],
          where: "notes",
          snippet: "کنار پل",
          ranges: [[5, 7]],
        },
      ],
    }),
  );
  const field = library.getByRole("combobox", { name: t("app.search") });
  await field.focus();
  await page.keyboard.type("پل");
  const hits = library.getByRole("listbox", { name: t("app.search.results") }).getByRole("option");
  await expect.poll(() => hits.count()).toBe(2);
  expect(await hits.locator("mark").allTextContents()).toEqual(["پل", "پل"]);
  expect(await hits.last().textContent()).toContain(t("app.search.in.notes"));
  await library.getByText(t("app.search.unread", { unread: 1 })).waitFor();
  expect(await axeViolations(page, "[data-region=library]")).toEqual([]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => hits.last().getAttribute("aria-selected")).toBe("true");
  expect(await hasFocus(field)).toBe(true);
  await page.keyboard.press("Enter");
  await expect.poll(() => handle.evaluate(({ opened }) => opened)).toEqual(["article-four at پل"]);
  await library.getByRole("button", { name: t("app.search.clear") }).click();
  await list.waitFor();
  await expect.poll(() => focused(page)).not.toBe("nothing");
});

const sentence = (index: number) => ({ index, snippet: `پل ${index}`, ranges: [[0, 2]] as const });

test(
  "FR21, FR23: an article shows how often it has the words, the sentences of the first places are walked by keys, and each is opened",
  { tags: "long" },
  async () => {
    const { page, handle, t, library } = await openLibrary("fa");
    const hit = { titleRanges: [], where: "text", snippet: "پل 1", ranges: [[0, 2]], isCounted: true } as const;
    await handle.evaluate((library, found) => library.find(found), {
      total: 2,
      unread: 0,
      hits: [
        { ...hit, id: "article-one", title: "یک", count: 7, places: [sentence(1), sentence(2), sentence(3)] },
        { ...hit, id: "article-four", title: "چهار", count: 1200, isCounted: false, places: [sentence(0)] },
      ],
    });
    await library.getByRole("combobox", { name: t("app.search") }).focus();
    await page.keyboard.type(" پل ");
    const hits = library.getByRole("listbox", { name: t("app.search.results") }).getByRole("option");
    await expect.poll(() => hits.count()).toBe(4);
    expect(await hits.first().textContent()).toContain(t("app.search.times", { count: 7 }));
    expect(await hits.last().textContent()).toContain(t("app.search.times.more", { count: 1200 }));
    expect(await axeViolations(page, "[data-region=library]")).toEqual([]);
    for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect.poll(() => handle.evaluate(({ opened }) => opened)).toEqual(["article-one at پل 3"]);
  },
);

test("UI6, UI12: Ctrl+O opens an article by part of its headline, by keys alone, and Escape gives the focus back", async () => {
  const { page, handle, t, list } = await openLibrary("fa");
  await list.focus();
  await page.keyboard.press("Control+o");
  const dialog = page.getByRole("dialog", { name: t("app.quick") });
  const field = dialog.getByRole("combobox", { name: t("app.quick") });
  const found = dialog.getByRole("option");
  // The desk's articles, then the archive's; none of the trash.
  await expect.poll(() => found.count()).toBe(5);
  const runs = () => field.evaluate((input) => getComputedStyle(input).direction);
  expect(await runs()).toBe("rtl");
  expect(await axeViolations(page, "[role=dialog]")).toEqual([]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => found.nth(1).getAttribute("aria-selected")).toBe("true");
  await page.keyboard.type("Bri");
  await expect.poll(() => found.locator(".app-entry-title").allTextContents()).toEqual(["Bridge opens"]);
  expect(await runs()).toBe("ltr");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  expect(await handle.evaluate(({ opened }) => opened)).toEqual(["article-two"]);
  await list.focus();
  await page.keyboard.press("Control+o");
  await field.fill("nothing of this kind");
  await dialog.getByText(t("app.quick.none")).waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await expect.poll(() => focused(page)).toBe(t("app.library.list"));
});

test("TX14: files of which none can be read are told with why, in one report that is closed", { tags: "long" }, async () => {
  const { page, t, button } = await openLibrary("fa");
  const report = page.locator(".app-import");
  const chooser = page.waitForEvent("filechooser");
  await button("app.library.import").click();
  await (await chooser).setFiles([file("notes.doc", "x"), file("photo.png", "\0")]);
  await report.getByText(t("app.import.failed", { failed: 2 })).waitFor();
  expect(await report.getByRole("listitem").allTextContents()).toEqual([
    t("app.import.office", { file: "notes.doc" }),
    t("app.import.kind", { file: "photo.png" }),
  ]);
  expect(await report.getByText(t("app.import.done", { done: 0 })).count()).toBe(0);
  expect(await axeViolations(page, ".app-import")).toEqual([]);
  await report.getByRole("button", { name: t("app.close") }).click();
  await expect.poll(() => report.textContent()).toBe("");
});

test("UI7: who may not write is offered neither a new article nor an import", async () => {
  const { handle, button } = await openLibrary("fa");
  await button("app.library.new").waitFor();
  await handle.evaluate((library) => library.tellSession({ member: { id: "sara", name: "سارا", color: "#006080", role: "reader" } }));
  await button("app.library.new").waitFor({ state: "detached" });
  expect(await button("app.library.import").count()).toBe(0);
});

test("PR20: one colleague who has an article open stands in its row by name, several by initials and a number, and all by name in its tooltip", async () => {
  const people = ["امید", "لیلا", "رضا", "مینا"].map((name) => ({ id: name, name, color: "#804000" }));
  const { row } = await openLibrary("fa", [
    { id: "article-one", title: "یکی", openBy: people.slice(0, 1) },
    { id: "article-many", title: "چندتا", openBy: people },
  ]);
  expect(await row("یکی").locator(".app-open-name").textContent()).toBe("امید");
  expect(await row("یکی").locator(".app-open-name").isVisible()).toBe(true);
  expect(await row("چندتا").locator(".app-open-name").count()).toBe(0);
  expect(await row("چندتا").locator(".app-open-face").count()).toBe(3);
  const tooltip = await row("چندتا").locator(".app-open-by").getAttribute("title");
  expect(people.filter(({ name }) => !tooltip?.includes(`\u2068${name}\u2069`))).toEqual([]);
});

test("DR8 DR10: an article with a draft of one's own is marked, and a draft without an article is found above the list", async () => {
  const { page, handle, t, library, row } = await openLibrary("fa");
  await handle.evaluate(
    (library, drafts) => library.tellDrafts(drafts),
    [
      { article: "article-two", title: "Bridge opens", isOrphan: false, begunAt: 0, secret: "a secret" },
      { article: "article-lost", title: "گم‌شده", isOrphan: true, begunAt: 0, secret: "another" },
    ],
  );
  await expect.poll(() => row("Bridge opens").textContent()).toContain(t("drafts.library"));
  expect(await library.locator(".app-draft-mark").count()).toBe(1);
  const orphans = library.getByRole("region", { name: t("drafts.orphans") });
  await orphans.getByRole("button", { name: "گم‌شده" }).focus();
  await page.keyboard.press("Enter");
  expect(await handle.evaluate((library) => library.opened)).toEqual(["article-lost"]);
  expect(await axeViolations(page, ".app-library")).toEqual([]);
});

test(
  "DE51: what the system opens in the desktop program is imported with the usual report, and what cannot be read is told",
  { tags: "long" },
  async () => {
    const { page, handle, t } = await open("en");
    await page.evaluate(() => {
      Object.assign(window, {
        tahrir: {
          takeDocuments: () => {
            for (const noise of [null, "tahrir:documents", { other: 1 }]) window.postMessage(noise, "*");
            window.postMessage({ "tahrir:documents": { name: "story.txt", bytes: new Uint8Array(0) } }, "*");
            window.postMessage({ "tahrir:documents": { name: "gone.docx", bytes: null } }, "*");
          },
        },
      });
    });
    await handle.evaluate((library) => library.open("en", []));
    await page.getByText(t("app.library.unreadable", { name: "gone.docx" })).waitFor();
    await page.locator(".app-import").getByText("“story.txt” was not imported").waitFor();
  },
);
