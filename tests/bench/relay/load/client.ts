/** One client of a contestant: a line that greets as y-websocket does and knows when the document has come. */
import { encodeFrame, MESSAGE_SYNC } from "../../../../shared/wire/frames.ts";
import { addressOf, type Seat } from "../contestants.ts";
import { dialect, type DialectName } from "./dialect.ts";
import { WebSocketClient, masked } from "./websocket.ts";

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
  readonly line: WebSocketClient;
  readonly prefix: Uint8Array;
  /** Resolves when the client may start: connected, and in step if there is something to be in step with. */
  readonly ready: Promise<void>;
  /** Bytes of the answer to its question. */
  answered = 0;

  /** @param url where to connect to, once */
  constructor(url: string, room: string, options: ClientOptions) {
    const { hello, prefix } = dialect(options.dialect, room);
    this.prefix = prefix;
    let synced!: () => void;
    const inStep = new Promise<void>((resolve) => {
      synced = resolve;
    });
    this.line = new WebSocketClient(url, (message) => {
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
    if (synced) await Promise.race([inStep, this.line.refused]);
  }

  /** A frame as this client's server wants it. */
  frame(frame: Uint8Array): Buffer {
    return masked(Buffer.concat([this.prefix, frame]));
  }
}

const AT_ONCE = 50;

/** Connects them a few at a time, so that no listening queue runs over. */
export async function connectAll(seats: readonly Seat[], optionsOf: (index: number) => ClientOptions): Promise<Client[]> {
  const clients: Client[] = [];
  for (let start = 0; start < seats.length; start += AT_ONCE) {
    const some = seats.slice(start, start + AT_ONCE);
    const urls = await Promise.all(some.map(addressOf));
    const connected = some.map(({ room }, i) => new Client(urls[i]!, room, optionsOf(start + i)));
    await Promise.all(connected.map(({ ready }) => ready));
    clients.push(...connected);
  }
  return clients;
}
