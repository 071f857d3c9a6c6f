/** People move their carets, and their clients send back what is new to them, as y-websocket 3.1.0 does. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { encodeFrame, MESSAGE_AWARENESS } from "../../../../shared/wire/frames.ts";
import { connectAll } from "./client.ts";
import { clientOf } from "./edits.ts";
import type { Outcome, PresenceJob } from "./job.ts";
import { seconds } from "./typing.ts";

export async function presence(job: PresenceJob, mark: (name: string, value: number) => void): Promise<Outcome> {
  let received = 0;
  const known = job.seats.map(() => new Map<number, number>());
  const clients = await connectAll(job.seats, (reader) => ({
    dialect: job.dialect,
    synced: job.synced,
    onMessage: (message, at) => {
      if (message[at] !== MESSAGE_AWARENESS) return;
      received++;
      const decoder = decoding.createDecoder(message.subarray(at + 1));
      const update = decoding.readVarUint8Array(decoder);
      if (isNews(update, known[reader]!)) clients[reader]!.line.send(clients[reader]!.frame(encodeFrame({ type: "awareness", update })));
    },
  }));
  let clock = 0;
  let turn = 0;
  const step = 1000 / (job.rate * clients.length);
  let due = performance.now();
  const timer = setInterval(() => {
    for (; due < performance.now(); due += step) {
      if (turn % clients.length === 0) clock++;
      const person = turn++ % clients.length;
      known[person]!.set(clientOf(person), clock);
      const { line } = clients[person]!;
      line.send(clients[person]!.frame(encodeFrame({ type: "awareness", update: caret(person, clock) })));
    }
  }, 2);
  await seconds(job.warmUp);
  const before = received;
  mark("begin", 0);
  await seconds(job.seconds);
  mark("end", 0);
  const outcome = { frames: received - before };
  clearInterval(timer);
  for (const { line } of clients) line.close();
  return outcome;
}

function caret(person: number, clock: number): Uint8Array {
  const anchor = { type: null, tname: "body", item: { client: clientOf(person), clock }, assoc: 0 };
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, clientOf(person));
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, JSON.stringify({ cursor: { anchor, head: anchor }, mood: "typing" }));
  });
}

function isNews(update: Uint8Array, known: Map<number, number>): boolean {
  const decoder = decoding.createDecoder(update);
  let news = false;
  for (let count = decoding.readVarUint(decoder); count > 0; count--) {
    const [client, clock] = [decoding.readVarUint(decoder), decoding.readVarUint(decoder)];
    decoding.readVarString(decoder);
    if ((known.get(client) ?? -1) >= clock) continue;
    known.set(client, clock);
    news = true;
  }
  return news;
}
