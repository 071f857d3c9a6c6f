import type { Socket } from "node:net";
import type { StrangerLimits } from "../limits.ts";
import { networkOf } from "./address.ts";

/** Milliseconds in which an honest client has authenticated. */
const GRACE = 1_000;
/** Milliseconds between two sweeps. */
const SWEEP_EVERY = 500;

/** A TLS socket and the TCP socket under it are one connection: both have its remote address and port. */
type Endpoint = Pick<Socket, "remoteAddress" | "remotePort">;

interface Stranger {
  readonly network: string;
  readonly socket: Socket;
  readonly since: number;
}

/**
 * Connections that have not authenticated: from the first byte until a good ticket or token. Above the limits, those that have
 * waited longest are destroyed (RE18).
 */
export class Strangers {
  readonly #limits: StrangerLimits;
  readonly #onDropped: (address: string) => void;
  readonly #now: () => number;
  /** In the order in which they came. */
  readonly #all = new Map<string, Stranger>();
  readonly #timer: NodeJS.Timeout;

  /**
   * @param onDropped told the network of each that was destroyed
   * @param now milliseconds, never going back
   */
  constructor(limits: StrangerLimits, onDropped: (network: string) => void, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#onDropped = onDropped;
    this.#now = now;
    this.#timer = setInterval(() => this.sweep(), SWEEP_EVERY).unref();
  }

  /** How many there are. */
  get size(): number {
    return this.#all.size;
  }

  /** Counts a connection until it closes or is `known`. */
  add(socket: Socket): void {
    const key = keyOf(socket);
    this.#all.set(key, { network: networkOf((socket.remoteAddress ?? "").replace(/^::ffff:/, "")), socket, since: this.#now() });
    socket.once("close", () => this.#all.delete(key));
    if (this.#all.size > this.#limits.inAll) this.#drop(this.#all.keys().next().value!);
  }

  /** Its ticket or token was good: it is counted no longer. */
  known(endpoint: Endpoint): void {
    this.#all.delete(keyOf(endpoint));
  }

  /** Destroys, of each network with too many, those that have waited longest. */
  sweep(): void {
    const waiting = new Map<string, string[]>();
    const due = this.#now() - GRACE;
    for (const [key, { network, since }] of this.#all) {
      if (since > due) break;
      const own = waiting.get(network);
      if (own) own.push(key);
      else waiting.set(network, [key]);
    }
    for (const own of waiting.values()) for (const key of own.slice(0, -this.#limits.perNetwork)) this.#drop(key);
  }

  /** Stops sweeping. */
  close(): void {
    clearInterval(this.#timer);
  }

  #drop(key: string): void {
    const { socket, network } = this.#all.get(key)!;
    this.#all.delete(key);
    this.#onDropped(network);
    socket.destroy();
  }
}

const keyOf = ({ remoteAddress, remotePort }: Endpoint): string => `${remoteAddress} ${remotePort}`;
