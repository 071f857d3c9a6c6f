/** People in one room type at a steady pace: how long an edit takes to reach the others, and to be confirmed. */
import { encodeFrame, MESSAGE_BARRIER } from "../../../../shared/wire/frames.ts";
import { connectAll } from "./client.ts";
import { countEdits } from "./count.ts";
import { clientOf, edits, typistOf } from "./edits.ts";
import { spread, type Outcome, type PacedJob } from "./job.ts";
import { masked } from "./websocket.ts";

/** Edits at the start that are not measured: programs get faster. */
const WARM_UP = 0.2;

export async function paced(job: PacedJob): Promise<Outcome> {
  const { seats, rate } = job;
  const total = Math.ceil(rate * job.seconds);
  const each = Math.ceil(total / seats.length);
  /** When each edit of each typist left. */
  const left = seats.map(() => new Float64Array(each));
  const deliveries: number[] = [];
  const confirmations: number[] = [];
  const measured = Math.ceil(each * WARM_UP);
  const confirmed = new Int32Array(seats.length);
  const clients = await connectAll(seats, (reader) => ({
    dialect: job.dialect,
    synced: job.synced,
    onMessage: (message, at) => {
      const now = performance.now();
      if (message[at] === MESSAGE_BARRIER) {
        const clock = confirmed[reader]!++;
        if (clock >= measured) confirmations.push(now - left[reader]![clock]!);
        return;
      }
      countEdits(message, at, (client, clock, count) => {
        if (client === clientOf(reader)) return;
        for (let i = clock; i < clock + count; i++) if (i >= measured) deliveries.push(now - left[typistOf(client)]![i]!);
      });
    },
  }));
  const barrier = masked(encodeFrame({ type: "barrier", id: 1 }));
  const scripts = clients.map(({ prefix }, typist) => {
    const frames = edits(typist, each, prefix);
    return job.barrier ? frames.map((frame) => Buffer.concat([frame, barrier])) : frames;
  });
  const start = performance.now();
  for (let i = 0; i < total; i++) {
    const due = start + (i * 1000) / rate;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const typist = i % seats.length;
    const clock = Math.floor(i / seats.length);
    left[typist]![clock] = performance.now();
    clients[typist]!.line.send(scripts[typist]![clock]!);
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
  for (const { line } of clients) line.close();
  const delivery = spread(deliveries);
  const confirmation = spread(confirmations);
  return {
    expected: (each - measured) * seats.length * (seats.length - 1),
    deliveries: deliveries.length,
    p50: delivery.p50,
    p99: delivery.p99,
    ...(job.barrier ? { barrier50: confirmation.p50, barrier99: confirmation.p99 } : {}),
  };
}
