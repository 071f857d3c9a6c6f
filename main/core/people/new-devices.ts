import type { NewDevice } from "../../../shared/rpc/contract.ts";
import type { Library } from "../library/library.ts";
import { RelayUnreachable, type RelayClient } from "../relay-client.ts";

/** Milliseconds between two looks while the desk is connected. */
const EVERY = 10 * 60_000;

export interface NewDevicesDeps {
  readonly library: Library;
  /** Null while the desk is off the network, or has joined none. */
  readonly client: () => RelayClient | null;
  readonly onChange: (devices: readonly NewDevice[]) => void;
  readonly report: (error: unknown) => void;
}

/**
 * Devices of this desk's member that joined after it, and that nobody at this desk has seen yet: one may be a thief's. The relay is
 * asked when the newsroom line is up, and every ten minutes. Rule ID13.
 */
export class NewDevices {
  readonly #deps: NewDevicesDeps;
  readonly #timer: NodeJS.Timeout;
  #all: readonly NewDevice[] = [];
  #isClosed = false;

  constructor(deps: NewDevicesDeps) {
    this.#deps = deps;
    this.#timer = setInterval(() => void this.look(), EVERY).unref();
  }

  /** The newest first. */
  get unseen(): readonly NewDevice[] {
    const seen = this.#deps.library.devicesSeenAt;
    return this.#all.filter(({ createdAt }) => createdAt > seen);
  }

  /** Asks the relay, if it can be reached. */
  async look(): Promise<void> {
    const { client, onChange, report } = this.#deps;
    const before = JSON.stringify(this.unseen);
    try {
      const devices = await client()?.newDevices();
      // The desk may have gone off the network meanwhile, or to another relay.
      if (devices && client()) this.#all = devices;
    } catch (error) {
      if (!(error instanceof RelayUnreachable)) report(error);
      return;
    }
    if (!this.#isClosed && JSON.stringify(this.unseen) !== before) onChange(this.unseen);
  }

  /** Somebody at this desk has seen them. */
  dismiss(): void {
    this.#deps.library.devicesSeenAt = Math.max(this.#deps.library.devicesSeenAt, ...this.#all.map(({ createdAt }) => createdAt));
    this.#deps.onChange([]);
  }

  /** Stops asking, and tells nobody any more. */
  close(): void {
    this.#isClosed = true;
    clearInterval(this.#timer);
  }
}
