/** `npm start` where Electron's binary is, as far as that can be told without it: a stand-in is started in its place. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { electronBinary } from "../../main/launcher/electron-binary.ts";
import { installPackage, Mirror, releaseWith } from "../desk/electron-package.ts";
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

/** Starts the program as a person does, with Electron in `dist`. */
const start = (dist: string, ...args: string[]): void => startIn(ROOT, { ELECTRON_OVERRIDE_DIST_PATH: dist }, ...args);

/** Starts the program of a checkout, with a browser that writes down what it is to open. */
function startIn(root: string, more: Record<string, string>, ...args: string[]): void {
  const browser = join(executable("browser", `echo "$1" >> "${join(folder, "opened")}"`), "browser");
  const env = { ...process.env, BROWSER: browser, ...more };
  const child = spawn(process.execPath, ["main/launcher/start.ts", "--data", join(folder, "data"), ...args], {
    cwd: root,
    env,
    stdio: ["pipe", "pipe", "pipe", "ipc"],
  });
  for (const stream of [child.stdout!, child.stderr!]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  program = child;
}

/** What `npm start` may take on a loaded machine, in milliseconds: a relay, two desks, and what is not built yet. */
const START_WITHIN = 50_000;
/** A test that starts it twice may take twice as long. */
const TWO_STARTS = { timeout: 120_000 };
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
const times = (what: string): number => toldTypes().filter((type) => type === what).length;
const standIn = (): string => executable("electron", `exec "${process.execPath}" "${STAND_IN}" "$@"`);
const electronPids = (): number[] => [...processesWith(folder)].filter(([, line]) => line.includes(STAND_IN)).map(([pid]) => pid);

test(
  "DE3 DE4: with Electron there the first desk is its, invited and with the sample, and the second one's link its invitation; closed it opens again when asked, killed by itself",
  { tags: "long" },
  async () => {
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

    process.kill(electronPids()[0]!, "SIGUSR2");
    await prints(/The window of سارا was closed/);
    expect(times("started")).toBe(1);
    program!.stdin!.write("\n");
    await expect.poll(() => times("started"), { timeout: SEEN_WITHIN }).toBe(2);
    await expect.poll(() => times("relay"), { timeout: SEEN_WITHIN }).toBe(2);

    process.kill(electronPids()[0]!, "SIGKILL");
    await expect.poll(() => times("relay"), { timeout: SEEN_WITHIN }).toBe(3);
    await prints(/The desk of سارا has ended; it starts again/);

    program!.kill("SIGTERM");
    await expect.poll(() => toldTypes().at(-1), { timeout: SEEN_WITHIN }).toBe("stop");
  },
);

test("DE4: an Electron that does not start gives way to the browser, and one line says so", { tags: "long" }, async () => {
  mkdirSync(desk(), { recursive: true });
  writeFileSync(join(desk(), "no-display"), "");
  start(standIn());
  await prints(/The editor opens in your default browser, because Electron did not start: the desk ended \(1\)\./);
  await expect.poll(opened, { timeout: SEEN_WITHIN }).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?key=/);
  expect(toldTypes()).toEqual(["started"]);
});

test(
  "DE4: the first start of a fresh checkout fetches Electron and opens the editor in it; --browser opens the browser all the same",
  { tags: "long", ...TWO_STARTS },
  async () => {
    const release = releaseWith(`#!/bin/sh\nexec "${process.execPath}" "${STAND_IN}" "$@"\n`, 1_000_000);
    const checkout = freshCheckout(release);
    const mirror = await Mirror.start((response) => response.end(release));
    try {
      startIn(checkout, fetching(mirror));
      await prints(/The editor opens in Electron\./);
      expect(output).toContain("Fetching Electron");
      expect(toldTypes()[0]).toBe("started");
      program!.kill("SIGTERM");
      await once(program!, "exit");
      expect(opened()).toBe("");

      startIn(checkout, fetching(mirror), "--browser");
      await prints(/The editor opens in your default browser, because of --browser\./);
      await expect.poll(opened, { timeout: SEEN_WITHIN }).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?key=/);
      expect(toldTypes().filter((type) => type === "started")).toHaveLength(1);
      expect(mirror.asked).toHaveLength(1);
    } finally {
      await mirror.close();
    }
  },
);

