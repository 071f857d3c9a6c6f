/** Notes in the margin: where they stand, how one finds them, and what becomes of them when their text goes. */
import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { agree, newsroom, share } from "./newsroom.ts";
import { PATIENCE, type Person } from "./person.ts";

const [sara, omid] = await newsroom();

const noteWith = (person: Person, words: string): Locator => person.page.getByRole("article").filter({ hasText: words });

/** Top and bottom of each note in the column, from the top down, once they stand still. */
async function stack(person: Person): Promise<{ top: number; bottom: number; text: string }[]> {
  const read = () =>
    person.page.locator(".margin-place").evaluateAll((notes) =>
      notes.map((note) => {
        const { top, bottom } = note.getBoundingClientRect();
        return { top: Math.round(top), bottom: Math.round(bottom), text: note.querySelector(".margin-text")?.textContent ?? "" };
      }),
    );
  let last = "";
  await expect.poll(async () => {
    const now = JSON.stringify(await read());
    const still = now === last;
    last = now;
    return still;
  }, { timeout: PATIENCE, interval: 250 }).toBe(true);
  return (JSON.parse(last) as { top: number; bottom: number; text: string }[]).sort((a, b) => a.top - b.top);
}

/** Top of the line that `phrase` stands in. */
const lineOf = (person: Person, phrase: string): Promise<number> =>
  person.article.evaluate((article, phrase) => {
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = (walker.currentNode as Text).data.indexOf(phrase);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + phrase.length);
      return Math.round(range.getBoundingClientRect().top);
    }
    throw new Error(`"${phrase}" is not in the article`);
  }, phrase);

test("NO11: notes stand level with their text, never over one another, and follow it", async () => {
  await share(sara, omid, "حاشیه");
  for (const words of ["بند یکم دربارهٔ آب", "بند دوم دربارهٔ باد", "بند سوم دربارهٔ خاک"]) {
    await sara.type(words);
    await sara.press("Enter");
  }
  await sara.comment("آب", "کدام آب؟");
  await sara.comment("باد", "باد از کجا؟");
  await sara.comment("خاک", "خاک چه رنگ؟");
  for (const words of ["کدام آب؟", "باد از کجا؟", "خاک چه رنگ؟"]) await noteWith(omid, words).waitFor();
  const notes = await stack(omid);
  expect(notes.map(({ text }) => text)).toEqual(["کدام آب؟", "باد از کجا؟", "خاک چه رنگ؟"]);
  notes.slice(1).forEach(({ top }, i) => expect(top).toBeGreaterThan(notes[i]!.bottom));
  expect(Math.abs(notes[0]!.top - (await lineOf(omid, "آب")))).toBeLessThan(24);

  await sara.caretAfter("حاشیه");
  for (let i = 0; i < 4; i++) await sara.press("Enter");
  await agree(sara, omid, "بند یکم");
  const level = async () => Math.abs((await stack(omid))[0]!.top - (await lineOf(omid, "آب")));
  await expect.poll(level, { timeout: PATIENCE }).toBeLessThan(24);
});

test("NO6: a thread is answered, reworded, resolved and reopened", async () => {
  await share(sara, omid, "گفت‌وگو");
  await sara.type("چهل نفر آمدند.");
  await agree(sara, omid, "چهل");
  await sara.comment("چهل", "از کجا می‌دانیم؟");
  await noteWith(omid, "از کجا می‌دانیم؟").getByRole("button", { name: "Reply" }).click();
  await omid.type("پلیس گفته است.");
  await omid.press("Control+Enter");
  await noteWith(sara, "پلیس گفته است.").waitFor();
  await noteWith(omid, "پلیس گفته است.").getByRole("button", { name: "Edit" }).click();
  await omid.page.getByRole("textbox", { name: "New wording" }).fill("آتش‌نشانی گفته است.");
  await omid.press("Control+Enter");
  await noteWith(sara, "آتش‌نشانی گفته است.").waitFor();
  expect(await noteWith(sara, "آتش‌نشانی").textContent()).toContain("edited");
  // Nobody rewords what another wrote.
  expect(await noteWith(omid, "آتش‌نشانی").getByRole("button", { name: "Edit" }).count()).toBe(1);

  await noteWith(sara, "آتش‌نشانی").getByRole("button", { name: "Resolve" }).click();
  await omid.button("1 note done").click();
  await noteWith(omid, "آتش‌نشانی").getByRole("button", { name: "Reopen" }).click();
  await noteWith(sara, "آتش‌نشانی").getByRole("button", { name: "Resolve" }).waitFor();
});

