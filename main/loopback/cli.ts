/** One desk as a process of its own, a child of the program that starts it: `cli.ts FOLDER PORT ASSETS`. */
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { Core } from "../core/core.ts";
import { fileSecrets } from "../core/identity.ts";
import { instruct } from "../desk/instruct.ts";
import type { FromDesk, ToDesk } from "../desk/messages.ts";
import { LoopbackHost } from "./host.ts";
import { Keys } from "./keys.ts";

const [folder, port, assets] = process.argv.slice(2);
if (!folder || !port || !assets || !process.send) {
  console.error("a desk is started by npm start: cli.ts FOLDER PORT ASSETS, with a channel to its parent");
  process.exit(2);
}

const say = (message: FromDesk): void => void process.send!(message);
const report = (error: unknown): void => console.error(`${basename(folder)}:`, error);

/** Kept with the desk, so that an open window goes on when the core was restarted. */
function cookieSecret(path: string): Buffer {
  if (!existsSync(path)) writeFileSync(path, randomBytes(32), { mode: 0o600 });
  chmodSync(path, 0o600);
  return readFileSync(path);
}

const core = await Core.open({ folder, secrets: fileSecrets(join(folder, "identity.json")), report });
const host = new LoopbackHost({
  assets: resolve(assets),
  port: Number(port),
  keys: new Keys(cookieSecret(join(folder, "cookie.key"))),
  onWindow: (window) => core.serve(window),
  onKeyUsed: () => say({ type: "link", url: host.link() }),
  report,
});

async function take(message: ToDesk): Promise<void> {
  if (message.type === "stop") return stop();
  if (message.type === "new-link") return say({ type: "link", url: host.link() });
  const answer = await instruct(core, message, report);
  if (answer) say(answer);
}

function stop(): void {
  host.close();
  core.close();
  process.exit(0);
}

process.on("message", (message: ToDesk) => void take(message));
// The parent stops its desks; when it was killed, the channel breaks.
process.on("disconnect", stop);
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, stop);
// Ctrl+C reaches the whole group: the parent decides.
process.on("SIGINT", () => {});

await host.listen();
say({ type: "up", port: host.port, joined: core.joined });
