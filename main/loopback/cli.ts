/** One desk as a process of its own, a child of the program that starts it: `cli.ts FOLDER PORT ASSETS`. */
import { rmSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { Core } from "../core/core.ts";
import { fileSecrets } from "../core/people/identity.ts";
import { instruct } from "../desk/instruct.ts";
import type { FromDesk, ToDesk } from "../desk/messages.ts";
import { LoopbackHost } from "./host.ts";
import { KEY_LIFE, Keys } from "./keys.ts";
import { sessionFile } from "./session-file.ts";
import { Sessions } from "./sessions.ts";

const [folder, port, assets] = process.argv.slice(2);
if (!folder || !port || !assets || !process.send) {
  console.error("a desk is started by npm start: cli.ts FOLDER PORT ASSETS, with a channel to its parent");
  process.exit(2);
}

const say = (message: FromDesk): void => void process.send!(message);
const report = (error: unknown): void => console.error(`${basename(folder)}:`, error);

const sessions = join(folder, "sessions.json");
// A desk that is started again on its port has its windows open; at another port none can come back.
if (Number(port) === 0) rmSync(sessions, { force: true });

const core = await Core.open({ folder, secrets: fileSecrets(join(folder, "identity.json")), report });
const host = new LoopbackHost({
  assets: resolve(assets),
  port: Number(port),
  keys: new Keys(),
  sessions: new Sessions(sessionFile(sessions, report)),
  onWindow: (window) => core.serve(window),
  takeFile: (ticket) => core.takeOffered(ticket),
  onKeyUsed: () => say({ type: "link", url: host.link() }),
  report,
});
/** Whoever shows this desk's link is told of the next one before its key ends. */
setInterval(() => say({ type: "link", url: host.link(), renewed: true }), KEY_LIFE * 0.8).unref();

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
