/**
 * Everybody types: at a steady pace, or as fast as the contestant delivers, where a new edit leaves whenever enough of the old
 * ones have arrived.
 */
import { connectAll, type Client } from "./client.ts";
import { countEdits } from "./count.ts";
import { clientOf, edits } from "./edits.ts";
import type { Outcome, TypingJob } from "./job.ts";

export async function typing(job: TypingJob, mark: (name: string, value: number) => void): Promise<Outcome> {
  const { seats, perRoom, load } = job;
  let scripts: readonly (readonly Buffer[])[] = [];
  let sent = 0;
  let delivered = 0;
  let typing = false;
  let next = 0;
  let clients: readonly Client[] = [];
  const position = new Int32Array(seats.length);
  let start = 0;
  /** How many edits may have been sent by now. */
  const due = (): number => ("window" in load ? load.window + delivered / (perRoom - 1) : ((performance.now() - start) * load.rate) / 1000);
  const pump = (): void => {
    if (!typing) return;
    while (sent < due()) {
      const frame = scripts[next]![position[next]!++];
      if (!frame) throw new Error(`${job.edits} edits a typist are too few`);
      clients[next]!.line.send(frame);
      sent++;
      next = (next + 1) % seats.length;
    }
  };
  clients = await connectAll(seats, (typist) => ({
    dialect: job.dialect,
    synced: job.synced,
    onMessage: (message, at) => {
      countEdits(message, at, (client, _clock, count) => {
        if (client !== clientOf(typist)) delivered += count;
      });
      if ("window" in load) pump();
    },
  }));
  scripts = clients.map(({ prefix }, typist) => edits(typist, job.edits, prefix));
  typing = true;
  start = performance.now();
  pump();
  const clock = "rate" in load ? setInterval(pump, 1) : undefined;
  await seconds(job.warmUp);
  const before = delivered;
  const begin = performance.now();
  mark("begin", delivered);
  await seconds(job.seconds);
  mark("end", delivered);
  const outcome = { deliveries: delivered - before, seconds: (performance.now() - begin) / 1000 };
  typing = false;
  clearInterval(clock);
  for (const { line } of clients) line.close();
  return outcome;
}

export const seconds = (count: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, count * 1000));
