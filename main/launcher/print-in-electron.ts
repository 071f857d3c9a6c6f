import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtDesktop } from "./build.ts";

/** Milliseconds after which Electron is ended. */
const LONGEST = 120_000;

/**
 * Prints a page with Electron's program, for a computer that has no browser which can print.
 * @param root folder of the program's sources
 * @param binary of Electron
 * @param html that needs nothing but what it holds
 * @returns a PDF
 * @throws Error when Electron does not start, fails, or takes too long
 */
export async function printInElectron(root: string, binary: string, html: string): Promise<Uint8Array> {
  const entry = join(
    builtDesktop(root, (line) => console.error(line)),
    "print-entry.js",
  );
  const folder = mkdtempSync(join(tmpdir(), "tahrir-pdf-"));
  const [page, pdf] = [join(folder, "page.html"), join(folder, "page.pdf")];
  try {
    writeFileSync(page, html, { mode: 0o600 });
    const electron = spawn(binary, [entry, page, pdf, `--user-data-dir=${join(folder, "profile")}`], {
      stdio: ["ignore", "ignore", "inherit"],
      timeout: LONGEST,
      killSignal: "SIGKILL",
    });
    const end = await new Promise<number | string | null>((resolve, reject) => {
      electron.once("error", reject);
      electron.once("exit", (code, signal) => resolve(code ?? signal));
    });
    if (end !== 0) throw new Error(`Electron ended with ${end}`);
    return readFileSync(pdf);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
