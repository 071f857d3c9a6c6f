/** One more desk on this computer, which has joined no newsroom, with a page of its own in the browser. */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import openInBrowser from "open";
import { defaultData, readArguments } from "./arguments.ts";
import { builtInterface } from "./build.ts";
import { DeskProcess } from "./desk-process.ts";
import { onLoopback } from "./desk-programs.ts";
import { orUsage, run } from "./program.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const DEFAULT = join(defaultData(), "desks", "newcomer");

const USAGE = `Usage: npm run -s desk -- [--data DIR] [--no-open] [--json]
  --data DIR  where the desk keeps everything (default: ${DEFAULT})
  --no-open   open no window, print the link only
  --json      open no window, print one JSON line when ready`;

/** Runs until it is told to stop. Wrong arguments end the process with a line that says which. */
export async function runLoneDesk(args: readonly string[]): Promise<void> {
  const { values, data, open, json } = orUsage(() => readArguments(args, {}), USAGE);
  const folder = values["data"] === undefined ? DEFAULT : data;
  const say = (line: string): void => (json ? console.error(line) : console.log(line));
  let hasAsked = false;
  let desk: DeskProcess | null = null;
  const program = {
    stop: async () => desk?.stop(),
    onEnter() {
      hasAsked = true;
      desk?.newLink();
    },
    async start() {
      const assets = builtInterface(ROOT, say);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const onLink = (url: string, renewed: boolean): void => {
        if (hasAsked && !renewed) say(`  ${url}`);
      };
      desk = new DeskProcess({ name: "Tahrir", startDesk: onLoopback(ROOT, folder, assets), newsroom: null, onLink, say });
      const url = (await desk.start())!;
      if (json) {
        console.log(JSON.stringify({ event: "ready", url }));
        return;
      }
      say(`Everything is kept in ${folder}. The link opens once, within ten minutes:\n  ${url}`);
      say("Press Enter for a new link, Ctrl+C to stop.");
      if (open) await openInBrowser(url);
    },
  };
  await run("desk", program, json);
}
