/**
 * A Chromium to test in, on a machine where nobody installed one: the pinned `@sparticuz/chromium` package, inflated once
 * into `.cache/`, with the libraries and the font that it carries where the system has none. `CHROME` names another binary.
 */
import sparticuz, { inflate } from "@sparticuz/chromium";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium as playwright, type Browser } from "playwright-core";

const ROOT = resolve(import.meta.dirname, "../..");
const PACKAGE = join(ROOT, "node_modules/@sparticuz/chromium");

/** Web security stays on; nothing is fetched behind the test's back. */
const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--font-render-hinting=none",
];

/** A binary and the environment in which it finds its libraries and fonts. */
interface Chromium {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Finds or inflates a Chromium.
 * @param bundledLibraries use the package's own libnss3 and friends; by default only where the system lacks them.
 * @throws Error with the loader's message when the binary cannot run here.
 */
async function findChromium(bundledLibraries?: boolean): Promise<Chromium> {
  const own = process.env["CHROME"];
  if (own) return { executablePath: own, env: environment({}) };

  const home = await inflated();
  const executablePath = join(home, "chromium");
  const fonts = { FONTCONFIG_FILE: join(home, "fonts.conf") };
  const system: Chromium = { executablePath, env: environment(fonts) };
  const bundled: Chromium = { executablePath, env: environment({ ...fonts, LD_LIBRARY_PATH: join(home, "al2023/lib") }) };
  if (bundledLibraries === true) return runnable(bundled);
  return bundledLibraries === undefined && complaint(system) !== null ? runnable(bundled) : runnable(system);
}

/** Starts a headless Chromium; the caller closes it. */
export async function launch(options: { readonly bundledLibraries?: boolean; readonly args?: readonly string[] } = {}): Promise<Browser> {
  const { executablePath, env } = await findChromium(options.bundledLibraries);
  return playwright.launch({ executablePath, env, args: [...ARGS, ...(options.args ?? [])] });
}

/** A program that starts this Chromium, for what starts a browser by its path alone. @returns its path */
export async function chromiumProgram(): Promise<string> {
  const { executablePath, env } = await findChromium();
  const variables = ["FONTCONFIG_FILE", "LD_LIBRARY_PATH"].flatMap((name) =>
    env[name] === undefined ? [] : [`export ${name}='${env[name]}'`],
  );
  const folder = mkdtempSync(join(tmpdir(), "tahrir-chromium-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const program = join(folder, "chromium");
  writeFileSync(program, ["#!/bin/sh", ...variables, `exec '${executablePath}' --no-sandbox "$@"`, ""].join("\n"), { mode: 0o755 });
  return program;
}

let worker: Promise<Browser> | undefined;

/** The Chromium of all files that a worker runs. It ends with the worker; whoever opens a page or a context in it closes that. */
export const sharedBrowser = (): Promise<Browser> => (worker ??= launch());

function environment(extra: Record<string, string>): Record<string, string> {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(inherited), ...extra };
}

/** What the loader says against the binary, or null when it runs. */
function complaint({ executablePath, env }: Chromium): string | null {
  const { status, stderr, error } = spawnSync(executablePath, ["--version"], { env, encoding: "utf8" });
  return status === 0 ? null : (error?.message ?? (stderr.trim() || `exit status ${status}`));
}

function runnable(chromium: Chromium): Chromium {
  const reason = complaint(chromium);
  if (reason === null) return chromium;
  throw new Error(`Chromium does not run here: ${reason}. Set CHROME to the path of a Chromium or Chrome that does.`);
}

/** The folder with the inflated package, made once per version; concurrent callers never see it half full. */
async function inflated(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")) as { version: string };
  const home = join(ROOT, ".cache", `chromium-${version}`);
  if (existsSync(home)) return home;

  mkdirSync(join(ROOT, ".cache"), { recursive: true });
  const making = mkdtempSync(`${home}.`);
  await inTemporaryFolder(making, async () => {
    await sparticuz.executablePath(join(PACKAGE, "bin"));
    await inflate(join(PACKAGE, "bin/al2023.tar.br"));
  });
  writeFileSync(join(making, "fonts.conf"), fontConfig(home));
  try {
    renameSync(making, home);
  } catch (error) {
    rmSync(making, { recursive: true });
    if (!existsSync(home)) throw error;
  }
  return home;
}

/** The package inflates into the system's temporary folder and nowhere else. */
async function inTemporaryFolder(folder: string, body: () => Promise<void>): Promise<void> {
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = folder;
  try {
    await body();
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
}

/** Only the font of the package, so that a page measures the same on every machine. */
const fontConfig = (home: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${home}/fonts</dir>
  <cachedir>${join(tmpdir(), "tahrir-font-cache")}</cachedir>
</fontconfig>
`;
