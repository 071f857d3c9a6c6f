/**
 * The benches of the window at the least that has a figure, and what else is told on their page, in one file, since it is built for them.
 *
 * @module-tag long
 */
import { expect, test } from "vitest";
import { measure } from "./editor/bench.ts";
import { CONTENDERS } from "./editor/page/api.ts";
import { meetsGoal, quantile, WHOLE_APP } from "./editor/report.ts";
import { measure as measureFind } from "./find/bench.ts";
import { measure as measureReview } from "./review/bench.ts";
import { sharedBrowser } from "../browser/chromium.ts";
import { countRenders, rendersOf } from "../e2e/renders.ts";
import { Seat } from "./editor/seat.ts";
import { servePage } from "./editor/served-page.ts";

const CARD = "[data-card]";
const LEAST = { openings: 1, notes: 1, manyNotes: 2, articles: 1, loads: 1 };

const MARGIN_ROWS = [
  "open",
  "open, processor time",
  "open, first frame drawn",
  "open, all is there",
  "all work of opening",
  "all work of a key",
  "key",
  "remote letter, laid out",
  "all work of a step of scrolling",
];

test("UI3: the bench brings a figure for every editor that takes part in a row", async () => {
  const { sections, away, checks } = await measure(
    {
      words: [100],
      keys: 1,
      rounds: 1,
      seed: 1,
      // The bench of a review measures a margin in the same way.
      parts: ["editors", "program", "away", "checks"],
      histories: ["edited"],
      beside: null,
      edits: 50,
      scale: LEAST,
      json: false,
    },
    () => {},
  );
  expect(sections.map(({ history }) => history)).toEqual(["edited"]);
  for (const { rows, stored } of sections) {
    expect(stored.Tahrir.items).toBeGreaterThan(0);
    for (const { measure, times } of rows) {
      const alone = measure.startsWith("npm start");
      const expected =
        measure === WHOLE_APP
          ? ["Tahrir", "ProseMirror"]
          : alone
            ? ["Tahrir"]
            : measure.startsWith("remote")
              ? ["Tahrir", "y-prosemirror"]
              : CONTENDERS;
      expect([measure, Object.keys(times)]).toEqual([measure, expected]);
      for (const samples of Object.values(times)) expect(quantile(samples, 0.5)).toBeGreaterThan(0);
    }
    expect(rows.filter((row) => meetsGoal(row) !== null && row.measure !== WHOLE_APP).map(({ measure }) => measure)).toEqual([
      "open",
      "key in the middle",
      "key at the end",
      "remote letter",
      "remote letter, laid out",
    ]);
  }
  expect(away.map(({ words, returns }) => [words, Object.values(returns).map(({ length }) => length)])).toEqual([[100, [1, 1]]]);
  for (const { findings, listed, longest, accepted, rows } of checks) {
    const longestOf = [...longest, ...accepted.map((one) => one.longest)];
    const figures = { findings: [findings], listed, longest: longestOf, accepted: accepted.map(({ count }) => count) };
    expect(Object.entries(figures).filter(([, all]) => all.length === 0 || all.some((figure) => figure <= 0))).toEqual([]);
    expect(rows.map(({ measure, bare, off, on }) => [measure, [...bare, ...off, ...on].every((time) => time > 0)])).toEqual(
      ["all work of a key", "key", "letter dispatched", "all work of a step of scrolling"].map((measure) => [measure, true]),
    );
  }
  expect(checks.map(({ words }) => words)).toEqual([100]);
  expect(sections[0]!.rows.slice(-2).map(({ measure }) => measure)).toEqual(["npm start, page.goto", WHOLE_APP]);
}, 240_000);

test("SU39 NO26: the bench of a review brings a figure for every measure, with suggestions and notes and without", async () => {
  const { margin, letters } = await measureReview({ words: 100, suggestions: 2, notes: 2, keys: 1, rounds: 1, seed: 1, openings: 1 });
  expect([margin.words, margin.notes, margin.suggestions]).toEqual([100, 2, 2]);
  expect(margin.rows.map(({ measure, without, full }) => [measure, [...without, ...full].every((time) => time > 0)])).toEqual(
    MARGIN_ROWS.map((measure) => [measure, true]),
  );
  expect([letters.direct.length, letters.suggested.length]).toEqual([1, 1]);
}, 240_000);

test("FR9: the bench of find brings a figure for every measure, beside prosemirror-search", async () => {
  const rows = await measureFind({ words: 300, suggestions: 3, rounds: 1, keys: 2 });
  expect(rows.map(({ contender }) => contender)).toEqual(["tahrir", "prosemirror-search"]);
  for (const { count, selected, first, again, closed, opened, replaced } of rows) {
    const found = [first, ...again].flatMap(({ marked, known }) => [marked, known]);
    expect([count, selected, ...found, ...closed, ...opened, replaced].every((figure) => figure > 0)).toBe(true);
    expect([again.length, closed.length, opened.length]).toEqual([1, 2, 2]);
  }
}, 240_000);

test("NO77: a letter, here and elsewhere, renders no card anew, and scrolling none that was there", async () => {
  const site = await servePage();
  const seat = await Seat.take(await sharedBrowser(), site.url);
  const { page } = seat;
  try {
    await countRenders(page, [CARD]);
    await page.reload();
    await seat.prepare({ contender: "Tahrir", words: 4000, seed: 7, history: "fresh", notes: 100, suggestions: 150 });
    await seat.open();
    await seat.place("end");
    const cards = page.locator(CARD);
    await cards.first().waitFor();
    // It counts at all: a card that is opened.
    await cards.first().locator(".margin-fold").click();
    await page.locator(`${CARD}[data-active]`).waitFor();
    expect((await rendersOf(page))[CARD]).toBeGreaterThan(0);
    await seat.place("middle");
    await page.locator(`${CARD}[data-active]`).waitFor({ state: "detached" });
    await rendersOf(page);
    for (let letter = 0; letter < 5; letter++) await seat.remote();
    for (let key = 0; key < 5; key++) await seat.press(key);
    expect(await rendersOf(page)).toEqual({});
    const drawn = () => cards.evaluateAll((all) => all.map((card) => card.getAttribute("data-card")!));
    const before = new Set(await drawn());
    for (let step = 0; step < 20; step++) await seat.scroll(step);
    expect((await drawn()).filter((card) => !before.has(card)).length).toBeGreaterThan(5);
    expect(await rendersOf(page)).toEqual({});
  } finally {
    await page.context().close();
    await site.close();
  }
});
