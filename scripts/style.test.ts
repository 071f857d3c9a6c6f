/** The command line of the checker of house style, as a process. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { expect, test } from "vitest";

function run(input: string, ...args: string[]): { readonly code: number | null; readonly lines: string[]; readonly error: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, "style.ts"), ...args], {
    input,
    encoding: "utf8",
  });
  return { code: status, lines: stdout.split("\n").filter(Boolean), error: stderr };
}

test("HS22 a line of findings for each sentence, in their order", () => {
  const input = `{"id":"a","text":"او می رود."}\n\n{"id":7,"text":"او رفت."}\n`;
  expect(run(input, "check", "--json", "--profile", "default")).toMatchObject({
    code: 0,
    lines: [`{"id":"a","findings":[{"kind":"mi","start":5,"end":6,"replacement":"\u200C"}]}`, `{"id":7,"findings":[]}`],
  });
});

test("HS22 what is no sentence, no profile or no command is named", { tags: "long" }, () => {
  expect(run(`{"id":1}\n`, "check", "--json")).toMatchObject({ code: 2, error: expect.stringContaining("line 1 has no text") });
  expect(run("not json\n", "check", "--json")).toMatchObject({ code: 2, error: expect.stringContaining("line 1 is not JSON") });
  expect(run("", "check", "--json", "--profile", "x")).toMatchObject({
    code: 2,
    error: expect.stringContaining('no profile is called "x"'),
  });
  expect(run("", "mend")).toMatchObject({ code: 2, error: expect.stringContaining("Usage:") });
});
