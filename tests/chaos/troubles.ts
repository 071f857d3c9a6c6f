/** What can befall a newsroom. Each trouble takes a while and is over by itself, or when all is mended. */
import { setTimeout as sleep } from "node:timers/promises";
import * as prng from "lib0/prng";
import type { DeskNode } from "./desk-node.ts";
import { fullDisk } from "./full-disk.ts";
import type { FaultyProxy } from "./faulty-proxy.ts";
import { NEWEST } from "../../shared/rpc/contract.ts";
import type { ProcessNewsroom } from "./process-newsroom.ts";

export interface Trouble {
  readonly name: string;
  run(newsroom: ProcessNewsroom): Promise<void>;
}

/** Updates that have a log compacted while it is written to. */
const FOLDING = 4200;
const DAY = 86_400_000;

const pause = (gen: prng.PRNG, least: number, most: number): Promise<void> => sleep(prng.int31(gen, least, most));

/** What another trouble has ended is up again soon, even on a busy machine; milliseconds. */
const UP_WITHIN = 30_000;

/** Waits until something is up that another trouble may be starting again. @returns false where it stays down */
async function untilUp(isUp: () => boolean): Promise<boolean> {
  for (const end = performance.now() + UP_WITHIN; !isUp(); await sleep(20)) if (performance.now() > end) return false;
  return true;
}

/** One desk that runs; none where none comes up. */
async function withDesk({ gen, desks }: ProcessNewsroom, run: (desk: DeskNode) => Promise<void>): Promise<void> {
  const running = (): DeskNode[] => desks.filter(({ isUp }) => isUp);
  if (await untilUp(() => running().length > 0)) await run(prng.oneOf(gen, running()));
}

/** Some of the lines, at least one. */
function someLines({ gen, lines }: ProcessNewsroom): FaultyProxy[] {
  const some = lines.filter(() => prng.bool(gen));
  return some.length > 0 ? some : [prng.oneOf(gen, [...lines])];
}

/** Troubles of lines: `begin` befalls some of them, and is over after a while. */
const onLines = (name: string, begin: (line: FaultyProxy, newsroom: ProcessNewsroom) => void): Trouble => ({
  name,
  async run(newsroom) {
    const lines = someLines(newsroom);
    newsroom.say(`${lines.length} lines: ${name}`);
    for (const line of lines) begin(line, newsroom);
    await pause(newsroom.gen, 100, 1200);
    if (prng.bool(newsroom.gen)) for (const line of lines) line.drop();
    for (const line of lines) line.mend();
    newsroom.say(`over: ${name}`);
  },
});

async function restartRelay(newsroom: ProcessNewsroom, end: "kill" | "stop"): Promise<void> {
  const { relay, gen } = newsroom;
  if (!(await untilUp(() => relay.isUp))) return;
  newsroom.say(`the relay: ${end}`);
  await relay[end]();
  await pause(gen, 0, 400);
  await relay.start();
  newsroom.say("the relay is back");
}

const restartDesk = (newsroom: ProcessNewsroom, end: "kill" | "stop"): Promise<void> =>
  withDesk(newsroom, async (desk) => {
    newsroom.say(`${desk.name}: ${end}`);
    await desk[end]();
    await pause(newsroom.gen, 0, 400);
    await desk.start();
    newsroom.say(`${desk.name} is back`);
  });

export const TROUBLES: readonly Trouble[] = [
  { name: "the relay is killed", run: (newsroom) => restartRelay(newsroom, "kill") },
  { name: "a desk is killed", run: (newsroom) => restartDesk(newsroom, "kill") },
  onLines("cut", (line) => line.cut()),
  onLines("half-open", (line) => {
    line.isStalled = true;
  }),
  { name: "the relay's disk is full", run: fullDisk },
  onLines("torn in the middle of a message", (line) => {
    line.tears = true;
  }),
  onLines("repeating", (line) => {
    line.repeats = 0.4;
  }),
  onLines("late", (line, { gen }) => {
    line.delay = prng.int31(gen, 5, 150);
  }),
  {
    name: "killed while a log is compacted",
    async run(newsroom) {
      const { gen, relay, bares } = newsroom;
      const { editor } = prng.oneOf(gen, bares);
      if (!editor.isLoaded || !relay.isUp) return;
      newsroom.say(`${editor.name} floods its notes`);
      editor.flood(FOLDING);
      await pause(gen, 0, 400);
      await restartRelay(newsroom, "kill");
    },
  },
  {
    name: "killed when everybody has left",
    async run(newsroom) {
      newsroom.say("everybody is cut off");
      for (const line of newsroom.lines) line.cut();
      await pause(newsroom.gen, 0, 60);
      await restartRelay(newsroom, "kill");
      for (const line of newsroom.lines) line.mend();
    },
  },
  {
    name: "a clock jumps",
    async run(newsroom) {
      const { gen, relay, desks } = newsroom;
      const node = prng.oneOf(gen, [relay, ...desks]);
      const offset = prng.oneOf(gen, [-400 * DAY, -DAY, -60_000, -1000, 1000, 60_000, DAY, 400 * DAY, 0]);
      newsroom.say(`the clock of ${node === relay ? "the relay" : (node as DeskNode).name} is wrong by ${offset} ms`);
      node.setClock(offset);
      await pause(gen, 0, 300);
    },
  },
  { name: "the relay is stopped", run: (newsroom) => restartRelay(newsroom, "stop") },
  { name: "a desk is stopped", run: (newsroom) => restartDesk(newsroom, "stop") },
  {
    name: "windows crash",
    run: (newsroom) =>
      withDesk(newsroom, async (desk) => {
        newsroom.say(`the windows of ${desk.name} crash`);
        desk.crashWindows();
      }),
  },
  {
    name: "articles are closed and opened",
    run: (newsroom) =>
      withDesk(newsroom, async (desk) => {
        const { gen, articles } = newsroom;
        for (const editor of desk.editors.filter(() => prng.bool(gen))) desk.leave(editor);
        await pause(gen, 0, 800);
        const known = new Set(
          desk.isUp ? (await desk.window.calls.articles(NEWEST).catch(() => ({ entries: [] }))).entries.map(({ id }) => id) : [],
        );
        if (desk.editors.length < 3)
          desk.edit(
            prng.oneOf(
              gen,
              articles.filter((article) => known.has(article) || article === articles[0]),
            ),
          );
        newsroom.say(`${desk.name} has ${desk.editors.length} open`);
      }),
  },
  {
    name: "an article is made",
    run: (newsroom) =>
      withDesk(newsroom, async (desk) => {
        if (newsroom.articles.length < 4) await newsroom.addArticle(desk);
      }),
  },
  {
    name: "a desk goes offline",
    run: (newsroom) =>
      withDesk(newsroom, async (desk) => {
        newsroom.say(`${desk.name} goes offline`);
        await desk.setOffline(true).catch(() => undefined);
        await pause(newsroom.gen, 100, 1000);
        if (desk.isUp && prng.bool(newsroom.gen)) await desk.setOffline(false).catch(() => undefined);
      }),
  },
  {
    name: "a desk's disk is full",
    run: (newsroom) =>
      withDesk(newsroom, async (desk) => {
        newsroom.say(`the disk of ${desk.name} is full`);
        desk.fill();
        await pause(newsroom.gen, 200, 1200);
        desk.free();
        newsroom.say(`${desk.name} has space again`);
      }),
  },
  {
    name: "a program dies",
    async run(newsroom) {
      const bare = prng.oneOf(newsroom.gen, newsroom.bares);
      newsroom.say(`${bare.editor.name} dies`);
      newsroom.restartBare(bare);
    },
  },
];
