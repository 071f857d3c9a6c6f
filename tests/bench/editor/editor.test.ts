import { expect, test } from "vitest";
import { measure } from "./bench.ts";
import { CONTENDERS, HISTORIES } from "./page/api.ts";
import { meetsGoal, quantile, WHOLE_APP } from "./report.ts";

test("UI3: the bench brings a figure for every editor that takes part in a row", async () => {
  const { sections, margin, away } = await measure(
    { words: [300], keys: 2, rounds: 1, seed: 1, marginOnly: false, awayOnly: false, beside: null, edits: 400, json: false },
    () => {},
  );
  expect(sections.map(({ history }) => history)).toEqual(HISTORIES);
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
  expect(
    margin!.rows.map(({ measure, without, full }) => [measure, without.every((time) => time > 0), full.every((time) => time > 0)]),
  ).toEqual(
    ["open", "all work of opening", "all work of a key", "key", "remote letter, laid out", "all work of a step of scrolling"].map(
      (measure) => [measure, true, true],
    ),
  );
  expect(away.map(({ words, returns }) => [words, Object.values(returns).map(({ length }) => length)])).toEqual([[300, [1, 1]]]);
  expect(sections[0]!.rows.slice(-2).map(({ measure }) => measure)).toEqual(["npm start, page.goto", WHOLE_APP]);
}, 240_000);
