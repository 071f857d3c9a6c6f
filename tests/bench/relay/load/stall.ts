/** One reader of a room stops reading while another writes a lot: what do the others notice? */
import * as Y from "yjs";
import { encodeFrame } from "../../../../shared/wire/frames.ts";
import { connectAll } from "./client.ts";
import { countEdits } from "./count.ts";
import { spread, type Outcome, type StallJob } from "./job.ts";
import { masked } from "./websocket.ts";

const PIECE = 32 * 1024;

export async function stall(job: StallJob, mark: (name: string, value: number) => void): Promise<Outcome> {
  const delays: number[] = [];
  const readers = job.seats.length - 2;
  let sentAt = 0;
  let arrived = 0;
  let allArrived: (() => void) | null = null;
  const clients = await connectAll(job.seats, (index) => ({
    dialect: job.dialect,
    synced: job.synced,
    onMessage: (message, at) => {
      if (index === 0 || index > readers) return;
      countEdits(message, at, () => {
        delays.push(performance.now() - sentAt);
        if (++arrived === readers) allArrived?.();
      });
    },
  }));
  if (job.stalled) clients.at(-1)!.line.stall();
  const [writer] = clients;
  const doc = new Y.Doc();
  let frame: Buffer = Buffer.alloc(0);
  doc.on("update", (update: Uint8Array) => {
    frame = masked(Buffer.concat([writer!.prefix, encodeFrame({ type: "update", update, reply: false })]));
  });
  const body = doc.getText("body");
  mark("begin", 0);
  for (let sent = 0; sent < job.megabytes * 1024 * 1024; sent += PIECE) {
    // A wholesale replacement, so that documents stay small and only the wire is long.
    doc.transact(() => {
      body.delete(0, body.length);
      body.insert(0, "x".repeat(PIECE));
    });
    arrived = 0;
    const everybody = new Promise<void>((resolve) => {
      allArrived = resolve;
    });
    sentAt = performance.now();
    writer!.line.send(frame);
    await everybody;
  }
  mark("end", 0);
  // The bench looks at the contestant's memory before the stalled one goes.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  for (const { line } of clients) line.close();
  const { p50, p99 } = spread(delays);
  return { p50, p99 };
}
