/** What the relay's command line loads: a small command starts fast because it leaves the relay alone. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "./relay-fixture.ts";

const ROOT = join(import.meta.dirname, "../..");
/** Prints the address of every module that was loaded to stderr, as JSON. */
const LIST_MODULES = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from "node:module";
  const loaded = [];
  registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
  process.on("exit", () => console.error("modules " + JSON.stringify(loaded)));
`)}`;

/** @returns the files of the project that a command loads, as paths from its root */
function filesLoadedBy(...args: readonly string[]): string[] {
  const { status, stderr } = spawnSync(process.execPath, ["--import", LIST_MODULES, "server/cli/main.ts", ...args], {
    cwd: ROOT,
    encoding: "utf8",
  });
  expect(status, stderr).toBe(0);
  const modules = JSON.parse(/^modules (.*)$/m.exec(stderr)![1]!) as string[];
  return modules
    .filter((url) => url.startsWith("file:") && !url.includes("/node_modules/"))
    .map((url) => new URL(url).pathname.slice(ROOT.length + 1));
}

test("a command about people loads neither the relay nor its HTTP and WebSockets", () => {
  const folder = temporaryFolder();
  const data = ["--data", folder.path] as const;
  for (const args of [
    ["invite", "--name", "x", "--role", "owner", ...data],
    ["members", ...data],
  ]) {
    const loaded = filesLoadedBy(...args);
    expect(loaded).toContain("server/cli/people.ts");
    expect(loaded.filter((path) => path === "server/relay.ts" || /^server\/(?:ws|http)\/(?!timeouts\.ts$)/.test(path))).toEqual([]);
    expect(loaded.length).toBeLessThan(50);
  }
  folder.remove();
});

test("the help loads no command at all", () => {
  expect(filesLoadedBy("help").filter((path) => /^server\/cli\/(?:people|upkeep|serve)\.ts$/.test(path))).toEqual([]);
});
