/** Somebody with nothing but y-websocket 3.1.0, and a new ticket for each dial; asks the relay for its barrier. */
import * as decoding from "lib0/decoding";
import type * as prng from "lib0/prng";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import type { RoomKind } from "../../shared/roles.ts";
import { decodeFrame, encodeFrame, MESSAGE_BARRIER, MESSAGE_SYNC } from "../../shared/wire/frames.ts";
import { Editor, KINDS } from "./editor.ts";
import type { Promised } from "./promised.ts";

/** Before the next try to get a ticket, in milliseconds. */
const AGAIN_AFTER = 100;

export interface Entrance {
  /** Base address of the rooms. */
  readonly ws: string;
  ticket(): Promise<string>;
  /** Told how a connection was closed. */
  onClosed(code: number, reason: string): void;
}

export class BareEditor extends Editor {
  readonly #rooms: Readonly<Record<RoomKind, BareRoom>>;

  constructor(name: string, article: string, gen: prng.PRNG, entrance: Entrance, relay: Promised) {
    super(name, article, gen);
    const roomOf = (kind: RoomKind): BareRoom => new BareRoom(this, kind, entrance, relay);
    this.#rooms = { body: roomOf("body"), notes: roomOf("notes") };
  }

  get isLoaded(): boolean {
    return KINDS.every((kind) => this.#rooms[kind].wasSynced);
  }

  unrest(): string | null {
    for (const kind of KINDS) {
      const unrest = this.#rooms[kind].unrest();
      if (unrest !== null) return `${this.name}, ${this.room(kind)}: ${unrest}`;
    }
    return null;
  }

  override close(): void {
    for (const kind of KINDS) this.#rooms[kind].close();
    super.close();
  }
}

class BareRoom {
  wasSynced = false;
  readonly #doc: Y.Doc;
  readonly #room: string;
  readonly #provider: WebsocketProvider;
  readonly #entrance: Entrance;
  readonly #relay: Promised;
  /** The relay asked what we have and was answered on this connection: what is here is sent. */
  #answered = false;
  /** Something was written that no barrier has been asked for. */
  #isNew = false;
  #barrier = 0;
  /** What the barrier under way is about. */
  #asked: Y.Snapshot | null = null;
  #ended = false;

  constructor(editor: Editor, kind: RoomKind, entrance: Entrance, relay: Promised) {
    this.#doc = editor.doc(kind);
    this.#room = editor.room(kind);
    this.#entrance = entrance;
    this.#relay = relay;
    this.#provider = new WebsocketProvider(`${entrance.ws}/sync`, this.#room, this.#doc, {
      connect: false,
      disableBc: true,
      awareness: editor.caret(kind),
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
      // Each dial needs a ticket of its own.
      shouldReconnect: ({ code, reason }) => {
        entrance.onClosed(code, reason);
        return false;
      },
    });
    this.#wrapHandlers();
    this.#provider.on("connection-close", () => {
      this.#answered = false;
      this.#asked = null;
      this.#isNew = true;
    });
    this.#provider.on("closed", () => void this.#dial());
    this.#provider.on("sync", (synced) => {
      if (synced) this.wasSynced = true;
    });
    // The provider's own handler stands before it, so that the update is sent by now.
    this.#doc.on("update", (_update, origin) => {
      if (origin === this.#provider) return;
      this.#isNew = true;
      this.#ask();
    });
    void this.#dial();
  }

  unrest(): string | null {
    const { wsconnected, synced } = this.#provider;
    if (wsconnected && synced && this.#answered && !this.#isNew && this.#asked === null) return null;
    return `connected ${wsconnected}, synced ${synced}, answered ${this.#answered}, new ${this.#isNew}, asked ${this.#asked !== null}`;
  }

  close(): void {
    this.#ended = true;
    this.#provider.destroy();
  }

  async #dial(): Promise<void> {
    while (!this.#ended) {
      try {
        this.#provider.params = { ticket: await this.#entrance.ticket() };
        if (!this.#ended) this.#provider.connect();
        return;
      } catch {
        // Nobody is there: asked again until somebody is.
        await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
      }
    }
  }

  #wrapHandlers(): void {
    const handlers = this.#provider.messageHandlers;
    const sync = handlers[MESSAGE_SYNC]!;
    handlers[MESSAGE_SYNC] = (encoder, decoder, provider, emitSynced, type) => {
      const { type: what } = decodeFrame(decoder.arr);
      const { ws } = this.#provider;
      sync(encoder, decoder, provider, emitSynced, type);
      if (what !== "step1") return;
      // The provider sends the answer when this handler is done.
      setImmediate(() => {
        if (this.#provider.ws !== ws) return;
        this.#answered = true;
        this.#isNew = true;
        this.#ask();
      });
    };
    handlers[MESSAGE_BARRIER] = (_encoder, decoder) => {
      if (decoding.readVarUint(decoder) !== this.#barrier || this.#asked === null) return;
      this.#relay.add(this.#room, this.#asked);
      this.#asked = null;
      this.#ask();
    };
  }

  #ask(): void {
    if (this.#ended || !this.#answered || !this.#isNew || this.#asked !== null) return;
    this.#isNew = false;
    this.#asked = Y.snapshot(this.#doc);
    this.#provider.ws!.send(encodeFrame({ type: "barrier", id: ++this.#barrier }) as Uint8Array<ArrayBuffer>);
  }
}
