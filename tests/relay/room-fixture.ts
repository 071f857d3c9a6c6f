/** Rooms over the real SQLite log, and clients that answer as y-websocket's does. */
import { setImmediate } from "node:timers";
import Database from "better-sqlite3";
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { isAppendOnly, isFlat } from "../../shared/roles.ts";
import type { Aside } from "../../shared/room/aside.ts";
import type { Compactor } from "../../shared/room/compactor.ts";
import { Committer } from "../../shared/room/committer.ts";
import { UNLIMITED, type RoomLimits } from "../../shared/room/limits.ts";
import type { RoomPeer } from "../../shared/room/peer.ts";
import type { Committed, RoomConnection } from "../../shared/room/host.ts";
import { Rooms } from "../../shared/room/rooms.ts";
import { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import { byClient, ownerOf } from "../../shared/store/credits.ts";
import type { UpdateLog } from "../../shared/store/update-log.ts";
import { decodeFrame, encodeFrame, type Frame } from "../../shared/wire/frames.ts";

export const ROOM = "article/room-test";

/** Who owns each client ID in the room. */
export const ownersAt = ({ log }: { readonly log: UpdateLog }, room = ROOM): ReadonlyMap<number, string> =>
  new Map([...byClient(log.authors(room))].map(([client, credits]) => [client, ownerOf(credits)!]));

/** Ends the turn: all that was scheduled in it has run. */
export const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

export interface TestRoomsOptions {
  readonly desk?: boolean;
  /** Keeps the log on disk. */
  readonly file?: string;
  readonly limits?: RoomLimits;
  readonly compactor?: Compactor;
  readonly aside?: Aside;
  /** Paces what is passed on. */
  readonly later?: (run: () => void, milliseconds: number) => void;
}

/** A store with its rooms, and what happened there. */
export class TestRooms {
  /** Appends and frames sent, in order. */
  events: string[] = [];
  /** Set to make the disk refuse. */
  diskFull = false;
  readonly reported: unknown[] = [];
  readonly committed: Committed[] = [];
  readonly log: UpdateLog;
  readonly rooms: Rooms;
  readonly #db: Database.Database;

  constructor({ desk = false, file = ":memory:", limits = UNLIMITED, later, compactor, aside }: TestRoomsOptions = {}) {
    this.#db = new Database(file);
    // A test's disk need not survive the loss of power.
    this.#db.pragma("synchronous = OFF");
    this.log = this.#told(new SqliteUpdateLog(this.#db));
    const report = (error: unknown): void => void this.reported.push(error);
    this.rooms = new Rooms({
      log: this.log,
      committer: new Committer(this.log, (run) => void setImmediate(run), report),
      desk,
      limits: () => limits,
      flat: isFlat,
      appendOnly: isAppendOnly,
      ...(later ? { later } : {}),
      ...(compactor ? { compactor } : {}),
      ...(aside ? { aside } : {}),
      report,
      onCommitted: (change) => this.committed.push(change),
    });
  }

  close(): void {
    this.#db.close();
  }

  /** The real log, telling when it is written to. */
  #told(real: SqliteUpdateLog): UpdateLog {
    return {
      append: (entries) => {
        this.events.push(`append ${entries.length}`);
        if (this.diskFull) throw new Error("disk full");
        real.append(entries);
      },
      compact: (room, seq, state) => {
        this.events.push("compact");
        real.compact(room, seq, state);
      },
      read: (room) => real.read(room),
      sizes: (room) => real.sizes(room),
      tailLength: (room) => real.tailLength(room),
      authors: (room, since) => real.authors(room, since),
      authorsOf: (room, client) => real.authorsOf(room, client),
      unconfirmedCredits: (room) => real.unconfirmedCredits(room),
      times: (room, since) => real.times(room, since),
      credit: (room, credits, times) => real.credit(room, credits, times),
      unconfirmed: (room) => real.unconfirmed(room),
      changedSince: (at, limit) => real.changedSince(at, limit),
      unconfirmedRooms: () => real.unconfirmedRooms(),
      confirm: (room, count) => real.confirm(room, count),
      updatedAt: (room) => real.updatedAt(room),
      rooms: () => real.rooms(),
      close: () => real.close(),
    };
  }
}

/** A peer that answers as a y-websocket client does, with a document of its own. */
export class TestPeer implements RoomPeer {
  readonly member: RoomPeer["member"];
  readonly uplink: boolean;
  readonly doc = new Y.Doc();
  readonly awareness = new Awareness(this.doc);
  readonly got: Frame[] = [];
  readonly raw: Uint8Array[] = [];
  closed: { code: number; reason: string } | null = null;
  writes = true;
  #connection: RoomConnection;

  readonly #site: TestRooms;

  constructor(site: TestRooms, name: string, more: { room?: string; uplink?: boolean } = {}) {
    this.#site = site;
    this.member = { id: name, name: `${name} the true`, color: "#123456" };
    this.uplink = more.uplink ?? false;
    // Frames arrive while joining, before there is a connection to answer on: a transport takes time.
    const waiting: Uint8Array[] = [];
    this.#connection = { receive: (frame) => void waiting.push(frame), isHeld: false, leave: () => undefined };
    const joined = site.rooms.join(more.room ?? ROOM, this);
    this.#connection = joined;
    for (const frame of waiting) joined.receive(frame);
    this.doc.on("update", (update: Uint8Array, origin) => {
      if (origin !== this) this.update(update);
    });
    this.say({ type: "step1", stateVector: Y.encodeStateVector(this.doc) });
  }
  mayWrite(): boolean {
    return this.writes;
  }
  send(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    this.got.push(frame);
    this.raw.push(bytes);
    this.#site.events.push(`${this.member.id} ${frame.type}`);
    if (frame.type === "step1") {
      this.say({ type: "update", update: Y.encodeStateAsUpdate(this.doc, frame.stateVector), reply: true });
    } else if (frame.type === "update") {
      Y.applyUpdate(this.doc, frame.update, this);
    } else if (frame.type === "awareness") {
      applyAwarenessUpdate(this.awareness, frame.update, this);
    }
  }
  close(code: number, reason: string): void {
    this.closed = { code, reason };
    this.awareness.destroy();
  }
  say(frame: Frame): void {
    this.#connection.receive(encodeFrame(frame));
  }
  sayBytes(bytes: Uint8Array): void {
    this.#connection.receive(bytes);
  }
  update(update: Uint8Array): void {
    this.say({ type: "update", update, reply: false });
  }
  type(text: string): void {
    this.doc.getText("body").insert(this.text.length, text);
  }
  get text(): string {
    return this.doc.getText("body").toJSON();
  }
  /** Says where its caret is, under a name of its choice. */
  show(state: Record<string, unknown>): void {
    this.awareness.setLocalState(state);
    this.say({ type: "awareness", update: encodeAwarenessUpdate(this.awareness, [this.doc.clientID]) });
  }
  leave(): void {
    this.#connection.leave();
    this.awareness.destroy();
  }
  count(type: Frame["type"]): number {
    return this.got.filter((frame) => frame.type === type).length;
  }
}
