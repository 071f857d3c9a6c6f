/** The desktop program in Electron's own binary: `npm run test:electron`, where that and a display are there. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { _electron as electron, type ElectronApplication } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { electronBinary } from "../../main/launcher/electron-binary.ts";
import { Person } from "../e2e/person.ts";
import { OFFLINE } from "../e2e/words.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const executablePath = electronBinary(join(ROOT, "node_modules/electron"), process.env);
if (executablePath === null) throw new Error("Electron's binary is not here: npx install-electron");

let folder = "";
let app: ElectronApplication | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tahrir-window-"));
});

afterEach(async () => {
  await app?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the program on `folder`, as `npm start` does. @returns whoever sits at its window */
async function open(): Promise<Person> {
  const program = [join(ROOT, "dist/electron/entry.js"), join(folder, "desk"), join(ROOT, "dist/renderer")];
  // The program reads its folders from the first arguments, Chromium its switches from all of them.
  const args = [...program, "--lang=en-US", `--user-data-dir=${join(folder, "electron")}`];
  app = await electron.launch({ executablePath: executablePath!, args });
  return new Person("Sara", await app.firstWindow());
}

test("DE6, DE7: a window shows the interface from app:// and has nothing of Node", async () => {
  const { page, errors } = await open();
  await page.locator(".app-welcome").waitFor();
  expect(page.url()).toBe("app://tahrir/");
  const globals = await page.evaluate(() => ["require", "process", "module", "Buffer"].filter((name) => name in globalThis));
  expect(globals).toEqual([]);
  expect(errors).toEqual([]);
});

test("DE9, DE10: what is written in a window is there after the program was quit and started again", async () => {
  const before = await open();
  await before.createArticle("Rain over Tabriz");
  await before.type("It rains.");
  await before.syncSays(OFFLINE);
  await app!.close();

  const after = await open();
  await after.openArticle("Rain over Tabriz");
  await after.sees("It rains.");
  expect([...before.errors, ...after.errors]).toEqual([]);
});
