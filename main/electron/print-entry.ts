/** Where Electron starts to print one page: `electron print-entry.js PAGE PDF`, each the path of a file (EX30). */
import { writeFileSync } from "node:fs";
import { app, BrowserWindow, session, shell } from "electron";
import { guardContents, guardSession } from "./guard.ts";
import { printFile } from "./print-file.ts";

const [page, pdf] = process.argv.slice(2);
const report = (error: unknown): void => console.error(error);

async function run(): Promise<void> {
  try {
    await app.whenReady();
    guardSession(session.defaultSession);
    app.on("web-contents-created", (_event, contents) => guardContents(contents, shell, report));
    writeFileSync(pdf!, await printFile(BrowserWindow, page!));
    app.exit(0);
  } catch (error) {
    report(error);
    app.exit(1);
  }
}

// Not awaited: Electron is ready only after this module was evaluated.
void run();
