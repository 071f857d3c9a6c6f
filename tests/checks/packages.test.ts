/** Every dependency is pinned to one version and earns its place. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { code, files, read, references, ROOT } from "./source.ts";

interface Manifest {
  readonly scripts: Record<string, string>;
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}

const manifest = JSON.parse(read("package.json")) as Manifest;
const all = { ...manifest.dependencies, ...manifest.devDependencies };
/** Programs are named in the scripts and in the stages of scripts/test.ts. */
const commands = [...Object.values(manifest.scripts), read("scripts/test.ts"), read(".ci/run")].join("\n");
const styles = files.filter((path) => path.endsWith(".css")).map(read).join("\n");
const imported = new Set(code.flatMap((path) => references(path).packages));

test("every dependency is pinned to one exact version", () => {
  expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
});

test("every dependency is used", () => {
  expect(Object.keys(all).filter((name) => !isUsed(name))).toEqual([]);
});

test("every imported package is a dependency", () => {
  expect([...imported].filter((name) => name !== "node:" && !(name in all) && !(`@types/${name}` in all))).toEqual([]);
});

function isUsed(name: string): boolean {
  if (imported.has(name) || styles.includes(`"${name}`)) return true;
  const typed = /^@types\/(.+)$/.exec(name)?.[1];
  if (typed !== undefined) return typed === "node" || imported.has(typed.replace("__", "/"));
  // oxlint runs it for the rules that need types.
  if (name === "oxlint-tsgolint") return commands.includes("--type-aware");
  if (name === "electron-builder") return existsSync(join(ROOT, "electron-builder.yml"));
  return programs(name).some((program) => new RegExp(`(?:^|[\\s"'])${program}(?:$|[\\s"'])`, "m").test(commands));
}

function programs(name: string): string[] {
  const { bin } = JSON.parse(read(`node_modules/${name}/package.json`)) as { bin?: string | Record<string, string> };
  return typeof bin === "string" ? [name.replace(/^@[^/]+\//, "")] : Object.keys(bin ?? {});
}
