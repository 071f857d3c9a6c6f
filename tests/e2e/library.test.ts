/**
 * A day in the library: find an article by its words, open it at the hit, by its headline, and put articles away and back.
 *
 * @module-tag long
 */
import { expect, test } from "vitest";
import { onePerson } from "./started-newsroom.ts";
import { SEEN_WITHIN, type Person } from "./person.ts";

const [sara] = await onePerson();

const search = (person: Person) => person.page.getByRole("combobox", { name: "Search the articles" });
const list = (person: Person) => person.page.getByRole("listbox", { name: "Articles on this computer" });
const hits = (person: Person) => person.page.getByRole("listbox", { name: "Results" }).getByRole("option");
/** Headlines in the list, as they stand. */
const headlines = (person: Person): Promise<string[]> => list(person).locator(".app-entry-title").allTextContents();

async function write(person: Person, headline: string, ...paragraphs: string[]): Promise<void> {
  await person.createArticle(headline);
  for (const paragraph of paragraphs) {
    await person.insert(paragraph);
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

async function choose(what: string, choice: string): Promise<void> {
  await sara.page.getByRole("button", { name: what }).click();
  await sara.page.getByRole("option", { name: choice, exact: true }).click();
}
