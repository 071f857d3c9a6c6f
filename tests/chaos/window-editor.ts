/** Somebody at a window of a desk. The core says what it has on disk, and how much of it the relay has. */
import type * as prng from "lib0/prng";
import * as Y from "yjs";
import type { RpcClient } from "../../shared/rpc/client.ts";
import type { RoomKind } from "../../shared/roles.ts";
import { Replica } from "../../shared/sync/replica.ts";
import { Editor, KINDS } from "./editor.ts";
import type { Promised } from "./promised.ts";

export interface Keepers {
  readonly core: Promised;
  readonly relay: Promised;
}

export class WindowEditor extends Editor {
  readonly #client: RpcClient;
  readonly #keepers: Keepers;
  readonly #replicas: Readonly<Record<RoomKind, Replica>>;
  /** What the core has on disk. */
  readonly #kept = new Map<RoomKind, Y.Snapshot>();

  constructor(name: string, article: string, gen: prng.PRNG, client: RpcClient, keepers: Keepers) {
    super(name, article, gen);
    this.#client = client;
    this.#keepers = keepers;
    const replicaOf = (kind: RoomKind): Replica =>
      new Replica(this.doc(kind), this.caret(kind), client.open(this.room(kind)), (error) => {
        throw error;
      });
    this.#replicas = { body: replicaOf("body"), notes: replicaOf("notes") };
    for (const kind of KINDS) this.#replicas[kind].onChange(() => this.#look(kind));
  }

  get isLoaded(): boolean {
    return KINDS.every((kind) => this.#replicas[kind].state.loaded);
  }

  unrest(): string | null {
    for (const kind of KINDS) {
      const { state } = this.#replicas[kind];
      if (!state.loaded || state.pending || state.refused !== null) return `${this.name}, ${this.room(kind)}: ${JSON.stringify(state)}`;
    }
    return null;
  }

  /** Asks the core whether the relay has it. @returns what it said */
  async ask(): Promise<string> {
    for (const kind of KINDS) this.#look(kind);
    const before = [...this.#kept];
    const { link, unconfirmed, reason } = await this.#client.calls.syncState({ article: this.article });
    // Nothing waits: what was on the core's disk before it was asked is on the relay's.
    if (unconfirmed === 0) for (const [kind, snapshot] of before) this.#keepers.relay.add(this.room(kind), snapshot);
    return `${link}${reason === undefined ? "" : ` (${reason})`}, ${unconfirmed} unconfirmed`;
  }

  override close(): void {
    for (const kind of KINDS) this.#replicas[kind].destroy();
    super.close();
  }

  /** With nothing pending, all that is here is on the core's disk, also what came from elsewhere. */
  #look(kind: RoomKind): void {
    const { loaded, pending } = this.#replicas[kind].state;
    if (!loaded || pending) return;
    const snapshot = Y.snapshot(this.doc(kind));
    this.#kept.set(kind, snapshot);
    this.#keepers.core.add(this.room(kind), snapshot);
  }
}
