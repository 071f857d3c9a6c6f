/**
 * `npm run bench -- library sync`: a desk uploads what it wrote offline, another downloads it all, and fifty idle desks hold their
 * lines. Goals of the first full sync: 5,000 articles of 500 words in 60 s, 10 ms of processor time each on either side.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { setTimeout as wait } from "node:timers/promises";
import { openDatabase } from "../../../server/store/database.ts";
import { Newsroom } from "../../../server/people/newsroom.ts";
import { MeasuredProcess } from "./measured-process.ts";

const ARTICLES = 5_000;
const WORDS = 500;
const IDLE_DESKS = 50;
const IDLE_FOR = 10_000;
const MAY_TAKE = 60;
const MAY_COST = 10;
const CLI = join(import.meta.dirname, "../../../server/cli/main.ts");
const DESK = join(import.meta.dirname, "desk-process.ts");

export async function sync(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { articles: { type: "string" }, idle: { type: "string" } } });
  const articles = Number(values.articles ?? ARTICLES);
  const idle = Number(values.idle ?? IDLE_DESKS);
  const root = mkdtempSync(join(tmpdir(), "tahrir-bench-"));
  const started: MeasuredProcess[] = [];
  const start = async (...program: string[]): Promise<MeasuredProcess> => {
    const process = await MeasuredProcess.start(program);
    started.push(process);
    return process;
  };
  try {
    const relay = await start(CLI, "serve", "--data", join(root, "relay"), "--port", "0", "--json", "--log-level", "warn");
    const http = String(relay.announced["http"]);
    const invite = (): string => {
      const db = openDatabase(join(root, "relay"));
      const { code } = new Newsroom(db).invitations.add({ name: "desk", role: "editor" });
      db.close();
      return code;
    };
    const writer = await start(DESK, join(root, "writer"));
    writer.tell({ do: "write", articles, words: WORDS, seed: 1 });
    await writer.said("written");
    console.log(`${articles} articles of ${WORDS} words written offline`);
    await measure("upload", articles, relay, writer, () => writer.tell({ do: "connect", relay: http, code: invite() }));
    // Until the relay has numbered what came last, and the desk has compared it.
    await wait(5_000);
    const reader = await start(DESK, join(root, "reader"));
    await measure("download", articles, relay, reader, () => reader.tell({ do: "connect", relay: http, code: invite() }));
    await wait(5_000);
    await measureIdle(idle, relay, reader, async () => {
      const crowd = await start(DESK, join(root, "crowd"));
      crowd.tell({ do: "crowd", relay: http, codes: Array.from({ length: idle - 2 }, invite) });
      await crowd.said("connected");
    });
  } finally {
    for (const process of started) process.kill();
    rmSync(root, { recursive: true, force: true });
  }
}

async function measure(name: string, articles: number, relay: MeasuredProcess, desk: MeasuredProcess, run: () => void): Promise<void> {
  const before = [relay.cpu(), desk.cpu()] as const;
  const at = performance.now();
  const synced = desk.said("synced");
  run();
  await synced;
  const seconds = (performance.now() - at) / 1000;
  const cost = [relay.cpu() - before[0], desk.cpu() - before[1]].map((used) => (used * 1000) / articles) as [number, number];
  const scale = articles / ARTICLES;
  console.log(
    `${name}: ${seconds.toFixed(1)} s (goal ${(MAY_TAKE * scale).toFixed(1)} s ${verdict(seconds <= MAY_TAKE * scale)}), CPU an article: ` +
      `relay ${cost[0].toFixed(2)} ms, desk ${cost[1].toFixed(2)} ms (goal ${MAY_COST} ms ${verdict(Math.max(...cost) <= MAY_COST)}); ` +
      `resident: relay ${megabytes(relay)} MB, desk ${megabytes(desk)} MB`,
  );
}

async function measureIdle(desks: number, relay: MeasuredProcess, desk: MeasuredProcess, open: () => Promise<void>): Promise<void> {
  await open();
  // Until the last has all of it, and has read it for its index.
  const used = (): number => relay.cpu() + desk.cpu();
  for (let last = -1; last < 0 || used() - last > 0.02;) {
    last = used();
    await wait(2_000);
  }
  const before = [relay.cpu(), desk.cpu()] as const;
  await wait(IDLE_FOR);
  const [relayShare, deskShare] = [relay.cpu() - before[0], desk.cpu() - before[1]].map((used) => (used / (IDLE_FOR / 1000)) * 100) as [
    number,
    number,
  ];
  console.log(
    `${desks} idle desks: relay ${relayShare.toFixed(2)} % of a core (goal 2 % ${verdict(relayShare < 2)}), ` +
      `one desk ${deskShare.toFixed(2)} % (goal 0.5 % ${verdict(deskShare < 0.5)})`,
  );
}

const verdict = (met: boolean): string => (met ? "met" : "MISSED");
const megabytes = (process: MeasuredProcess): number => Math.round(process.resident() / 1024 / 1024);
