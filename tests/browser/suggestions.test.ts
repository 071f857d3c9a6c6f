/** Suggestions in a real browser: what a key costs beside many of them, and that a letter is drawn as suggested at once. */
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { quantile } from "../bench/editor/report.ts";
import { openPage } from "./bundled-page.ts";
import { sharedBrowser } from "./chromium.ts";
import type { SuggestionsPage } from "./suggestions/page.ts";

const PAGE = { script: join(import.meta.dirname, "suggestions/page.ts"), name: "suggestionsPage" };
const WORDS = 10_000;
const SUGGESTIONS = 500;

let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});

test("SU35: a letter is drawn as suggested before the page is drawn, and from the second on by its own transaction", async () => {
  const { page, handle, errors } = await openPage<SuggestionsPage>(browser, PAGE);
  const typed = await handle.evaluate((one) => {
    one.open(200, 3);
    one.place();
    one.suggest(true);
    return ["س", "ل", "ا", "م"].map((letter) => one.typeOne(letter));
  });
  expect(typed.map(({ afterFrame }) => afterFrame)).toEqual(["س", "سل", "سلا", "سلام"]);
  expect(typed.map(({ atOnce }) => atOnce).slice(1)).toEqual(["سل", "سلا", "سلام"]);
  expect(errors).toEqual([]);
  await page.close();
});

test(
  "SU35 SU46 SU53 NO78: the first frame of a long article draws what is suggested at its beginning, and the next one reads the notes and draws the rest",
  { tags: "long" },
  async () => {
    const { page, handle, errors } = await openPage<SuggestionsPage>(browser, PAGE);
    const [atOnce, first, next] = await handle.evaluate((one, [words, suggestions]) => one.open(words, suggestions), [
      WORDS,
      SUGGESTIONS,
    ] as const);
    expect(atOnce!.suggestions).toBeGreaterThan(10);
    expect(atOnce!.suggestions).toBeLessThan(SUGGESTIONS / 4);
    expect(atOnce!.notes).toBe(0);
    expect(first).toEqual({ suggestions: atOnce!.suggestions, notes: 0 });
    expect(next).toEqual({ suggestions: SUGGESTIONS, notes: 1 });
    // With colours that come later, all of the text is styled again.
    const { atLayout, open } = await handle.evaluate((one) => one.colors);
    expect(open).toContain("--suggester-");
    expect(atLayout).toBe(open);
    expect(errors).toEqual([]);
    await page.close();
  },
);

test(
  "SU53: the first frame draws the suggestions that its window can show, however small the letters, and not many more",
  { tags: "long" },
  async () => {
    const drawn: number[] = [];
    const small = { textSize: "small", lines: "tight", measure: "wide" };
    for (const { height, look } of [
      { height: 400, look: small },
      { height: 800, look: small },
      { height: 1600, look: small },
      { height: 800, look: {} },
      { height: 800, look: { textSize: "large", lines: "loose", measure: "narrow" } },
    ]) {
      const { page, handle, errors } = await openPage<SuggestionsPage>(browser, PAGE);
      await page.setViewportSize({ width: 1280, height });
      await page.evaluate((look) => void Object.assign(document.documentElement.dataset, look), look);
      const [atOnce] = await handle.evaluate((one, [words, suggestions]) => one.open(words, suggestions), [WORDS, SUGGESTIONS] as const);
      expect(await handle.evaluate((one) => one.late), `of ${height} px`).toBe(0);
      drawn.push(atOnce!.suggestions);
      expect(errors).toEqual([]);
      await page.close();
    }
    expect(drawn[0]! < drawn[1]! && drawn[1]! <= drawn[2]!).toBe(true);
    expect(drawn[2]!).toBeLessThan(SUGGESTIONS / 2);
    // The larger the letters, the fewer.
    expect(drawn[3]!).toBeLessThan(0.75 * drawn[1]!);
    expect(drawn[4]!).toBeLessThan(drawn[3]!);
  },
);

