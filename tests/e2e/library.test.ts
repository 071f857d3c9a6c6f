/** A day in the library: find an article by its words, open it at the hit, by its headline, and put articles away and back. */
import axe from "axe-core";
import { expect, test } from "vitest";
import { newsroom } from "./started-newsroom.ts";
import { SEEN_WITHIN, type Person } from "./person.ts";

const [sara] = await newsroom();

const search = (person: Person) => person.page.getByRole("combobox", { name: "Search the articles" });
const list = (person: Person) => person.page.getByRole("listbox", { name: "Articles on this computer" });
const hits = (person: Person) => person.page.getByRole("listbox", { name: "Results" }).getByRole("option");
/** Headlines in the list, as they stand. */
const headlines = (person: Person): Promise<string[]> => list(person).locator(".app-entry-title").allTextContents();

async function write(person: Person, headline: string, ...paragraphs: string[]): Promise<void> {
  await person.createArticle(headline);
  for (const paragraph of paragraphs) {
    await person.type(paragraph);
    await person.press("Enter");
  }
  await expect.poll(() => headlines(person), { timeout: SEEN_WITHIN }).toContain(headline);
}

test("LB15: what is typed into the search finds an article, and Enter opens it at the hit, in its own spelling", async () => {
  await write(
    sara,
    "The long one",
    ...Array.from({ length: 12 }, (_, i) => `Paragraph ${i + 1} says little.`),
    "Here stands پِلیكانِ نو, and nowhere else.",
  );
  await write(sara, "Another");
  await search(sara).click();
  await expect
    .poll(
      async () => {
        await search(sara).fill("");
        await search(sara).fill("پلیکان");
        return hits(sara)
          .first()
          .textContent({ timeout: 2_000 })
          .catch(() => "");
      },
      { timeout: SEEN_WITHIN, interval: 500 },
    )
    .toContain("The long one");
  expect(await hits(sara).first().locator("mark").allTextContents()).toEqual(["پِلیكانِ"]);
  await sara.press("Enter");
  await sara.sees("The long one");
  await expect.poll(() => sara.page.evaluate(() => getSelection()?.toString()), { timeout: SEEN_WITHIN }).toBe("پِلیكانِ");
  await expect
    .poll(() =>
      sara.article.getByText("nowhere else").evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return top > 0 && bottom < innerHeight;
      }),
    )
    .toBe(true);
  await search(sara).fill("");
});

test("LB13: any search is safe", async () => {
  for (const text of ['"', "* OR NEAR(", "\u200C\u200C", "x".repeat(10_000)]) {
    await search(sara).fill(text);
    await expect.poll(() => sara.page.getByText("Nothing found.").count(), { timeout: SEEN_WITHIN }).toBeLessThanOrEqual(1);
  }
  await search(sara).fill("");
  await list(sara).waitFor();
});

test("Ctrl+O opens an article by part of its headline", async () => {
  await sara.press("Control+o");
  const field = sara.page.getByRole("combobox", { name: "Open an article" });
  await field.fill("long ON");
  await expect.poll(() => hits(sara).allTextContents(), { timeout: SEEN_WITHIN }).toHaveLength(1);
  await sara.press("Enter");
  await sara.sees("Paragraph 12");
  expect(await field.count()).toBe(0);
  await sara.press("Control+o");
  await sara.press("Escape");
  await expect.poll(() => field.count(), { timeout: SEEN_WITHIN }).toBe(0);
});

test("many are marked by keys, go to the trash, and come back", async () => {
  for (const headline of ["Trash one", "Trash two"]) await write(sara, headline);
  await expect.poll(() => headlines(sara), { timeout: SEEN_WITHIN }).toEqual(expect.arrayContaining(["Trash one", "Trash two"]));
  const before = (await headlines(sara)).length;
  await list(sara).focus();
  await sara.press("Home");
  await sara.press(" ");
  await sara.press("Shift+ArrowDown");
  await expect.poll(() => list(sara).getByRole("option", { selected: true }).count(), { timeout: SEEN_WITHIN }).toBe(2);
  await sara.button("Trash").click();
  await expect.poll(() => headlines(sara), { timeout: SEEN_WITHIN }).toHaveLength(before - 2);
  expect(await headlines(sara)).not.toContain("Trash one");

  await choose("Which articles", "Trash");
  await expect.poll(async () => (await headlines(sara)).sort(), { timeout: SEEN_WITHIN }).toEqual(["Trash one", "Trash two"]);
  await list(sara).focus();
  await sara.press("Control+a");
  await sara.button("Restore").click();
  await sara.page.getByText("The trash is empty.").waitFor();
  await choose("Which articles", "On the desk");
  await expect.poll(() => headlines(sara), { timeout: SEEN_WITHIN }).toHaveLength(before);
});

for (const scheme of ["light", "dark"] as const) {
  test(`UI13: the text of marked rows has contrast enough, ${scheme}`, async () => {
    await sara.page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await list(sara).focus();
    await sara.press("Control+a");
    await expect.poll(() => list(sara).getByRole("option", { selected: true }).count(), { timeout: SEEN_WITHIN }).toBeGreaterThan(0);
    // So that the colours of what waits and of what will be deleted are among them.
    await sara.page
      .locator(".app-entry-about")
      .first()
      .evaluate((about) => {
        for (const name of ["app-unconfirmed", "app-purge"]) {
          const told = about.appendChild(document.createElement("span"));
          told.className = name;
          told.textContent = "told";
        }
      });
    await sara.page.mouse.move(0, 0);
    await sara.page.evaluate(axe.source);
    const weak = await sara.page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run(within: string, options: object): Promise<{ violations: { nodes: { html: string; failureSummary: string }[] }[] }> };
      };
      const { violations } = await axe.run("[data-region=library]", { runOnly: ["color-contrast"] });
      return violations.flatMap(({ nodes }) => nodes.map(({ html, failureSummary }) => `${html.slice(0, 80)} ${failureSummary}`));
    });
    expect(weak).toEqual([]);
    await sara.page
      .locator(".app-entry-about")
      .first()
      .evaluate((about) => about.querySelectorAll(".app-unconfirmed, .app-purge").forEach((told) => told.remove()));
    await sara.press("Escape");
    await sara.page.emulateMedia({ colorScheme: null, reducedMotion: null });
  });
}