test("DE4: a first start whose network refuses opens the browser, and one line says why", { tags: "long" }, async () => {
  const checkout = freshCheckout(Buffer.from("no release"));
  const mirror = await Mirror.start((response) => response.destroy());
  await mirror.close();
  startIn(checkout, fetching(mirror));
  await prints(/The editor opens in your default browser, because Electron could not be fetched: connect ECONNREFUSED .*\n/);
  await expect.poll(opened, { timeout: SEEN_WITHIN }).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?key=/);
});

test("DE2: the program stopped while it fetches Electron ends, and starts nothing", { tags: "long" }, async () => {
  const checkout = freshCheckout(Buffer.from("no release"));
  const mirror = await Mirror.start((response) => response.write("PK"));
  try {
    startIn(checkout, { ...fetching(mirror), TMPDIR: folder });
    await expect.poll(() => mirror.asked.length, { timeout: START_WITHIN }).toBe(1);
    program!.kill("SIGTERM");
    expect((await once(program!, "exit"))[0]).toBe(0);
    expect(output).toMatch(/^Fetching Electron .*\n$/);
    expect(existsSync(join(folder, "data"))).toBe(false);
    expect(readdirSync(folder).filter((name) => name.startsWith("electron-download"))).toEqual([]);
  } finally {
    await mirror.close();
  }
});

/** The environment of a start that may fetch Electron, from this mirror alone. */
const fetching = ({ url }: Mirror): Record<string, string> => ({
  ELECTRON_MIRROR: url,
  electron_config_cache: join(folder, "cache"),
  DISPLAY: ":0",
});

/** A copy of this checkout whose package `electron` has no binary yet. @returns its folder */
function freshCheckout(release: Buffer): string {
  const checkout = join(folder, "checkout");
  for (const part of ["main", "server", "shared", "renderer", "resources", "dist", "package.json", "package-lock.json"])
    if (existsSync(join(ROOT, part))) cpSync(join(ROOT, part), join(checkout, part), { recursive: true, preserveTimestamps: true });
  mkdirSync(join(checkout, "node_modules"));
  for (const name of readdirSync(join(ROOT, "node_modules")))
    if (name !== "electron") symlinkSync(join(ROOT, "node_modules", name), join(checkout, "node_modules", name));
  installPackage(checkout, release);
  return checkout;
}

test("DE4: Electron's binary is looked for where its package, or its override, puts it", () => {
  const install = (path: string): void => {
    mkdirSync(resolve(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), "");
  };
  const wanted = "dist/Electron.app/Contents/MacOS/Electron";
  expect(electronBinary(folder, {})).toBeNull();
  install(wanted);
  expect(electronBinary(folder, {})).toBeNull();
  writeFileSync(join(folder, "package.json"), JSON.stringify({ version: "45.4.1" }));
  writeFileSync(join(folder, "path.txt"), "Electron.app/Contents/MacOS/Electron");
  writeFileSync(join(folder, "dist/version"), "v44.0.0");
  expect(electronBinary(folder, {})).toBeNull();
  writeFileSync(join(folder, "dist/version"), "45.4.1");
  expect(electronBinary(folder, {})).toBe(join(folder, wanted));
  expect(electronBinary(folder, { ELECTRON_OVERRIDE_DIST_PATH: join(folder, "elsewhere") })).toBeNull();
  install("elsewhere/Electron.app/Contents/MacOS/Electron");
  expect(electronBinary(folder, { ELECTRON_OVERRIDE_DIST_PATH: join(folder, "elsewhere") })).toBe(
    join(folder, "elsewhere/Electron.app/Contents/MacOS/Electron"),
  );
});
