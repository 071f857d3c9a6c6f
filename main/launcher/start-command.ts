import { resolve } from "node:path";
import openInBrowser from "open";
import { defaultData, readArguments, wholeNumber } from "./arguments.ts";
import { builtInterface } from "./build.ts";
import { electronBinary } from "./electron-binary.ts";
import { Launcher, PEOPLE } from "./launcher.ts";
import { orUsage, run } from "./program.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const MOST_DESKS = 9;

const USAGE = `Usage: npm start -- [--data DIR] [--port N] [--desks N] [--no-open] [--json]
  --data DIR  where the relay and all desks keep everything (default: ${defaultData()})
  --port N    the relay's port (default: any free one)
  --desks N   desks from 2 to ${MOST_DESKS}; those after the second have joined no newsroom (default: 2)
  --no-open   open no window, print the links only
  --json      open no window, print one JSON line when ready`;

/** `npm start`: runs until it is told to stop. Wrong arguments end the process with a line that says which. */
export async function start(args: readonly string[]): Promise<void> {
  const { data, open, json, port, desks } = orUsage(() => {
    const { values, ...common } = readArguments(args, { port: { type: "string", default: "0" }, desks: { type: "string", default: "2" } });
    return { ...common, port: wholeNumber(values["port"], "port", 0, 65_535), desks: wholeNumber(values["desks"], "desks", 2, MOST_DESKS) };
  }, USAGE);
  /** Under --json stdout is for the one line. */
  const say = (line: string): void => (json ? console.error(line) : console.log(line));
  const launcher = new Launcher({
    data,
    desks,
    electron: open ? electronBinary(ROOT, process.env) : null,
    assets: () => builtInterface(ROOT, say),
    say,
  });
  const program = {
    stop: () => launcher.stop(),
    onEnter: () => launcher.newLinks(),
    async start() {
      const { instead, ...ready } = await launcher.start(port);
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
