/** The view of who wrote what: what it shows, the way through it, and what it costs. */
import { expect, test } from "vitest";
import type { Language } from "../../shared/rpc/contract.ts";
import type { ArticlePage } from "./components/article-page.tsx";
import { axeViolations, componentPages, hasFocus } from "./components/open-component.ts";
import { SESSION } from "./components/scripted-core.ts";
import { inFaAndEn } from "./languages.ts";

const open = componentPages<ArticlePage>("article-page.tsx", "articlePage");
const TEXT = "# پل نو\n\nپل باز شد.\n\nهوا خوب بود.";
/** Indices in the body: behind «پل نو», and at the end of the first paragraph. */
const [HEADLINE_END, FIRST_END] = [6, 17];
const HOUR = 3_600_000;

async function openArticle(language: Language = "fa") {
  const { page, handle, t } = await open(language);
  await handle.evaluate((article, [language, text]) => article.open(language as Language, text!), [language, TEXT]);
  await page.locator(".ProseMirror").waitFor();
  const writes = (name: string, client: number, at: number, text: string, ago: number) =>
    handle.evaluate((article, [name, client, at, text, time]) => article.writes(name, client, at, text, time), [
      name,
      client,
      at,
      text,
      Date.now() - ago,
    ] as const);
  const bar = page.getByRole("region", { name: t("writers.name") });
  const show = async () => {
    await page.getByRole("textbox", { name: t("editor.text") }).focus();
    await page.keyboard.press("Control+Alt+Shift+KeyA");
    await bar.getByRole("listitem").first().waitFor();
  };
  /** The patterns of the boxes on the page, by colour. */
  const boxes = () =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>(".writers-layer [data-pattern]")].map((box) => [
        box.style.getPropertyValue("--person"),
        box.dataset["pattern"],
        box.hasAttribute("data-faint"),
      ]),
    );
  return { page, handle, t, writes, bar, show, boxes };
}

inFaAndEn((language) => {
  test("AU12: each writer stands in a bar with name, amount and time, by a pattern that their text has too; axe finds nothing wrong", async () => {
    const { page, t, writes, bar, show, boxes } = await openArticle(language);
    await writes("امید", 2, FIRST_END, " نوشتهٔ امید.", HOUR);
    await show();
    const people = bar.getByRole("list", { name: t("writers.people") }).getByRole("button");
    await expect.poll(() => people.count()).toBe(2);
    expect((await people.allTextContents()).map((text) => text.includes("امید"))).toEqual([false, true]);
    expect(await people.nth(1).textContent()).toContain(t("writers.amount", { characters: " نوشتهٔ امید.".length, passages: 1 }));
    const samples = await bar.locator("[data-pattern]").evaluateAll((all) => all.map((one) => getComputedStyle(one).borderBlockEndStyle));
    expect(samples).toEqual(["solid", "dashed"]);
    await expect
      .poll(async () => new Set((await boxes()).map(([color, pattern]) => `${color} ${pattern}`)))
      .toEqual(new Set([`${SESSION.member.color} 0`, "#00639c 1"]));
    expect(await axeViolations(page, ".app-writers-bar")).toEqual([]);
  });
});

test(
  "AU13: by keyboard one walks through one writer's passages, each of which is said with name, time and words, and back to the text",
  { tags: "long" },
  async () => {
    const { page, t, writes, bar, show, boxes } = await openArticle();
    await writes("امید", 2, FIRST_END, " یکم.", 2 * HOUR);
    await writes("امید", 4, HEADLINE_END, " دوم", HOUR);
    await show();
    const said = bar.getByRole("status");
    await bar.getByRole("button", { name: "امید" }).press("Enter");
    await expect
      .poll(async () => (await boxes()).filter(([color]) => color === SESSION.member.color).every(([, , isFaint]) => isFaint))
      .toBe(true);
    const next = bar.getByRole("button", { name: t("writers.next") });
    await next.press("Enter");
    await expect.poll(() => said.textContent()).toContain("« دوم»");
    expect(await said.textContent()).toMatch(/^۱ از ۲: امید/);
    await next.press("Enter");
    await expect.poll(() => said.textContent()).toContain("« یکم.»");
    await expect.poll(() => page.locator(".writers-layer [data-current]").count()).toBe(1);
    await bar.getByRole("button", { name: t("writers.previous") }).press("Enter");
    await expect.poll(() => said.textContent()).toContain("« دوم»");
    await page.keyboard.press("Escape");
    await bar.waitFor({ state: "detached" });
    expect(await page.locator(".writers-layer").count()).toBe(0);
    await expect.poll(() => hasFocus(page.getByRole("textbox", { name: t("editor.text") }))).toBe(true);
  },
);

test("AU13: what is older than one wants to see is left out, of the article and of the bar", { tags: "long" }, async () => {
  const { t, writes, bar, show, boxes } = await openArticle();
  await writes("امید", 2, FIRST_END, " کهنه.", 30 * HOUR);
  await writes("لیلا", 3, HEADLINE_END, " تازه", HOUR / 2);
  await show();
  await bar.getByText(t("writers.since.hour")).click();
  await expect.poll(() => bar.getByRole("listitem").count()).toBe(1);
  await expect.poll(async () => (await boxes()).map(([color]) => color)).toEqual(["#b3261e"]);
  await bar.getByText(t("writers.since.week")).click();
  await expect.poll(() => bar.getByRole("listitem").count()).toBe(2);
});

test("AU14: while it is off nothing is asked and drawn; while it is on, a colleague's letters draw their own block anew and no other", async () => {
  const { page, handle, writes, show, boxes } = await openArticle();
  await writes("امید", 2, FIRST_END, " یکم.", HOUR);
  await page.locator(".ProseMirror").press("a");
  expect([await handle.evaluate((article) => article.timesAsked), await page.locator(".writers-layer").count()]).toEqual([0, 0]);
  await show();
  await expect.poll(async () => (await boxes()).length).toBeGreaterThan(2);
  await page.evaluate(() => {
    const changed = new Set<Node>();
    new MutationObserver((records) => records.forEach(({ target }) => changed.add(target))).observe(
      document.querySelector(".writers-layer")!,
      {
        childList: true,
        subtree: true,
      },
    );
    Object.assign(window, { changedBlocks: changed });
  });
  const blocks = await page.locator(".writers-layer > div").count();
  await writes("امید", 2, FIRST_END + 6, "!!", 0);
  await expect.poll(() => page.evaluate(() => (window as unknown as { changedBlocks: Set<Node> }).changedBlocks.size)).toBe(1);
  // Longer than the rest after which the article is counted.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 700)));
  expect([await page.evaluate(() => (window as unknown as { changedBlocks: Set<Node> }).changedBlocks.size), blocks]).toEqual([1, 3]);
});
