/** Many sieges, one after another, with what they came to, and the memory that they leave behind. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { runLine } from "./line.ts";
import { runSiege, type SiegeReport } from "./siege.ts";

/** Frames of one siege: a failure is repeated by its seed alone. */
const FRAMES = 1000;
/** Sieges between two over WebSockets, of so many frames, each with a word of how it goes. */
const OFTEN = 50;
const LINE_FRAMES = 2000;
/** Megabytes by which the memory may differ from that after the first sieges. */
const GROWTH = 10;
/** Failures after which it is enough. */
const ENOUGH = 5;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** @returns how many sieges failed. */
export async function besiege(seed: number, count: number): Promise<number> {
  console.log(`fuzz: ${count} frames, ${FRAMES} a siege, from seed ${seed}`);
  const start = performance.now();
  const closed: Record<string, number> = {};
  const add = (codes: Readonly<Record<string, number>>): void => {
    for (const [code, times] of Object.entries(codes)) closed[code] = (closed[code] ?? 0) + times;
  };
  let slowest: SiegeReport["slowest"] = { milliseconds: 0, frame: "" };
  let [sent, stored, failed] = [0, 0, 0];
  /** Megabytes after the first sieges. */
  let first: number | null = null;
  for (let i = 0; sent < count && failed < ENOUGH; i++) {
    try {
      const report = await runSiege(seed + i, Math.min(FRAMES, count - sent));
      sent += report.frames;
      stored += report.stored;
      add(report.closed);
      if (report.slowest.milliseconds > slowest.milliseconds) slowest = report.slowest;
      if (i % OFTEN !== OFTEN - 1) continue;
      const line = await runLine(seed + i, LINE_FRAMES);
      sent += line.frames;
      add(line.closed);
      const held = heap();
      first ??= held;
      console.log(`  ${sent} frames, ${seconds(start)} s, ${held.toFixed(1)} MB of heap, ${failed} failed`);
      if (held > first + GROWTH) throw new Error(`memory grew from ${first.toFixed(1)} MB to ${held.toFixed(1)} MB`);
    } catch (error) {
      failed++;
      console.error(`\n${(error as Error).message}`);
    }
  }
  console.log(
    `${sent} frames in ${seconds(start)} s, ${stored} updates stored, closed ${JSON.stringify(closed)}, ${heap().toFixed(1)} MB of heap`,
  );
  console.log(`slowest frame ${slowest.milliseconds.toFixed(0)} ms: ${slowest.frame}`);
  console.log(`${failed} failed`);
  return failed;
}

const seconds = (start: number): string => ((performance.now() - start) / 1000).toFixed(0);

/** Megabytes that are held after a full collection. */
function heap(): number {
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}
