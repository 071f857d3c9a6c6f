/**
 * Stands in for Electron's binary, which is not installed where tests run: a process that takes the same arguments and
 * speaks the messages of main/desk. It writes down all that it is told; a file beside the desk makes it misbehave.
 */
import { appendFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { FromDesk, ToDesk } from "../../main/desk/messages.ts";

const [entry, folder, assets] = process.argv.slice(2) as [string, string, string];
mkdirSync(folder, { recursive: true });
const note = (what: unknown): void => appendFileSync(join(folder, "told.jsonl"), `${JSON.stringify(what)}\n`);
const say = (message: FromDesk): void => void process.send!(message);

note({ type: "started", entry: existsSync(entry), interface: existsSync(join(assets, "index.html")) });
if (existsSync(join(folder, "no-display"))) process.exit(1);
// A person closes the window.
process.on("SIGUSR2", () => process.exit(0));
process.on("disconnect", () => process.exit(0));
process.on("message", (message: ToDesk) => {
  note(message);
  if (message.type === "relay") say({ type: "joined", name: "سارا" });
  if (message.type === "write") say({ type: "written", article: message.article });
  if (message.type === "stop") process.exit(0);
});
say({ type: "up", port: 0, joined: existsSync(join(folder, "joined")) });
