import { join, resolve } from "node:path";
import openInBrowser from "open";
import { readArguments } from "../../main/launcher/arguments.ts";
import { Launcher, PEOPLE } from "../../main/launcher/launcher.ts";
import { orUsage, run } from "../../main/launcher/program.ts";
import { DevInterface } from "./dev-interface.ts";
import { onChange } from "./on-change.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const DATA = join(ROOT, ".tahrir/dev");

const USAGE = `Usage: npm run dev -- [--data DIR] [--no-open] [--json]
  --data DIR  where the relay and both desks keep everything (default: ${DATA})
  --no-open   open no window, print the links only
  --json      open no window, print one JSON line when ready`;

/** Runs until it is told to stop. Wrong arguments end the process with a line that says which. */
export async function dev(args: readonly string[]): Promise<void> {
  const { values, data: given, open, json } = orUsage(() => readArguments(args, {}), USAGE);
  const data = values["data"] === undefined ? DATA : given;
  const say = (line: string): void => (json ? console.error(line) : console.log(line));
  let interfaces: readonly DevInterface[] = [];
  const launcher = new Launcher({
    data,
    desks: PEOPLE.length,
    // Served by Vite; a desk itself has nothing to serve.
    assets: () => join(ROOT, "renderer"),
    addressOf: (desk, link) => interfaces[desk]!.addressOf(link),
    say,
  });
  const program = {
    async stop() {
      await Promise.all(interfaces.map((one) => one.close()));
      await launcher.stop();
    },
    onEnter: () => launcher.newLinks(),
    async start() {
      interfaces = await Promise.all(PEOPLE.map(({ folder }) => DevInterface.start(ROOT, folder)));
      const { relay, editors } = await launcher.start(0);
      onChange(ROOT, ["main/core", "main/desk", "main/interface", "main/loopback", "shared"], () => {
        say("The desks start again, with changed sources.");
        launcher.restartDesks();
      });
      onChange(ROOT, ["server", "shared"], () => {
        say("The relay starts again, with changed sources.");
        launcher.restartRelay();
      });
      if (json) {
        console.log(JSON.stringify({ event: "ready", relay, editors }));
        return;
      }
      say(`The relay listens at ${relay.http}; everything is kept in ${data}.`);
      for (const { name, url } of editors) say(`  ${name}: ${url}`);
      say("Each link opens once, within ten minutes. Press Enter for new links, Ctrl+C to stop.");
      if (open) await openInBrowser(editors[0]!.url!);
    },
  };
  await run("dev", program, json);
}
