import { expect, test } from "vitest";
import { SuggesterColors } from "./suggester-colors.ts";

test("SU35: when an author becomes known, decorations say what they said; but two authors of one client are told apart", () => {
  const set: [string, string][] = [];
  const page = { style: { setProperty: (name: string, value: string) => void set.push([name, value]) } } as unknown as HTMLElement;
  const colors = new SuggesterColors();
  colors.showIn(page);
  expect([colors.of("7.1"), colors.of("7.9"), colors.of("8.1")]).toEqual([
    "var(--suggester-7, var(--muted))",
    "var(--suggester-7, var(--muted))",
    "var(--suggester-8, var(--muted))",
  ]);
  expect([...colors.setPeople(() => "#006080")]).toEqual([]);
  expect(set.slice(-2)).toEqual([
    ["--suggester-7", "#006080"],
    ["--suggester-8", "#006080"],
  ]);
  expect([...colors.setPeople((_client, clock) => (clock > 5 ? "#a04000" : "red; background: url(x)"))]).toEqual(["7.9"]);
  expect([colors.of("7.1"), colors.of("7.9")]).toEqual(["var(--suggester-7, var(--muted))", "#a04000"]);
  expect(set.slice(-2)).toEqual([
    ["--suggester-7", "var(--muted)"],
    ["--suggester-8", "var(--muted)"],
  ]);
});
