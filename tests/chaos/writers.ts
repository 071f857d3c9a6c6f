/** Those who write: a window of a desk, and a program with nothing but y-websocket. Each knows what it was promised. */
import * as decoding from "lib0/decoding";
import type * as prng from "lib0/prng";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import type { RpcClient } from "../../shared/rpc/client.ts";
import { encodeFrame, MESSAGE_BARRIER } from "../../shared/wire/frames.ts";
import { OpenRoom } from "../desk/desk-fixture.ts";
import type { Edit, Ledger } from "./ledger.ts";

/** Words about which a text stays. */
const SIZE = 120;

export interface Writer {
  readonly name: string;
  write(gen: prng.PRNG, room: string): void;
  text(room: string): string;
  /** What it still waits for, or null when all that it wrote is where it should be. */
  unrest(): Promise<string | null>;
  close(): void;
}

/** One window of a desk, with both rooms of the article open. */
export class Window implements Writer {
  readonly name: string;
  readonly #desk: string;
  readonly #client: RpcClient;
  readonly #ledger: Ledger;
  readonly #article: string;
  readonly #rooms: ReadonlyMap<string, OpenRoom>;
  readonly #unpromised = new Map<string, Edit[]>();
  /** On the core's disk, and not known to be on the relay's. */
  #waiting: Edit[] = [];

  constructor(name: string, desk: string, client: RpcClient, article: string, rooms: readonly string[], ledger: Ledger) {
    this.name = name;
    this.#desk = desk;
    this.#client = client;
    this.#article = article;
    this.#ledger = ledger;
    this.#rooms = new Map(rooms.map((room) => [room, new OpenRoom(client, room)]));
    for (const [room, { replica }] of this.#rooms) {
      replica.onChange(({ pending }) => {
        if (!pending) this.#promised(room);
      });
    }
  }

  write(gen: prng.PRNG, room: string): void {
    const { doc, replica } = this.#rooms.get(room)!;
    if (!replica.state.loaded) return;
    const edits = this.#unpromised.get(room) ?? [];
    this.#unpromised.set(room, edits);
    edits.push(this.#ledger.edit(gen, room, doc.getText("body"), this.name, SIZE));
  }

  get loaded(): boolean {
    return [...this.#rooms.values()].every(({ replica }) => replica.state.loaded);
  }

  text(room: string): string {
    return this.#rooms.get(room)!.text;
  }

  /** Asks the core what waits for the relay. */
  async ask(): Promise<string> {
    const before = this.#waiting;
    const { link, waiting } = await this.#client.calls.syncState({ article: this.#article });
    if (waiting === 0) {
      this.#ledger.promise(before, "relay");
      const known = new Set(before);
      this.#waiting = this.#waiting.filter((edit) => !known.has(edit));
    }
    return `${link}, ${waiting} waiting`;
  }

  async unrest(): Promise<string | null> {
    for (const [room, { replica }] of this.#rooms) {
      const { loaded, pending, refused } = replica.state;
      if (!loaded || pending || refused !== null) return `${room} ${JSON.stringify(replica.state)}`;
    }
    const state = await this.ask();
    return state === "connected, 0 waiting" ? null : state;
  }

  close(): void {
    for (const room of this.#rooms.values()) room.close();
    this.#client.end();
  }

  #promised(room: string): void {
    const edits = this.#unpromised.get(room) ?? [];
    this.#unpromised.delete(room);
    this.#ledger.promise(edits, this.#desk);
    this.#waiting = [...this.#waiting, ...edits];
  }
}

/** One room over y-websocket's own provider, which comes back with a new ticket after every break. */
class Room {
  readonly doc = new Y.Doc();
  readonly provider: WebsocketProvider;
  readonly #ledger: Ledger;
  #unpromised: Edit[] = [];
  #barrier = 0;
  /** What each barrier on this connection is about. */
  readonly #asked = new Map<number, readonly Edit[]>();
  #ended = false;

  constructor(ws: string, room: string, ledger: Ledger, ticket: () => Promise<string>) {
    this.#ledger = ledger;
    this.provider = new WebsocketProvider(ws, room, this.doc, {
      connect: false,
      disableBc: true,
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    });
    this.provider.messageHandlers[MESSAGE_BARRIER] = (_encoder, decoder) => this.#answered(decoding.readVarUint(decoder));
    // The relay asks what we have when we come: behind the first answer that is sent, and what is asked then covers it.
    this.provider.on("status", ({ status }) => {
      if (status === "connected") this.#ask([]);
    });
    this.provider.on("connection-close", () => {
      this.#asked.clear();
      this.provider.shouldConnect = false;
      void this.#dial(ticket);
    });
    void this.#dial(ticket);
  }

  get state(): string | null {
    const { wsconnected, synced } = this.provider;
    const rest = wsconnected && synced && this.#unpromised.length === 0;
    return rest ? null : `connected ${wsconnected}, synced ${synced}, ${this.#unpromised.length} unpromised`;
  }

  add(edit: Edit): void {
    this.#unpromised.push(edit);
  }

  close(): void {
    this.#ended = true;
    this.provider.destroy();
    this.doc.destroy();
  }

  #ask(edits: readonly Edit[]): void {
    this.#asked.set(++this.#barrier, edits);
    this.provider.ws!.send(encodeFrame({ type: "barrier", id: this.#barrier }) as Uint8Array<ArrayBuffer>);
  }

  #answered(id: number): void {
    const edits = this.#asked.get(id);
    if (!edits) return;
    this.#asked.delete(id);
    this.#ledger.promise(edits, "relay");
    const kept = new Set(edits);
    this.#unpromised = this.#unpromised.filter((edit) => !kept.has(edit));
    setTimeout(() => {
      if (this.provider.wsconnected && this.#asked.size === 0) this.#ask(this.#unpromised.slice());
    }, 20);
  }

  async #dial(ticket: () => Promise<string>): Promise<void> {
    while (!this.#ended) {
      try {
        this.provider.params = { ticket: await ticket() };
        if (!this.#ended) this.provider.connect();
        return;
      } catch {
        // Nobody is there: asked again until somebody is.
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }
}

export class Bare implements Writer {
  readonly name = "bare";
  readonly #rooms: ReadonlyMap<string, Room>;
  readonly #ledger: Ledger;

  constructor(ws: string, rooms: readonly string[], ledger: Ledger, ticket: () => Promise<string>) {
    this.#ledger = ledger;
    this.#rooms = new Map(rooms.map((room) => [room, new Room(ws, room, ledger, ticket)]));
  }

  write(gen: prng.PRNG, room: string): void {
    const open = this.#rooms.get(room)!;
    open.add(this.#ledger.edit(gen, room, open.doc.getText("body"), this.name, SIZE));
  }

  text(room: string): string {
    return this.#rooms.get(room)!.doc.getText("body").toJSON();
  }

  async unrest(): Promise<string | null> {
    for (const [room, { state }] of this.#rooms) if (state !== null) return `${room} ${state}`;
    return null;
  }

  close(): void {
    for (const open of this.#rooms.values()) open.close();
  }
}
