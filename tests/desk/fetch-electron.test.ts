/** Electron's binary is fetched once, by the real installer from a mirror on this computer; what a mirror can do wrong ends in seconds. */
import { accessSync, constants, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { findElectron, type Electron } from "../../main/launcher/find-electron.ts";
import type { FetchLimits } from "../../main/launcher/fetch-electron.ts";
import { ProgressLine } from "../../main/launcher/progress-line.ts";
import { installPackage, Mirror, PROGRAM, releaseWith, setChecksum, type Answer } from "./electron-package.ts";

const SCRIPT = "#!/bin/sh\necho opened\n";
const RELEASE = releaseWith(SCRIPT, 3_000_000);

let root = "";
let mirror: Mirror | null = null;
let output = "";
let stopped = new AbortController();

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "tahrir-fetch-"));
  installPackage(root, RELEASE);
  output = "";
  stopped = new AbortController();
  // What is downloaded is kept in the test's own folder.
  vi.stubEnv("electron_config_cache", join(root, "cache"));
  vi.stubEnv("TMPDIR", root);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await mirror?.close();
  mirror = null;
  rmSync(root, { recursive: true, force: true });
});

async function mirrorThat(answer: Answer): Promise<Mirror> {
  mirror = await Mirror.start(answer);
  vi.stubEnv("ELECTRON_MIRROR", mirror.url);
  return mirror;
}

/** Sends the release's length, and some of it. */
const begins = (response: ServerResponse, bytes: number): void => {
  response.setHeader("content-length", RELEASE.length);
  response.write(RELEASE.subarray(0, bytes));
};

const write = (text: string): void => void (output += text);
const say = (line: string): void => write(`${line}\n`);

function find(limits: Partial<FetchLimits> = {}, env: Record<string, string> = { DISPLAY: ":0" }): Promise<Electron> {
  return findElectron({ root, env, say, progress: new ProgressLine({ write }), signal: stopped.signal, limits });
}

/** Nothing is installed, and nothing is left of what was downloaded. */
function expectNothingKept(): void {
  expect(readdirSync(join(root, "node_modules/electron")).sort()).toEqual(["checksums.json", "install.js", "package.json"]);
  expect(readdirSync(root).filter((name) => name.startsWith("electron-download"))).toEqual([]);
}

test("DE4: Electron's binary is fetched once, with progress, and unpacked by its package's installer", async () => {
  const { asked } = await mirrorThat((response) => response.setHeader("content-length", RELEASE.length).end(RELEASE));
  const binary = join(root, "node_modules/electron", PROGRAM);
  expect(await find()).toEqual({ binary });
  expect(readFileSync(binary, "utf8")).toBe(SCRIPT);
  accessSync(binary, constants.X_OK);
  expect(output).toMatch(/^Fetching Electron \d+\.\d+\.\d+; this is done once\. .*\n( {2}\d+ % of 3 MB\n)+$/);
  expect(output).toContain("  100 % of 3 MB\n");
  expect(await find()).toEqual({ binary });
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatch(/^\/v[\d.]+\/electron-v[\d.]+-\w+-\w+\.zip$/);
});

test("DE4: a download that was not unpacked to its end is unpacked again, from the cache", async () => {
  const { asked } = await mirrorThat((response) => response.end(RELEASE));
  await find();
  rmSync(join(root, "node_modules/electron/path.txt"));
  writeFileSync(join(root, "node_modules/electron", PROGRAM), "half");
  expect(await find()).toHaveProperty("binary");
  expect(readFileSync(join(root, "node_modules/electron", PROGRAM), "utf8")).toBe(SCRIPT);
  expect(asked).toHaveLength(1);
});

test("DE4: a network that refuses is given up at once, and asked again at the next start", async () => {
  const { url } = await mirrorThat((response) => response.end(RELEASE));
  await mirror!.close();
  const port = new URL(url).port;
  const refused = {
    instead: expect.stringMatching(`not be fetched: connect ECONNREFUSED 127.0.0.1:${port}. It is tried again at the next`),
  };
  expect(await find()).toEqual(refused);
  expect(await find()).toEqual(refused);
  expectNothingKept();
});

