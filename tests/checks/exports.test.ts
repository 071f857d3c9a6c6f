/** No function, class or constant is exported that no other file imports. Types are: they say what a signature takes. */
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { parseSync } from "vite";
import { code, isTest, read } from "./source.ts";

const HELD = /^(?:main|scripts|server|shared\/(?!article|notes))\b/;

const imported = new Map<string, Set<string>>();
for (const path of code) {
  const { module } = parseSync(path, read(path));
  const requests = [
    ...module.staticImports.flatMap(({ moduleRequest, entries }) =>
      entries.map(({ importName }) => [moduleRequest.value, importName.name ?? "*"] as const),
    ),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, importName }) => (moduleRequest ? [[moduleRequest.value, importName.name ?? "*"] as const] : [])),
    ),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => [read(path).slice(start + 1, end - 1), "*"] as const),
  ];
  for (const [from, name] of requests) {
    const target = join(dirname(path), from);
    const names = imported.get(target) ?? new Set();
    imported.set(target, names.add(name));
  }
}

test("nothing is exported that no other file imports", () => {
  const unused = code
    .filter((path) => HELD.test(path) && !isTest(path) && !path.endsWith(".config.ts"))
    .flatMap((path) => {
      const names = imported.get(path) ?? new Set();
      if (names.has("*")) return [];
      const { module } = parseSync(path, read(path));
      return module.staticExports.flatMap(({ entries }) =>
        entries.flatMap(({ exportName: { name }, isType }) =>
          name === null || isType || names.has(name) || isInterface(path, name) ? [] : [`${path}: ${name}`],
        ),
      );
    });
  expect(unused).toEqual([]);
});

/** The parser marks `export type { … }` alone as of types. */
const isInterface = (path: string, name: string): boolean => new RegExp(`^export (?:interface|type) ${name}\\b`, "m").test(read(path));
