/** A page is printed by Electron: what the program does of it with stand-ins for Electron's window and for its binary. */
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { printFile } from "../../main/electron/print-file.ts";
import { printInElectron } from "../../main/launcher/print-in-electron.ts";
import { temporaryFolder } from "../relay/relay-fixture.ts";

const ROOT = resolve(import.meta.dirname, "../..");

let folder: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(() => folder.remove());

test("EX30: Electron prints with a window that is closed, sandboxed and never shown, also where it fails", async () => {
  const done: unknown[] = [];
  class Window {
    readonly webContents = {
      executeJavaScript: async () => true,
      printToPDF: async (options: object) => {
        done.push(options);
        if (done.length > 4) throw new Error("no printer");
        return Buffer.from("%PDF");
      },
    };

    constructor(options: object) {
      done.push(options);
    }

    async loadFile(file: string): Promise<void> {
      done.push(file);
    }

    destroy(): void {
      done.push("destroyed");
    }
  }
  expect(Buffer.from(await printFile(Window, "/a.html")).toString()).toBe("%PDF");
  expect(done).toMatchObject([
    { show: false, webPreferences: { sandbox: true, nodeIntegration: false } },
    "/a.html",
    { preferCSSPageSize: true, generateTaggedPDF: true },
    "destroyed",
  ]);
  await expect(printFile(Window, "/a.html")).rejects.toThrow("no printer");
  expect(done.at(-1)).toBe("destroyed");
});

test("EX30: Electron's binary gets the page as a file, and what it does not write is an error", async () => {
  const binary = (script: string): string => {
    const file = join(folder.path, `electron-${script.length}`);
    writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return file;
  };
  const copies = binary('case "$1" in */print-entry.js) cp "$2" "$3";; *) exit 9;; esac');
  expect(Buffer.from(await printInElectron(ROOT, copies, "<p>پل")).toString()).toBe("<p>پل");
  await expect(printInElectron(ROOT, binary("exit 3"), "<p>")).rejects.toThrow("Electron ended with 3");
  await expect(printInElectron(ROOT, join(folder.path, "none"), "<p>")).rejects.toThrow("ENOENT");
});