test("DE4: a mirror that has no such release, or breaks off, is given up", async () => {
  const { asked } = await mirrorThat((response) => {
    if (asked.length === 1) response.writeHead(404).end();
    else {
      begins(response, 1_000_000);
      response.socket!.end();
    }
  });
  expect(await find()).toEqual({ instead: expect.stringContaining("Response code 404 (Not Found)") });
  expect(await find()).toEqual({ instead: expect.stringContaining("could not be fetched: other side closed") });
  expectNothingKept();
});

test.each([
  ["never answers", () => {}],
  ["stalls in the middle", (response: ServerResponse) => begins(response, 1_000_000)],
  [
    "brings a byte now and then",
    (response: ServerResponse) => {
      begins(response, 1);
      const drip = setInterval(() => response.write("x"), 20);
      response.on("close", () => clearInterval(drip));
    },
  ],
])("DE4: a network that %s is given up after seconds, and not tried again within a day", { tags: "long" }, async (_, answer) => {
  const { asked } = await mirrorThat(answer);
  const begin = performance.now();
  expect(await find({ stalledAfter: 2_500 })).toEqual({
    instead: expect.stringContaining("could not be fetched: the download has stalled. It is tried"),
  });
  expect(performance.now() - begin).toBeGreaterThan(2_400);
  expectNothingKept();
  expect(await find({ stalledAfter: 2_500 })).toEqual({
    instead: expect.stringMatching(/lately: the download has stalled.*npx install-electron/),
  });
  expect(asked).toHaveLength(1);

  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 25 * 60 * 60 * 1000 });
  try {
    mirror!.answer = (response) => response.end(RELEASE);
    expect(await find()).toHaveProperty("binary");
  } finally {
    vi.useRealTimers();
  }
});

test("DE4: what a mirror brings is not unpacked when its checksum is wrong", async () => {
  await mirrorThat((response) => response.end(releaseWith("#!/bin/sh\necho stolen\n", 3_000_000)));
  expect(await find()).toEqual({ instead: expect.stringContaining("what came is not Electron: its checksum is wrong") });
  expectNothingKept();
  expect(existsSync(join(root, "cache"))).toBe(false);
});

test("DE4: a release that does not end is given up", async () => {
  await mirrorThat((response) => {
    const piece = Buffer.alloc(1024 * 1024);
    const more = (): void => void (response.destroyed || (response.write(piece) ? setImmediate(more) : response.once("drain", more)));
    more();
  });
  expect(await find({ mostBytes: 20_000_000 })).toEqual({
    instead: expect.stringContaining("could not be fetched: what came is too large"),
  });
  expectNothingKept();
});

test("DE4: an archive that cannot be unpacked is told, and leaves no binary", async () => {
  const broken = Buffer.from(RELEASE.subarray(0, 2_000_000));
  setChecksum(root, broken);
  await mirrorThat((response) => response.end(broken));
  expect(await find()).toEqual({ instead: expect.stringContaining("could not be fetched: it could not be unpacked: ") });
});

test("DE4: a program that is stopped while it fetches ends at once, and leaves nothing", async () => {
  const { asked } = await mirrorThat((response) => begins(response, 1_000_000));
  const finding = find();
  await expect.poll(() => output).toMatch(/\d % of 3 MB/);
  stopped.abort();
  await expect(finding).rejects.toThrow("aborted");
  expectNothingKept();
  expect(asked).toHaveLength(1);
});

test("DE4: nothing is fetched where another copy is named, or where there is no display", async () => {
  const { asked } = await mirrorThat((response) => response.end(RELEASE));
  expect(await find({}, { DISPLAY: ":0", ELECTRON_OVERRIDE_DIST_PATH: join(root, "nowhere") })).toEqual({
    instead: "Electron is not in the folder that ELECTRON_OVERRIDE_DIST_PATH names",
  });
  if (process.platform === "linux") expect(await find({}, {})).toEqual({ instead: expect.stringContaining("has no display here") });
  expect([asked, output]).toEqual([[], ""]);
});

test("DE4: on a terminal the progress is one line that is written over", () => {
  const written: string[] = [];
  const line = new ProgressLine({ isTTY: true, write: (text) => written.push(text) });
  line.end();
  expect(written).toEqual([]);
  line.update(30_000_000, 120_000_000);
  line.update(31_000_000, 120_000_000);
  line.end();
  expect(written).toEqual(["\r\u001B[2K  25 % of 120 MB", "\n"]);
});
