import { applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates, type Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { CLOSE_CODES } from "../relay-api/close-codes.ts";
import type { RoomChannel } from "../rpc/client.ts";
import { applyUpdate } from "./cut-ahead.ts";
import { decodeFrame, encodeFrame, type Frame } from "../wire/frames.ts";

export interface ReplicaState {
  /** Whether the core's whole copy has arrived (SY11). */
  readonly loaded: boolean;
  /** Whether something was written here that is not on the core's disk yet. */
  readonly pending: boolean;
  /** Why the room refused a change, or this window; null when it did not. */
  readonly refused: string | null;
  /** Whether the room could not be read, here or in the core, so that the document is incomplete. */
  readonly unreadable: boolean;
}

interface AwarenessChange {
  readonly added: number[];
  readonly updated: number[];
  readonly removed: number[];
}

/**
 * The window's end of one room: syncs a `Y.Doc` with the core over the frames of any peer, and knows what the core has
 * on disk. Rules SY11–SY13, SY24.
 */
export class Replica {
  readonly doc: Y.Doc;
  readonly #channel: RoomChannel;
  readonly #awareness: Awareness | null;
  readonly #report: (error: unknown) => void;
  readonly #handlers = new Set<(state: ReplicaState) => void>();
  #state: ReplicaState = { loaded: false, pending: false, refused: null, unreadable: false };
  #barrier = 0;
  #barrierAsked = false;
  /** Applying an update has thrown. */
  #spoilt = false;
  readonly #onUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin === this) return;
    this.#send({ type: "update", update, reply: false });
    this.#askBarrier();
  };
  readonly #onAwareness = (change: AwarenessChange, origin: unknown) => {
    if (origin !== this) this.#sendAwareness([...change.added, ...change.updated, ...change.removed]);
    // Its clock is forgotten, so that a client that returns with the same clock, since it has not moved, is shown again.
    else for (const client of change.removed) this.#awareness!.meta.delete(client);
  };

  /**
   * @param awareness carries presence for this room, or null for a room without
   * @param report is told why a room cannot be read
   */
  constructor(doc: Y.Doc, awareness: Awareness | null, channel: RoomChannel, report: (error: unknown) => void) {
    this.doc = doc;
    this.#awareness = awareness;
    this.#channel = channel;
    this.#report = report;
    doc.on("update", this.#onUpdate);
    awareness?.on("update", this.#onAwareness);
    channel.onFrame((bytes) => this.#take(decodeFrame(bytes)));
    channel.onClose((code, reason) => {
      if (code === CLOSE_CODES.broken) this.#set({ unreadable: true });
      else if (code !== 0) this.#set({ refused: reason });
      this.#forgetOthers();
    });
    channel.onOpen(() => {
      // Everything that the core lacks is sent again, and may be refused again.
      this.#set({ refused: null });
      this.#send({ type: "step1", stateVector: Y.encodeStateVector(doc) });
      this.#showItself();
    });
  }

  get state(): ReplicaState {
    return this.#state;
  }

  /** Called at every change of `state`. @returns a function that takes the handler off. */
  onChange(handler: (state: ReplicaState) => void): () => void {
    this.#handlers.add(handler);
    return () => void this.#handlers.delete(handler);
  }

  /** Leaves the room; the document stays as it is. */
  destroy(): void {
    this.doc.off("update", this.#onUpdate);
    if (this.#awareness) {
      removeAwarenessStates(this.#awareness, [this.doc.clientID], "window closed");
      this.#awareness.off("update", this.#onAwareness);
    }
    this.#channel.close();
  }

  #set(change: Partial<ReplicaState>): void {
    const next = { ...this.#state, ...change };
    const keys = Object.keys(next) as (keyof ReplicaState)[];
    if (keys.every((key) => next[key] === this.#state[key])) return;
    this.#state = next;
    for (const handler of this.#handlers) handler(next);
  }

  #send(frame: Frame): void {
    this.#channel.send(encodeFrame(frame));
  }

  #sendAwareness(clients: number[]): void {
    this.#send({ type: "awareness", update: encodeAwarenessUpdate(this.#awareness!, clients) });
  }

  /** Says anew that this window is here, with a higher clock: y-protocols takes no first state at clock 0 from others. */
  #showItself(): void {
    const state = this.#awareness?.getLocalState();
    if (state) this.#awareness!.setLocalState(state);
  }

  /** Sends one barrier for all changes of a turn of the event loop. */
  #askBarrier(): void {
    this.#barrier++;
    this.#set({ pending: true });
    if (this.#barrierAsked) return;
    this.#barrierAsked = true;
    void this.#sendBarrier();
  }

  async #sendBarrier(): Promise<void> {
    await Promise.resolve();
    this.#barrierAsked = false;
    this.#send({ type: "barrier", id: this.#barrier });
  }

  #take(frame: Frame): void {
    switch (frame.type) {
      case "step1": {
        this.#send({ type: "update", update: Y.encodeStateAsUpdate(this.doc, frame.stateVector), reply: true });
        // What the core lacks was just sent: it is on disk when the barrier after it is answered.
        if (this.#state.pending) this.#askBarrier();
        return;
      }
      case "update":
        if (this.#apply(frame.update) && frame.reply) this.#set({ loaded: true, unreadable: false });
        return;
      case "awareness":
        if (this.#awareness) applyAwarenessUpdate(this.#awareness, frame.update, this);
        return;
      case "query-awareness":
        this.#showItself();
        return;
      case "denied":
        this.#set({ refused: frame.reason });
        return;
      case "barrier":
        if (frame.id === this.#barrier) this.#set({ pending: false });
        return;
    }
  }

  /** Applies an update. After one that threw, of which a half may be applied, no other is. @returns whether it was applied */
  #apply(update: Uint8Array): boolean {
    if (this.#spoilt) return false;
    try {
      applyUpdate(this.doc, update, this);
      return true;
    } catch (error) {
      this.#spoilt = true;
      this.#set({ unreadable: true });
      this.#report(error);
      return false;
    }
  }

  /** Removes the presence of others: without the core nobody can be seen. */
  #forgetOthers(): void {
    if (!this.#awareness) return;
    const others = [...this.#awareness.getStates().keys()].filter((client) => client !== this.doc.clientID);
    removeAwarenessStates(this.#awareness, others, this);
  }
}