test(
  "SU51: in a long article the suggestions near the screen are drawn, before one sees them, and where something is hidden all are",
  { tags: "long" },
  async () => {
    const { page, handle, errors } = await openPage<SuggestionsPage>(browser, PAGE);
    await handle.evaluate((one, [words, suggestions]) => void one.open(words, suggestions), [WORDS, SUGGESTIONS] as const);
    const drawn = () => handle.evaluate((one) => one.drawnInText);
    expect(await drawn()).toBeGreaterThan(10);
    expect(await drawn()).toBeLessThan(SUGGESTIONS / 2);
    for (const part of [0.5, 0.85, 0.1]) {
      const { inSight, plain } = await handle.evaluate((one, part) => one.scroll(part), part);
      expect(inSight, `at ${part}`).toBeGreaterThan(3);
      expect(plain, `at ${part}`).toBe(0);
    }
    expect(await drawn()).toBeLessThan(SUGGESTIONS / 2);
    await handle.evaluate((one) => one.show("final"));
    expect(await drawn()).toBe(SUGGESTIONS);
    await handle.evaluate((one) => one.show("marks"));
    expect(await drawn()).toBeLessThan(SUGGESTIONS / 2);
    expect(errors).toEqual([]);
    await page.close();
  },
);

test(
  `SU39: among ${SUGGESTIONS} suggestions in ${WORDS} words a suggested letter costs at most twice a direct one`,
  { tags: "long" },
  async () => {
    const { page, handle, errors } = await openPage<SuggestionsPage>(browser, PAGE);
    const times = await handle.evaluate(
      (one, [words, suggestions]) => {
        one.open(words, suggestions);
        one.place();
        const times = { direct: [] as number[], suggested: [] as number[], erased: [] as number[] };
        for (let round = 0; round < 6; round++) {
          for (const [isSuggesting, kind] of [
            [false, "direct"],
            [true, "suggested"],
          ] as const) {
            one.suggest(isSuggesting);
            // The first letter of each begins a suggestion, or stands in another block's cache.
            for (let i = 0; i < 25; i++) times[kind].push(one.key());
          }
          for (let i = 0; i < 10; i++) times.erased.push(one.erase());
        }
        return { ...times, drawn: one.drawn.suggestions };
      },
      [WORDS, SUGGESTIONS] as const,
    );
    expect(times.drawn).toBeGreaterThanOrEqual(SUGGESTIONS);
    const [direct, suggested, erased] = [times.direct, times.suggested, times.erased].map((all) => quantile(all, 0.5));
    console.log(`direct ${direct!.toFixed(2)} ms, suggested ${suggested!.toFixed(2)} ms, erased ${erased!.toFixed(2)} ms`);
    expect(suggested! / direct!).toBeLessThan(2);
    expect(errors).toEqual([]);
    await page.close();
  },
);

test(
  `SU40: among ${SUGGESTIONS} suggestions a letter in the final view costs about as much as with all marks, with the bars of the simple one some times that`,
  { tags: "long" },
  async () => {
    const { page, handle, errors } = await openPage<SuggestionsPage>(browser, PAGE);
    const times = await handle.evaluate(
      (one, [words, suggestions]) => {
        one.open(words, suggestions);
        one.place();
        const times = { marks: [] as number[], simple: [] as number[], final: [] as number[] };
        for (let round = 0; round < 6; round++) {
          for (const textView of ["marks", "simple", "final"] as const) {
            one.show(textView);
            one.key();
            for (let i = 0; i < 25; i++) times[textView].push(one.key());
          }
        }
        return times;
      },
      [WORDS, SUGGESTIONS] as const,
    );
    const [marks, simple, final] = [times.marks, times.simple, times.final].map((all) => quantile(all, 0.5));
    console.log(`marks ${marks!.toFixed(2)} ms, simple ${simple!.toFixed(2)} ms, final ${final!.toFixed(2)} ms`);
    expect(final! / marks!).toBeLessThan(2);
    // The page is laid out once more, to measure lines, as it is for the tints of notes.
    expect(simple! / marks!).toBeLessThan(6);
    expect(errors).toEqual([]);
    await page.close();
  },
);