test("NO12: the note finds its text, and the text its note", async () => {
  await share(sara, omid, "یافتن");
  await sara.type("آغاز");
  for (let i = 0; i < 40; i++) await sara.press("Enter");
  await sara.type("پایان دور");
  await sara.comment("پایان", "این‌جا تمام شود");
  await sara.comment("آغاز", "از این‌جا آغاز شود");
  await expect.poll(() => noteWith(sara, "از این‌جا آغاز شود").getAttribute("data-active"), { timeout: PATIENCE }).toBe("true");
  await noteWith(sara, "این‌جا تمام شود").getByText("این‌جا تمام شود").click();
  const seen = () => sara.article.locator("p").last().evaluate((block) => {
    const { top, bottom } = block.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });
  await expect.poll(seen, { timeout: PATIENCE }).toBe(true);
  await sara.caretAfter("آغا");
  await expect.poll(() => noteWith(sara, "از این‌جا آغاز شود").getAttribute("data-active"), { timeout: PATIENCE }).toBe("true");
});

test("NO2, NO10: an orphan keeps its quote, comes back by undo, and is attached by hand", async () => {
  await share(sara, omid, "یتیم");
  await sara.type("جملهٔ نخست. جملهٔ دوم.");
  await agree(sara, omid, "جملهٔ دوم.");
  await omid.comment("جملهٔ نخست", "چرا نخست؟");
  await noteWith(sara, "چرا نخست؟").waitFor();
  await sara.select("جملهٔ نخست. ");
  await sara.press("Delete");
  await omid.button("1 note without text").click();
  expect(await noteWith(omid, "چرا نخست؟").locator("blockquote").textContent()).toBe("جملهٔ نخست");
  await sara.press("Control+z");
  await expect.poll(() => omid.page.getByRole("button", { name: /without text/ }).count(), { timeout: PATIENCE }).toBe(0);
  await noteWith(omid, "چرا نخست؟").waitFor();

  await sara.select("جملهٔ نخست. ");
  await sara.press("Delete");
  await omid.page.getByRole("button", { name: "1 note without text" }).waitFor();
  await sara.select("دوم");
  await sara.button("1 note without text").click();
  await sara.button("Attach to the selection").click();
  await expect.poll(() => omid.page.getByRole("button", { name: /without text/ }).count(), { timeout: PATIENCE }).toBe(0);
  await expect.poll(async () => (await stack(omid)).map(({ text }) => text), { timeout: PATIENCE }).toEqual(["چرا نخست؟"]);
});

test("NO10: a paragraph cut and pasted elsewhere takes its note along", async () => {
  await share(sara, omid, "برش");
  await sara.type("این بند کوچ می‌کند.");
  await sara.press("Enter");
  await sara.type("این بند می‌ماند.");
  await sara.comment("کوچ", "کجا می‌رود؟");
  await sara.select("این بند کوچ می‌کند.");
  await sara.press("Control+x");
  await sara.caretAfter("می‌ماند.");
  await sara.press("Enter");
  await sara.press("Control+v");
  await agree(sara, omid, "کوچ می‌کند.");
  await expect.poll(async () => (await stack(omid)).map(({ text }) => text), { timeout: PATIENCE }).toEqual(["کجا می‌رود؟"]);
  const level = async () => Math.abs((await stack(omid))[0]!.top - (await lineOf(omid, "کوچ")));
  await expect.poll(level, { timeout: PATIENCE }).toBeLessThan(24);
});
