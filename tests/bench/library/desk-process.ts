/**
 * A desk alone in a process, to be weighed: its core on a folder, without a window.
 * `node desk-process.ts FOLDER`, then lines of JSON on stdin: `write` makes articles offline, `connect` joins and goes online.
 * It says each thing that it has done, and when all articles are in step.
 */
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { Core } from "../../../main/core/core.ts";
import { fileSecrets } from "../../../main/core/people/identity.ts";
import { RpcClient } from "../../../shared/rpc/client.ts";
import { memoryPorts } from "../../contract/memory-port.ts";
import { articleUpdate } from "./texts.ts";

export type Order =
  | { readonly do: "write"; readonly articles: number; readonly words: number; readonly seed: number }
  | { readonly do: "connect"; readonly relay: string; readonly code: string }
  /** More desks in this process, one for each code. */
  | { readonly do: "crowd"; readonly relay: string; readonly codes: readonly string[] };

const folder = process.argv[2]!;
const say = (event: string, more: object = {}): void => void process.stdout.write(`${JSON.stringify({ event, ...more })}\n`);
const open = (at: string): Promise<Core> =>
  Core.open({ folder: at, secrets: fileSecrets(join(at, "identity.json")), report: (error) => console.error(error) });
const core = await open(folder);

const window = new RpcClient(
  async () => {
    const [near, far] = memoryPorts();
    core.serve(far);
    return near;
  },
  { later: (run, delay) => void setTimeout(run, delay) },
);
let total = 0;
window.on("syncProgress", (progress) => {
  if (progress.total > 0) total = progress.total;
  else if (total > 0) {
    say("synced", { total });
    total = 0;
  }
});

async function follow(order: Order): Promise<void> {
  if (order.do === "write") {
    for (let i = 0; i < order.articles; i++)
      await core.write(`bench-${order.seed}-${String(i).padStart(6, "0")}`, {
        body: articleUpdate(order.words, order.seed * 1_000_003 + i),
      });
    say("written");
    return;
  }
  if (order.do === "crowd") {
    for (const [i, code] of order.codes.entries()) {
      const desk = await open(join(folder, String(i)));
      await desk.join(order.relay, code);
      desk.connect(order.relay);
    }
  } else {
    await core.join(order.relay, order.code);
    core.connect(order.relay);
  }
  say("connected");
}

createInterface(process.stdin).on("line", (line) => {
  void follow(JSON.parse(line) as Order).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
say("listening");
