/** The commands a newcomer types, and what they promise to programs that start them. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, expect, test } from "vitest";
import type { Ready } from "./launcher.ts";
import { SEEN_WITHIN } from "./person.ts";
import { processesWith } from "./processes.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) {
    // A test that failed leaves nothing behind either.
    for (const pid of processesWith(folder).keys()) process.kill(pid, "SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
});

interface Started {
  /** npm, which runs a shell, which runs the command. */
  readonly npm: ChildProcess;
  readonly data: string;
  readonly line: unknown;
  /** What it has written to stderr so far. */
  readonly said: () => string;
}

/** Runs one of package.json's scripts, and waits for the line that says that it is ready. */
async function npm(...args: string[]): Promise<Started> {
  const data = mkdtempSync(join(tmpdir(), "tahrir-start-"));
  folders.push(data);
  // Pipes of our own: whatever happens, nothing holds the output of the test run open.
  const npm = spawn("npm", [...args, "--port", "0", "--data", data, "--json"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    // A process group of its own, as a terminal makes one.
    detached: true,
  });
  let errors = "";
  npm.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const ended = once(npm, "exit").then(() => {
    throw new Error(`npm ${args.join(" ")} ended: ${errors}`);
  });
  const [line] = (await Promise.race([once(createInterface({ input: npm.stdout }), "line"), ended])) as [string];
  return { npm, data, line: JSON.parse(line), said: () => errors };
}

/** Waits until no process is left that was started for this folder. */
const nothingLeft = (data: string): Promise<void> =>
  expect.poll(() => [...processesWith(data).values()], { timeout: SEEN_WITHIN, message: "processes left behind" }).toEqual([]);

/** A database that was closed has no log beside it: all of it is in the one file. */
const isClosed = (data: string, database: string): boolean =>
  existsSync(join(data, database)) && !existsSync(join(data, `${database}-wal`));

const START = ["start", "--silent", "--", "--no-open"];
const DATABASES = ["relay/relay.sqlite", "desks/sara/desk.sqlite", "desks/omid/desk.sqlite"];

async function expectReady(line: unknown): Promise<void> {
  const ready = line as Ready;
  expect(ready).toEqual({
    event: "ready",
    relay: { http: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/), ws: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+/) },
    editors: [
      { name: expect.stringMatching(/./), url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\//) },
      { name: expect.stringMatching(/./), url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\//) },
    ],
  });
  expect(new Set(ready.editors.map((editor) => new URL(editor.url).origin)).size).toBe(2);
  const answer = await fetch(ready.relay.http);
  expect(answer.status).toBeLessThan(500);
}

for (const signal of ["SIGTERM", "SIGKILL"] as const) {
  test(
    `DE1 DE2: npm start prints one line when it is ready; ${signal} to npm ends the relay and both desks, each after its commit`,
    { tags: signal === "SIGTERM" ? [] : "long" },
    async () => {
      const { npm: child, data, line } = await npm(...START);
      await expectReady(line);
      expect(processesWith(data).size).toBeGreaterThanOrEqual(5);
      child.kill(signal);
      await nothingLeft(data);
      expect(DATABASES.filter((database) => !isClosed(data, database))).toEqual([]);
    },
  );

  test(`DE2: ${signal} to npm ends a relay that runs alone`, { tags: signal === "SIGTERM" ? "long" : [] }, async () => {
    const { npm: child, data } = await npm("run", "-s", "relay", "--", "serve");
    expect(processesWith(data).size).toBeGreaterThanOrEqual(2);
    child.kill(signal);
    await nothingLeft(data);
    expect(isClosed(data, "relay.sqlite")).toBe(true);
  });
}

test("DE2: Ctrl+C, which reaches every process at once, ends all of them, and none is said to start again", { tags: "long" }, async () => {
  const { npm: child, data, said } = await npm(...START);
  process.kill(-child.pid!, "SIGINT");
  await nothingLeft(data);
  expect(DATABASES.filter((database) => !isClosed(data, database))).toEqual([]);
  expect(said()).toBe("");
});

test("DE2: a relay whose npm was gone before it could look who started it ends as well", { tags: "long" }, async () => {
  const data = mkdtempSync(join(tmpdir(), "tahrir-start-"));
  folders.push(data);
  const args = [process.execPath, "server/cli/main.ts", "serve", "--port", "0", "--data", data];
  // The shell ends at once, as npm's does when it is killed.
  const shell = spawn("sh", ["-c", '"$@" & exit', "sh", ...args], {
    cwd: ROOT,
    stdio: "ignore",
    env: { ...process.env, npm_lifecycle_event: "relay" },
  });
  await once(shell, "exit");
  await expect.poll(() => existsSync(join(data, "relay.sqlite")), { timeout: SEEN_WITHIN }).toBe(true);
  await nothingLeft(data);
});

test(
  "DE2 DE24: npm start -- --desks 3 brings up a third desk, which has joined no newsroom; the program killed leaves neither the relay nor a desk",
  { tags: "long" },
  async () => {
    const { line, data } = await npm(...START, "--desks", "3");
    const { editors } = line as Ready;
    expect(new Set(editors.map(({ url }) => new URL(url).origin)).size).toBe(3);
    expect(readdirSync(join(data, "desks")).sort()).toEqual(["newcomer-3", "omid", "sara"]);
    expect(existsSync(join(data, "desks/newcomer-3/identity.json"))).toBe(false);
    expect(existsSync(join(data, "desks/omid/identity.json"))).toBe(true);
    const [pid] = [...processesWith(data)].find(([, line]) => line.startsWith("node main/launcher/start.ts"))!;
    process.kill(pid, "SIGKILL");
    await nothingLeft(data);
    expect([...DATABASES, "desks/newcomer-3/desk.sqlite"].filter((database) => !isClosed(data, database))).toEqual([]);
  },
);

test("DE24: npm run desk brings up one more desk, with a page of its own, and ends with npm", async () => {
  const data = mkdtempSync(join(tmpdir(), "tahrir-start-"));
  folders.push(data);
  const npm = spawn("npm", ["run", "-s", "desk", "--", "--data", data, "--json"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const [line] = (await once(createInterface({ input: npm.stdout }), "line")) as [string];
  const { event, url } = JSON.parse(line) as { event: string; url: string };
  expect([event, (await fetch(url)).status]).toEqual(["ready", 200]);
  npm.kill("SIGTERM");
  await nothingLeft(data);
  expect(isClosed(data, "desk.sqlite")).toBe(true);
});

test("DE24: a number of desks that makes no sense is answered with the mistake and the usage", { tags: "long" }, async () => {
  for (const desks of ["1", "10", "x", "2.5"]) {
    const program = spawn(process.execPath, ["main/launcher/start.ts", "--desks", desks], {
      cwd: ROOT,
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    program.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    expect((await once(program, "exit"))[0]).toBe(2);
    expect(said).toContain("--desks is a number from 2 to 9");
    expect(said).toContain("Usage: npm start");
  }
});
