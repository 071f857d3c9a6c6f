/** `npm start` where Electron's binary is, as far as that can be told without it: a stand-in is started in its place. */
import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { electronBinary } from "../../main/launcher/electron-binary.ts";
import { SEEN_WITHIN } from "./person.ts";
import { processesWith } from "./processes.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const STAND_IN = join(import.meta.dirname, "electron-stand-in.ts");

let folder = "";
let program: ChildProcess | null = null;
let output = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tahrir-electron-"));
  output = "";
});

afterEach(async () => {
  program?.kill("SIGTERM");
  await expect.poll(() => [...processesWith(folder).values()], { timeout: SEEN_WITHIN }).toEqual([]);
  rmSync(folder, { recursive: true, force: true });
});

/** An executable file. @returns its folder */
function executable(name: string, ...lines: string[]): string {
  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, name), ["#!/bin/sh", ...lines, ""].join("\n"));
  chmodSync(join(bin, name), 0o755);
  return bin;
}

/** Starts the program as a person does, with a browser that writes down what it is to open. */
function start(dist: string): void {
  const browser = join(executable("browser", `echo "$1" >> "${join(folder, "opened")}"`), "browser");
  const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: dist, BROWSER: browser };
  const child = spawn(process.execPath, ["main/launcher/start.ts", "--data", join(folder, "data")], {
    cwd: ROOT,
    env,
    stdio: ["pipe", "pipe", "pipe", "ipc"],
  });
  for (const stream of [child.stdout!, child.stderr!]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  program = child;
}

/** What `npm start` may take on a loaded machine, in milliseconds: a relay, two desks, and what is not built yet. */
const START_WITHIN = 50_000;
const prints = (words: RegExp): Promise<void> => expect.poll(() => output, { timeout: START_WITHIN }).toMatch(words);
const desk = (): string => join(folder, "data/desks/sara");
const opened = (): string => (existsSync(join(folder, "opened")) ? readFileSync(join(folder, "opened"), "utf8") : "");

interface Told {
  readonly type: string;
  readonly [key: string]: unknown;
}

const told = (): Told[] =>
  existsSync(join(desk(), "told.jsonl"))
    ? readFileSync(join(desk(), "told.jsonl"), "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Told)
    : [];
const toldTypes = (): string[] => told().map(({ type }) => type);
const standIn = (): string => executable("electron", `exec "${process.execPath}" "${STAND_IN}" "$@"`);
const electronPids = (): number[] => [...processesWith(folder)].filter(([, line]) => line.includes(STAND_IN)).map(([pid]) => pid);

test("DE4: with Electron there the first desk is its, invited and with the sample, and the second one's link its invitation", async () => {
  start(standIn());
  await prints(/The editor opens in Electron\.[\s\S]*Ctrl\+C|Ctrl\+C[\s\S]*The editor opens in Electron\./);
  expect(told()[0]).toEqual({ type: "started", entry: true, interface: true });
  const relay = told().find(({ type }) => type === "relay")!;
  expect(relay).toEqual({
    type: "relay",
    http: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    code: expect.stringMatching(/.{8,}/),
  });
  const write = told().find(({ type }) => type === "write")!;
  expect(Buffer.from(write["body"] as string, "base64").length).toBeGreaterThan(1000);
  const link = /امید: (http\S+)/.exec(output)![1];
  await expect.poll(() => told().findLast(({ type }) => type === "invitation")?.["url"]).toBe(link);
  expect(output).toContain("سارا: in a window of its own");
  expect(opened()).toBe("");

  program!.kill("SIGTERM");
  await expect.poll(() => toldTypes().at(-1), { timeout: SEEN_WITHIN }).toBe("stop");
});

test("DE4: a window that a person closed opens again when asked, and not before", async () => {
  start(standIn());
  await prints(/The editor opens in Electron\./);
  process.kill(electronPids()[0]!, "SIGUSR2");
  await prints(/The window of سارا was closed/);
  expect(toldTypes().filter((type) => type === "started")).toHaveLength(1);
  program!.stdin!.write("\n");
  await expect.poll(() => toldTypes().filter((type) => type === "started").length, { timeout: SEEN_WITHIN }).toBe(2);
  await expect.poll(() => toldTypes().filter((type) => type === "relay").length, { timeout: SEEN_WITHIN }).toBe(2);
});

test("DE3: Electron killed is started again", async () => {
  start(standIn());
  await prints(/The editor opens in Electron\./);
  process.kill(electronPids()[0]!, "SIGKILL");
  await expect.poll(() => toldTypes().filter((type) => type === "relay").length, { timeout: SEEN_WITHIN }).toBe(2);
  await prints(/The desk of سارا has ended; it starts again/);
});

test("DE4: an Electron that does not start gives way to the browser, and one line says so", async () => {
  mkdirSync(desk(), { recursive: true });
  writeFileSync(join(desk(), "no-display"), "");
  start(standIn());
  await prints(/The editor opens in your default browser, because Electron did not start: the desk ended \(1\)\./);
  await expect.poll(opened, { timeout: SEEN_WITHIN }).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?key=/);
  expect(toldTypes()).toEqual(["started"]);
});

test("DE4: without Electron's binary the editor opens in the browser, and one line says so", async () => {
  start(join(folder, "nowhere"));
  await prints(/The editor opens in your default browser, because Electron's binary is not here/);
  await expect.poll(opened, { timeout: SEEN_WITHIN }).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?key=/);
});

test("DE4: Electron's binary is looked for where its package, or its override, puts it", () => {
  const install = (path: string): void => {
    mkdirSync(resolve(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), "");
  };
  expect(electronBinary(folder, {})).toBeNull();
  install("node_modules/electron/dist/Electron.app/Contents/MacOS/Electron");
  expect(electronBinary(folder, {})).toBeNull();
  writeFileSync(join(folder, "node_modules/electron/path.txt"), "Electron.app/Contents/MacOS/Electron");
  expect(electronBinary(folder, {})).toBe(join(folder, "node_modules/electron/dist/Electron.app/Contents/MacOS/Electron"));
  expect(electronBinary(folder, { ELECTRON_OVERRIDE_DIST_PATH: join(folder, "elsewhere") })).toBeNull();
  install("elsewhere/Electron.app/Contents/MacOS/Electron");
  expect(electronBinary(folder, { ELECTRON_OVERRIDE_DIST_PATH: join(folder, "elsewhere") })).toBe(
    join(folder, "elsewhere/Electron.app/Contents/MacOS/Electron"),
  );
});
