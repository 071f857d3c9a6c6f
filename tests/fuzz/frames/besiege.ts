/** Many sieges, one after another, with what they came to. `node --expose-gc` shows the memory that they leave behind. */
import { runLine } from "./line.ts";
import { runSiege, type SiegeReport } from "./siege.ts";

/** Frames of one siege: a failure is repeated by its seed alone. */
const FRAMES = 1000;
/** Sieges between two over WebSockets, of so many frames, each with a word of how it goes. */
const OFTEN = 50;
const LINE_FRAMES = 2000;
/** Failures after which it is enough. */
const ENOUGH = 5;

/** @returns how many sieges failed. */
export async function besiege(seed: number, count: number): Promise<number> {
  console.log(`fuzz: ${count} frames, ${FRAMES} a siege, from seed ${seed}`);
  const start = performance.now();
  const closed: Record<string, number> = {};
  const add = (codes: Readonly<Record<string, number>>): void => {
    for (const [code, times] of Object.entries(codes)) closed[code] = (closed[code] ?? 0) + times;
  };
  let slowest: SiegeReport["slowest"] = { milliseconds: 0, frame: "" };
  let [sent, stored, forked, failed] = [0, 0, 0, 0];
  for (let i = 0; sent < count && failed < ENOUGH; i++) {
    try {
      const report = await runSiege(seed + i, Math.min(FRAMES, count - sent));
      sent += report.frames;
      stored += report.stored;
      if (report.forks > 0) forked++;
      add(report.closed);
      if (report.slowest.milliseconds > slowest.milliseconds) slowest = report.slowest;
      if (i % OFTEN !== OFTEN - 1) continue;
      const line = await runLine(seed + i, LINE_FRAMES);
      sent += line.frames;
      add(line.closed);
      console.log(`  ${sent} frames, ${seconds(start)} s, ${heap()} MB of heap, ${failed} failed`);
    } catch (error) {
      failed++;
      console.error(`\n${(error as Error).message}`);
    }
  }
  console.log(`${sent} frames in ${seconds(start)} s, ${stored} updates stored, closed ${JSON.stringify(closed)}, ${heap()} MB of heap`);
  console.log(`slowest frame ${slowest.milliseconds.toFixed(0)} ms: ${slowest.frame}`);
  console.log(`${failed} failed, a client forked itself in ${forked}`);
  return failed;
}

const seconds = (start: number): string => ((performance.now() - start) / 1000).toFixed(0);

function heap(): string {
  globalThis.gc?.();
  return (process.memoryUsage().heapUsed / 2 ** 20).toFixed(1);
}
