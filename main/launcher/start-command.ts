import { resolve } from "node:path";
import openInBrowser from "open";
import { defaultData, readArguments, wholeNumber } from "./arguments.ts";
import { builtInterface } from "./build.ts";
import { findElectron, type Electron } from "./find-electron.ts";
import { Launcher, PEOPLE } from "./launcher.ts";
import { orUsage, run } from "./program.ts";
import { ProgressLine } from "./progress-line.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const MOST_DESKS = 9;

const USAGE = `Usage: npm start -- [--data DIR] [--port N] [--desks N] [--browser] [--no-open] [--json]
  --data DIR  where the relay and all desks keep everything (default: ${defaultData()})
  --port N    the relay's port (default: any free one)
  --desks N   desks from 2 to ${MOST_DESKS}; those after the second have joined no newsroom (default: 2)
  --browser   open the editor in the default browser; Electron is not fetched
  --no-open   open no window, print the links only
  --json      open no window, print one JSON line when ready`;

/** `npm start`: runs until it is told to stop. Wrong arguments end the process with a line that says which. */
export async function start(args: readonly string[]): Promise<void> {
  const { data, open, json, port, desks, browser } = orUsage(() => {
    const { values, ...common } = readArguments(args, {
      port: { type: "string", default: "0" },
      desks: { type: "string", default: "2" },
      browser: { type: "boolean", default: false },
    });
    return {
      ...common,
      port: wholeNumber(values["port"], "port", 0, 65_535),
      desks: wholeNumber(values["desks"], "desks", 2, MOST_DESKS),
      browser: values["browser"] === true,
    };
  }, USAGE);
  /** Under --json stdout is for the one line. */
  const say = (line: string): void => (json ? console.error(line) : console.log(line));
  const launcher = new Launcher({ data, desks, assets: () => builtInterface(ROOT, say), say });
  const stopped = new AbortController();
  let finding: Promise<Electron> | null = null;
  const find = (): Promise<Electron> =>
    findElectron({ root: ROOT, env: process.env, say, progress: new ProgressLine(process.stdout), signal: stopped.signal });
  const program = {
    async stop() {
      stopped.abort();
      // It removes what it has not finished.
      await finding?.catch(() => undefined);
      await launcher.stop();
    },
    onEnter: () => launcher.newLinks(),
    async start() {
      if (open && !browser) finding = find();
      const { instead, ...ready } = await launcher.start(port, (await finding) ?? { instead: "of --browser" });
      if (json) {
        console.log(JSON.stringify({ event: "ready", ...ready }));
        return;
      }
      say(`The relay listens at ${ready.relay.http}; everything is kept in ${data}.`);
      for (const { name, url } of ready.editors) say(`  ${name}: ${url ?? "in a window of its own"}`);
      say("Each link opens once, within ten minutes, as that person; the second is for a colleague at this computer.");
      if (desks > PEOPLE.length) say('The others have joined no newsroom: an invitation (button "Invite") lets them in.');
      say("Press Enter for new links, Ctrl+C to stop.");
      const [first] = ready.editors;
      if (!first?.url) say("The editor opens in Electron.");
      else if (open) {
        say(`The editor opens in your default browser, because ${instead}.`);
        await openInBrowser(first.url);
      }
    },
  };
  await run("start", program, json);
}
