/**
 * One document and the connections to it: takes an update, has it committed, passes it on, serves newcomers. The relay
 * and the desktop core run this same code; a core is a relay with one uplink. Rules SY1–SY9.
 */
import * as Y from "yjs";
import type { LogEntry, UpdateLog } from "../store/update-log.ts";
import { decodeFrame, encodeFrame, FrameError, type Frame } from "../wire/frames.ts";
import type { Committer } from "./committer.ts";
import type { RoomPeer } from "./peer.ts";
import { Presence, PresenceError } from "./presence.ts";
import { bringsNews, mergeLog, readUpdate, UpdateError } from "./update.ts";

/** Close codes of a room. 4400–4499 are final for a y-websocket client, others mean "come back". */
export const CLOSE = { broken: 1011, notStored: 1013, malformed: 4400, refused: 4403 } as const;

/** Updates after the last compaction that start the next one. */
const LONG_TAIL = 500;
/** A merge of more updates than this, made to answer someone, is kept instead of made again. */
const WORTH_KEEPING = 64;
/** A connection that sends more updates than this which it may not write is closed. */
const PATIENCE = 20;

/** An update that is on disk now. */
export interface Committed {
  readonly room: string;
  readonly update: Uint8Array;
  /** See `LogEntry`. */
  readonly member: string | null;
  readonly waiting: boolean;
}

export interface RoomHost {
  readonly log: UpdateLog;
  readonly committer: Committer;
  /** True in a desktop core: what a window writes waits for the relay (ST4). */
  readonly desk: boolean;
  /** Called for every update, after its commit and before it is passed on. */
  readonly onCommitted?: (change: Committed) => void;
  /** Is told of errors that no connection can be blamed for. */
  readonly report: (error: unknown) => void;
}

/** A peer's end of its room: feed it the frames that arrive, tell it when the transport is gone. */
export interface RoomConnection {
  receive(frame: Uint8Array): void;
  leave(): void;
}

interface Connection {
  readonly peer: RoomPeer;
  open: boolean;
  refused: number;
}

export class Room {
  readonly name: string;
  readonly #host: RoomHost;
  readonly #onIdle: () => void;
  readonly #connections = new Set<Connection>();
  readonly #presence = new Presence();
  #uncommitted = 0;
  #tail: number;
  /** The merged log, kept for the rest of a turn: newcomers tend to come together. */
  #merged: Uint8Array | null = null;

  /** @param onIdle is called whenever nobody is connected and nothing is on its way to disk. */
  constructor(name: string, host: RoomHost, onIdle: () => void) {
    this.name = name;
    this.#host = host;
    this.#onIdle = onIdle;
    this.#tail = host.log.tailLength(name);
  }

