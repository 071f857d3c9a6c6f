import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DevtoolsPipe } from "./devtools-pipe.ts";

/** Milliseconds after which a browser that does not answer is ended. */
const LONGEST = 120_000;

const SWITCHES = [
  "--headless",
  "--remote-debugging-pipe",
  "--disable-gpu",
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-extensions",
  "--disable-sync",
  "--disable-background-networking",
  "--disable-component-update",
];

/**
 * Prints a page with a browser that nobody sees: tagged, with an outline of its headings, on the sheets that its style sheet names.
 * @param binary of Chrome, Chromium or Edge
 * @param html that needs nothing but what it holds
 * @param longest milliseconds after which it is given up
 * @returns a PDF
 * @throws Error when the browser does not start, ends, or takes too long
 */
export async function printPdf(binary: string, html: string, longest = LONGEST): Promise<Uint8Array> {
  // A profile of its own: that of a person may be in use, and is none of our business.
  const profile = mkdtempSync(join(tmpdir(), "tahrir-pdf-"));
  const browser = spawn(binary, [...SWITCHES, `--user-data-dir=${profile}`], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const ended = new Promise<void>((resolve) => browser.once("exit", () => resolve()).once("error", () => resolve()));
  const timer = setTimeout(() => browser.kill("SIGKILL"), longest);
  try {
    return await print(new DevtoolsPipe(browser), html);
  } finally {
    clearTimeout(timer);
    browser.kill("SIGKILL");
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function print(devtools: DevtoolsPipe, html: string): Promise<Uint8Array> {
  const { targetId } = await devtools.send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await devtools.send("Target.attachToTarget", { targetId, flatten: true });
  const page = (method: string, params?: object) => devtools.send(method, params, sessionId as string);
  const { frameTree } = (await page("Page.getFrameTree")) as { frameTree: { readonly frame: { readonly id: string } } };
  await page("Page.setDocumentContent", { frameId: frameTree.frame.id, html });
  await page("Runtime.evaluate", { expression: "document.fonts.ready.then(() => true)", awaitPromise: true });
  const { stream } = await page("Page.printToPDF", {
    preferCSSPageSize: true,
    printBackground: true,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
    transferMode: "ReturnAsStream",
  });
  const parts: Buffer[] = [];
  for (let eof = false; !eof;) {
    const part = await page("IO.read", { handle: stream });
    parts.push(Buffer.from(part["data"] as string, part["base64Encoded"] === true ? "base64" : "utf8"));
    eof = part["eof"] === true;
  }
  return Buffer.concat(parts);
}
