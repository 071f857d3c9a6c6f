/** A text of Markdown that somebody made so that its parser does not end. */
import { cpuUsage } from "node:process";
import { expect, test } from "vitest";
import { readFile } from "../../shared/import/read-file.ts";

/** Milliseconds of processor time; each took minutes, or more stack than there is. */
const LONGEST = 5000;

const lines = (count: number, line: (i: number) => string): string => Array.from({ length: count }, (_, i) => line(i)).join("\n");

const TEXTS: Readonly<Record<string, string>> = {
  quotes: `${">".repeat(100_000)} واژه`,
  "spaced quotes": `${"> ".repeat(50_000)}واژه`,
  "items of items": `${"- ".repeat(50_000)}واژه`,
  "numbered items of items": `${"1. ".repeat(5000)}واژه`,
  "items below items": lines(800, (i) => `${" ".repeat(2 * i)}- واژه`),
  "links that do not end": "[واژه](".repeat(50_000),
  "links over lines": lines(20_000, () => "[واژه]("),
  references: "[واژه][".repeat(50_000),
};

test("DX26: Markdown that would be parsed without end is text, in bounded time", () => {
  for (const [name, text] of Object.entries(TEXTS)) {
    const before = cpuUsage();
    const { rooms } = readFile("a.md", new TextEncoder().encode(`# تیتر\n\n${text}\n\nپایان`), TextDecoder);
    const { user, system } = cpuUsage(before);
    expect((user + system) / 1000, name).toBeLessThan(LONGEST);
    expect(new TextDecoder().decode(rooms.body), name).toContain("پایان");
  }
});

test("DX26: Markdown that people write is Markdown, whatever its length", () => {
  const nested = lines(9, (i) => `${"  ".repeat(i)}- سطح`);
  const text = `# تیتر\n\n${nested}\n\n> > نقل\n\n${lines(3000, () => "[واژه](https://example.com/) و *کج*\n")}`;
  const { rooms } = readFile("a.md", new TextEncoder().encode(text), TextDecoder);
  expect(new TextDecoder().decode(rooms.body)).not.toContain("](");
});