  /** Connects `peer`: asks it for what the room misses and shows it who is here, both sent before this returns. */
  join(peer: RoomPeer): RoomConnection {
    const connection: Connection = { peer, open: true, refused: 0 };
    this.#connections.add(connection);
    this.#guarded(connection, () => {
      this.#send(connection, encodeFrame({ type: "step1", stateVector: Y.encodeStateVectorFromUpdate(this.#state()) }));
      this.#sendPresence(connection);
    });
    return {
      receive: (bytes) => {
        if (connection.open) this.#guarded(connection, () => this.#take(connection, decodeFrame(bytes)));
      },
      leave: () => this.#leave(connection),
    };
  }

  /**
   * Stores an update that comes from no connection, and passes it on to all.
   * @returns when it is on disk; rejects when the disk refuses it, and with an UpdateError when it is malformed.
   */
  apply(update: Uint8Array, from: { readonly member: string | null; readonly waiting: boolean }): Promise<void> {
    return new Promise((resolve, reject) => {
      let clients: readonly number[];
      try {
        ({ clients } = readUpdate(update));
      } catch (error) {
        this.#restIfIdle();
        throw error;
      }
      this.#append({ room: this.name, update, clients, ...from }, null, (error) => {
        if (error === null) resolve();
        else reject(error instanceof Error ? error : new Error("not stored", { cause: error }));
      });
    });
  }

  #take(connection: Connection, frame: Frame): void {
    switch (frame.type) {
      case "step1":
        this.#send(connection, encodeFrame({ type: "update", update: this.#missing(frame.stateVector), reply: true }));
        return;
      case "update":
        this.#write(connection, frame.update, frame.reply);
        return;
      case "awareness": {
        const passed = this.#presence.receive(connection.peer, frame.update);
        if (passed) this.#broadcast(encodeFrame({ type: "awareness", update: passed }), connection);
        return;
      }
      case "query-awareness":
        // An uplink asks when its line is new: to the other side, what it showed before is gone and would be an echo.
        if (connection.peer.uplink) this.#broadcast(encodeFrame(frame), connection);
        else this.#sendPresence(connection);
        return;
      case "barrier":
        this.#host.committer.after(() => this.#send(connection, encodeFrame(frame)));
        return;
      case "denied":
        // Only a relay says this, and the core's uplink has heard it.
        return;
    }
  }

  #write(connection: Connection, update: Uint8Array, reply: boolean): void {
    const { peer } = connection;
    const { clients, inserts, empty } = readUpdate(update);
    if (empty || (reply && !bringsNews(update, this.#state()))) return;
    if (!peer.mayWrite()) {
      // Yjs deletes redundant formatting by itself, also for a reader: dropped like all else, but held against nobody.
      // A window that may not write lets nobody delete, so there it is nothing else, and no news for its reader.
      if (inserts) connection.refused++;
      else if (this.#host.desk) return;
      const reason = `${peer.member.name} may not write in ${this.name}`;
      if (connection.refused > PATIENCE) this.#end(connection, CLOSE.refused, reason);
      else this.#send(connection, encodeFrame({ type: "denied", reason }));
      return;
    }
    const { desk } = this.#host;
    const entry = {
      room: this.name,
      update,
      clients,
      // What an uplink brings is of many members; the relay knows whose.
      member: peer.uplink ? null : peer.member.id,
      waiting: desk && !peer.uplink,
    };
    this.#append(entry, connection, (error) => {
      if (error !== null) this.#end(connection, CLOSE.notStored, "not stored, try again");
    });
  }

  #append(entry: LogEntry, from: Connection | null, settle: (error: unknown) => void): void {
    this.#uncommitted++;
    this.#host.committer.append(entry, (error) => {
      this.#uncommitted--;
      try {
        if (error === null) this.#pass(entry, from);
        settle(error);
      } finally {
        this.#restIfIdle();
      }
    });
  }

  #pass({ update, member, waiting }: LogEntry, from: Connection | null): void {
    this.#merged = null;
    if (++this.#tail === LONG_TAIL + 1) this.#host.committer.after(() => this.#state());
    this.#host.onCommitted?.({ room: this.name, update, member, waiting });
    this.#broadcast(encodeFrame({ type: "update", update, reply: false }), from);
  }

  /** All that is committed, as one update. Compacts the log when the merge was worth keeping. */
  #state(): Uint8Array {
    if (this.#merged) return this.#merged;
    const { log, committer, report } = this.#host;
    const { seq, updates } = log.read(this.name);
    const merged = mergeLog(updates);
    if (updates.length > WORTH_KEEPING) {
      try {
        log.compact(this.name, seq, merged);
      } catch (error) {
        // The long log is as good as the short one: serve on, and try again after as many updates more.
        report(error);
      }
      this.#tail = 0;
    }
    this.#merged = merged;
    committer.after(() => {
      this.#merged = null;
    });
    return merged;
  }

  #missing(stateVector: Uint8Array): Uint8Array {
    try {
      Y.decodeStateVector(stateVector);
    } catch (error) {
      throw new FrameError(`malformed state vector of ${stateVector.length} bytes`, { cause: error });
    }
    return Y.diffUpdate(this.#state(), stateVector);
  }

  #sendPresence(connection: Connection): void {
    const update = this.#presence.all();
    if (update) this.#send(connection, encodeFrame({ type: "awareness", update }));
  }

  #broadcast(frame: Uint8Array, except: Connection | null): void {
    for (const connection of this.#connections) if (connection !== except) this.#send(connection, frame);
  }

  #send(connection: Connection, frame: Uint8Array): void {
    if (!connection.open) return;
    try {
      connection.peer.send(frame);
    } catch (error) {
      this.#host.report(error);
      this.#end(connection, CLOSE.broken, "the connection could not be written to");
    }
  }

  /** Runs what `connection` asked for; whatever goes wrong ends that connection alone (SY4). */
  #guarded(connection: Connection, run: () => void): void {
    try {
      run();
    } catch (error) {
      if (error instanceof FrameError || error instanceof UpdateError || error instanceof PresenceError) {
        this.#end(connection, CLOSE.malformed, error.message);
      } else {
        this.#host.report(error);
        this.#end(connection, CLOSE.broken, "the room could not be read");
      }
    }
  }

  #end(connection: Connection, code: number, reason: string): void {
    if (!connection.open) return;
    this.#leave(connection);
    connection.peer.close(code, reason);
  }

  #leave(connection: Connection): void {
    if (!connection.open) return;
    connection.open = false;
    this.#connections.delete(connection);
    const gone = this.#presence.leave(connection.peer);
    if (gone) this.#broadcast(encodeFrame({ type: "awareness", update: gone }), null);
    this.#restIfIdle();
  }

  #restIfIdle(): void {
    if (this.#connections.size === 0 && this.#uncommitted === 0) this.#onIdle();
  }
}
