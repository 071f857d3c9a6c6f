/** A reader tries to make a room stand still while its owner types and waits for each letter to be saved. */
import * as encoding from "lib0/encoding";
import { encodeFrame } from "../../../../shared/wire/frames.ts";
import { addressOf, type Seat } from "../contestants.ts";
import { Client, connectAll } from "./client.ts";
import { clientOf, edits } from "./edits.ts";
import { spread, type HostileJob, type Outcome } from "./job.ts";
import { masked } from "./websocket.ts";

/** Letters a second, and questions to `/healthz` a second. */
const RATE = 10;
const ASK_RATE = 5;
const CONNECTIONS = 8;

const NOTHING = Uint8Array.of(0);

/** The first seat is the owner's, the second the attacker's. @returns p50 and p99 of the owner's barrier and of `/healthz` */
export async function hostile(job: HostileJob): Promise<Outcome> {
  const [owner, attacker] = job.seats as [Seat, Seat];
  const sent: number[] = [];
  const saved: number[] = [];
  const [client] = await connectAll([owner], () => ({
    dialect: job.dialect,
    synced: true,
    onMessage: (message) => {
      if (message[0] === 64) saved.push(performance.now() - sent[saved.length]!);
    },
  }));
  const total = Math.ceil(RATE * job.seconds);
  const letters = edits(job.typist, total, client!.prefix);
  const barrier = masked(encodeFrame({ type: "barrier", id: 1 }));
  const asked: number[] = [];
  const attack = job.attack ? new Attack(attacker, job) : null;
  const until = performance.now() + job.seconds * 1000;
  void attack?.go(until);
  const asking = ask(owner, until, asked);
  for (let i = 0; i < total; i++) {
    sent.push(performance.now());
    client!.line.send(Buffer.concat([letters[i]!, barrier]));
    await new Promise((resolve) => setTimeout(resolve, 1000 / RATE));
  }
  await asking;
  const deadline = performance.now() + 20_000;
  while (saved.length < total && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
  client!.line.close();
  attack?.end();
  const barriers = spread([...saved, ...Array<number>(total - saved.length).fill(20_000)]);
  const health = spread(asked);
  return { p50: barriers.p50, p99: barriers.p99, health50: health.p50, health99: health.p99 };
}

async function ask({ tickets }: Seat, until: number, asked: number[]): Promise<void> {
  while (performance.now() < until) {
    const start = performance.now();
    await (await fetch(`${tickets!.http}/healthz`)).text();
    asked.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 1000 / ASK_RATE));
  }
}

/** Everything at once, over and over, and a new connection for each that is closed. */
class Attack {
  readonly #seat: Seat;
  readonly #frames: Buffer;
  readonly #clients = new Set<Client>();
  #ended = false;

  constructor(seat: Seat, job: HostileJob) {
    this.#seat = seat;
    const step1 = encodeFrame({ type: "step1", stateVector: NOTHING });
    const others = Array.from({ length: 20_000 }, (_, i) => ({ client: clientOf(i), author: null }));
    this.#frames = Buffer.concat([
      ...Array.from({ length: 1000 }, () => masked(step1)),
      // The same, written longer than it need be.
      ...Array.from({ length: 200 }, () => masked(Uint8Array.of(0x80, 0, 0, 1, 0))),
      ...Array.from({ length: 40 }, (_, i) => masked(encodeFrame({ type: "update", update: overlapping(i), reply: false }))),
      ...Array.from({ length: 20 }, () => masked(encodeFrame({ type: "authors", others }))),
      ...Array.from({ length: 2 }, () => masked(encodeFrame({ type: "update", update: Buffer.from(job.state, "base64"), reply: true }))),
      masked(encodeFrame({ type: "update", update: new Uint8Array(8_000_000).fill(1), reply: true })),
    ]);
  }

  async go(until: number): Promise<void> {
    await Promise.all(Array.from({ length: CONNECTIONS }, () => this.#attack(until)));
  }

  end(): void {
    this.#ended = true;
    for (const { line } of this.#clients) line.close();
  }

  async #attack(until: number): Promise<void> {
    while (performance.now() < until && !this.#ended) {
      try {
        const client = new Client(await addressOf(this.#seat), this.#seat.room, { dialect: "plain", synced: false });
        this.#clients.add(client);
        await client.ready;
        client.line.send(this.#frames);
        await client.line.closed;
        this.#clients.delete(client);
      } catch {
        // Refused: it comes again.
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Three letters of one client, of which the first is in the one before. */
function overlapping(i: number): Uint8Array {
  return encoding.encode((encoder) => {
    for (const number of [1, 1, 77, 2 * i]) encoding.writeVarUint(encoder, number);
    encoding.writeUint8(encoder, 4);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarString(encoder, "body");
    encoding.writeVarString(encoder, "ابپ");
    encoding.writeVarUint(encoder, 0);
  });
}
