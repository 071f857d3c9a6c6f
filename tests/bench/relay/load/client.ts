/** One client of a contestant: a line that greets as y-websocket does and knows when the document has come. */
import { encodeFrame, MESSAGE_SYNC } from "../../../../shared/wire/frames.ts";
import type { Seat } from "../contestants.ts";
import { dialect, type DialectName } from "./dialect.ts";
import { Line, masked } from "./line.ts";

const STEP2 = 1;

export interface ClientOptions {
  readonly dialect: DialectName;
  readonly synced: boolean;
  /** Gets each message, and where its frame starts in it. */
  readonly onMessage?: (message: Buffer, at: number) => void;
  /** What the client has of its own, as one update. */
  readonly upload?: Uint8Array;
}

export class Client {
  readonly line: Line;
  readonly prefix: Uint8Array;
  /** Resolves when the client may start: connected, and in step if there is something to be in step with. */
  readonly ready: Promise<void>;
  /** Bytes of the answer to its question. */
  answered = 0;

  constructor(seat: Seat, options: ClientOptions) {
    const { hello, prefix } = dialect(options.dialect, seat.room);
    this.prefix = prefix;
    let synced!: () => void;
    const inStep = new Promise<void>((resolve) => {
      synced = resolve;
    });
    this.line = new Line(seat.url, (message) => {
      const at = prefix.length;
      if (this.answered === 0 && message[at] === MESSAGE_SYNC && message[at + 1] === STEP2) {
        this.answered = message.length;
        synced();
      }
      options.onMessage?.(message, at);
    });
    this.ready = this.#start(hello, options, inStep);
  }

  async #start(hello: readonly Uint8Array[], { upload, synced }: ClientOptions, inStep: Promise<void>): Promise<void> {
    await this.line.open;
    for (const frame of hello) this.line.send(masked(frame));
    if (upload) this.line.send(this.frame(encodeFrame({ type: "update", update: upload, reply: true })));
    if (synced) await inStep;
  }

  /** A frame as this client's server wants it. */
  frame(frame: Uint8Array): Buffer {
    return masked(Buffer.concat([this.prefix, frame]));
  }
}

/** Connects them a few at a time, so that no listening queue runs over. */
export async function connectAll(seats: readonly Seat[], optionsOf: (index: number) => ClientOptions): Promise<Client[]> {
  const clients: Client[] = [];
  for (const [index, seat] of seats.entries()) {
    clients.push(new Client(seat, optionsOf(index)));
    if (index % 50 === 49) await Promise.all(clients.slice(-50).map(({ ready }) => ready));
  }
  await Promise.all(clients.map(({ ready }) => ready));
  return clients;
}
