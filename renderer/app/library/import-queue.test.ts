import { expect, test } from "vitest";
import { ImportError } from "../../../shared/import/imported-file.ts";
import { ImportQueue } from "./import-queue.ts";

interface Name {
  readonly name: string;
}

function queue(opened: string[] = []) {
  let made = 0;
  const waiting: (() => void)[] = [];
  const imports = new ImportQueue<Name>({
    read: async ({ name }) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      if (name === "bad.txt") throw new ImportError("empty", name);
      const losses = name === "table.html" ? [{ kind: "table" as const, block: 1, near: "", detail: "2×2" }] : [];
      return { rooms: { body: new Uint8Array(), notes: null }, losses };
    },
    create: async () => ({ id: `made-${++made}` }),
    onImported: (id) => opened.push(id),
  });
  /** Lets one file be read. */
  const step = async () => {
    while (waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
    waiting.shift()!();
    for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
  };
  return { imports, step };
}

const names = (...all: string[]): Name[] => all.map((name) => ({ name }));

test("DX20: a file that fails does not keep back the others, and one report says all", async () => {
  const opened: string[] = [];
  const { imports, step } = queue(opened);
  const done = imports.add(names("a.txt", "bad.txt", "table.html"), 2);
  expect(imports.progress.get()).toMatchObject({ total: 3, isRunning: true, skipped: 2 });
  for (let i = 0; i < 3; i++) await step();
  await done;
  expect(imports.progress.get()).toEqual({
    total: 3,
    articles: [
      { file: "a.txt", id: "made-1", losses: [] },
      { file: "table.html", id: "made-2", losses: [{ kind: "table", block: 1, near: "", detail: "2×2" }] },
    ],
    failures: [{ file: "bad.txt", code: "empty" }],
    skipped: 2,
    isRunning: false,
  });
  expect(opened).toEqual(["made-2"]);
});

test("DX20: what is stopped leaves the files that have not been begun, and what is added meanwhile is a part of it", async () => {
  const { imports, step } = queue();
  const done = imports.add(names("a.txt", "b.txt", "c.txt"));
  await step();
  await imports.add(names("d.txt"));
  expect(imports.progress.get()?.total).toBe(4);
  imports.stop();
  await step();
  await done;
  expect(imports.progress.get()).toMatchObject({ total: 2, isRunning: false });
  expect(imports.progress.get()?.articles.map(({ file }) => file)).toEqual(["a.txt", "b.txt"]);
});

test("DX20: one file that is an article as it was needs no report", async () => {
  const { imports, step } = queue();
  const done = imports.add(names("a.txt"));
  await step();
  await done;
  expect(imports.progress.get()).toBe(null);
});