test("Ctrl+A marks all articles on a Persian keyboard too", async () => {
  await list(sara).focus();
  const cdp = await sara.page.context().newCDPSession(sara.page);
  await cdp.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key: "ش", code: "KeyA", windowsVirtualKeyCode: 65, modifiers: 2 });
  await cdp.detach();
  const rows = list(sara).getByRole("option");
  await expect
    .poll(async () => (await rows.count()) - (await rows.and(sara.page.locator("[aria-selected=true]")).count()), { timeout: SEEN_WITHIN })
    .toBe(0);
  await sara.press("Escape");
});

test("what was put away by mistake is taken back where it is said", async () => {
  await expect.poll(() => headlines(sara), { timeout: SEEN_WITHIN }).toContain("Trash two");
  const before = await headlines(sara);
  await list(sara).getByText("Trash two").hover();
  await list(sara).getByRole("option").filter({ hasText: "Trash two" }).locator(".app-entry-mark").click();
  await sara.button("Archive").click();
  await sara.page.getByText("1 article was archived.").waitFor();
  await sara.page.getByRole("navigation").getByRole("button", { name: "Undo" }).click();
  await expect.poll(async () => (await headlines(sara)).sort(), { timeout: SEEN_WITHIN }).toEqual(before.toSorted());
});

test("UI17: what will be deleted for good says when, in full and beside its box, until somebody keeps it", async () => {
  await write(sara, "To be deleted");
  const row = list(sara).getByRole("option").filter({ hasText: "To be deleted" });
  const mark = async () => {
    await row.hover();
    await row.locator(".app-entry-mark").click();
  };
  await mark();
  await sara.button("Trash").click();
  await choose("Which articles", "Trash");
  await mark();
  await sara.button("Delete for good…").click();
  await sara.button("Delete for good").click();
  const told = row.getByText("Will be deleted");
  await told.waitFor();
  await row.hover();
  const { over, cut } = await told.evaluate((element) => {
    const box = element.closest(".app-entry")!.querySelector(".app-entry-box")!.getBoundingClientRect();
    return { over: element.getBoundingClientRect().right > box.left, cut: element.scrollWidth > element.clientWidth };
  });
  expect({ over, cut }).toEqual({ over: false, cut: false });
  await mark();
  await sara.button("Keep").click();
  await told.waitFor({ state: "detached" });
  await choose("Which articles", "On the desk");
});

test("UI17: where a title that runs the other way, or is one long word, is cut off, its ellipsis is seen", async () => {
  await write(sara, "یک تیتر بسیار بلند که در هیچ سطری جا نمی‌گیرد و باید جایی بریده شود تا خواننده بداند که دنباله‌ای هم دارد");
  await write(sara, "دنباله‌دار".repeat(20));
  for (const beginning of ["یک تیتر بسیار بلند", "دنباله‌داردنباله‌دار"]) {
    const title = list(sara).locator(".app-entry-title").filter({ hasText: beginning });
    await title.waitFor();
    const { isClamped, hangs } = await title.evaluate((element) => ({
      isClamped: element.scrollHeight > element.clientHeight,
      hangs: element.scrollWidth > element.clientWidth,
    }));
    expect({ isClamped, hangs }).toEqual({ isClamped: true, hangs: false });
  }
});

test("an import of many files shows one report, with what failed and why", async () => {
  const files = [
    { name: "one.txt", mimeType: "text/plain", buffer: Buffer.from("Imported one\n\nText.") },
    { name: "empty.txt", mimeType: "text/plain", buffer: Buffer.from(" ") },
    { name: "two.md", mimeType: "text/markdown", buffer: Buffer.from("# Imported two\n\nText.") },
    { name: "photo.png", mimeType: "image/png", buffer: Buffer.from([0, 1, 2]) },
  ];
  const chosen = sara.page.waitForEvent("filechooser");
  await sara.button("Import").click();
  await (await chosen).setFiles(files);
  await sara.page.getByText("2 articles imported.").waitFor();
  const failed = sara.page.locator(".app-failures li");
  expect(await failed.allTextContents()).toEqual([expect.stringContaining("empty.txt"), expect.stringContaining("photo.png")]);
  await expect.poll(() => headlines(sara), { timeout: SEEN_WITHIN }).toEqual(expect.arrayContaining(["Imported one", "Imported two"]));
  await sara.page.locator(".app-import").getByRole("button", { name: "Close" }).click();
  expect(await failed.count()).toBe(0);
});

test("an import of which nothing came says what failed, and counts no articles", async () => {
  const chosen = sara.page.waitForEvent("filechooser");
  await sara.button("Import").click();
  await (await chosen).setFiles([{ name: "photo.png", mimeType: "image/png", buffer: Buffer.from([0, 1, 2]) }]);
  const report = sara.page.locator(".app-import");
  await report.getByText("1 file was not imported:").waitFor();
  expect(await report.getByText(/articles? imported/).count()).toBe(0);
  await report.getByRole("button", { name: "Close" }).click();
});

async function choose(what: string, choice: string): Promise<void> {
  await sara.page.getByRole("button", { name: what }).click();
  await sara.page.getByRole("option", { name: choice, exact: true }).click();
}
