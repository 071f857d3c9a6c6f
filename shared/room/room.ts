/**
 * One document and the connections to it: takes an update, has it committed, passes it on, serves newcomers. The relay
 * and the desktop core run this same code; a core is a relay with one uplink. Rules SY1–SY10, SY22, SY23, AU3.
 */
import * as Y from "yjs";
import type { LogEntry, UpdateLog } from "../store/update-log.ts";
import { MOST_CLIENTS } from "../wire/clients.ts";
import { decodeFrame, encodeFrame, FrameError, type Frame } from "../wire/frames.ts";
import { Answers } from "./answers.ts";
import type { Aside } from "./aside.ts";
import { Batch } from "./batch.ts";
import { CLOSE } from "./close.ts";
import type { Committer, Settle } from "./committer.ts";
import { DirectCompactor, type Compactor } from "./compactor.ts";
import { Connection } from "./connection.ts";
import { costOfFrame, costOfReading, costOfTrial } from "./cost.ts";
import { Delivery } from "./delivery.ts";
import { History } from "./history.ts";
import { UNLIMITED, type RoomLimits } from "./limits.ts";
import type { Known } from "./known.ts";
import type { Merged } from "./merged.ts";
import { Pace, type Later } from "./pace.ts";
import type { RoomPeer } from "./peer.ts";
import { Presence, PresenceError } from "./presence.ts";
import { readUpdate, UpdateError, type UpdateContent } from "./scan.ts";
import { Trials } from "./trials.ts";
import { tryOut } from "./update.ts";

/** A connection that sends more updates than this which it may not write is closed. */
const PATIENCE = 20;
/** Of a longer update the role is asked before it is looked into, and one longer than the second is checked aside. */
const SHORT_UPDATE = 64 * 1024;
const LONG_UPDATE = 1024 * 1024;
/** Units of reading beyond which a difference is made aside, where that is possible: some twenty milliseconds. */
const MUCH_READING = 100;
/** Milliseconds between two presence frames of a room, for each connection in it, and at most. */
const PRESENCE_PACE = 10;
const SLOWEST_PRESENCE = 500;
/** More bytes than a state vector of the most clients has. */
const LONGEST_VECTOR = 16 * MOST_CLIENTS;

type UpdateFrame = Extract<Frame, { type: "update" }>;

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
  /** Folds long logs, off the thread that serves; without it a room does so itself. */
  readonly compactor?: Compactor;
  /** Does heavy work beside the thread that serves; without it that is done then and there. */
  readonly aside?: Aside;
  /** Waits that many milliseconds; without it everything is passed on at once. */
  readonly later?: Later;
  readonly limits?: RoomLimits;
  /** Whether a room's document holds no type inside another; then an update with one is refused. */
  readonly flat?: (room: string) => boolean;
  /** Whether a room's document only grows; then an update that deletes is not stored. */
  readonly appendOnly?: (room: string) => boolean;
}

/** A peer's end of its room: feed it the frames that arrive, tell it when the transport is gone. */
export interface RoomConnection {
  receive(frame: Uint8Array): void;
  /** Something that it sent is still being looked at: what is received now waits for that. See `RoomPeer.resume`. */
  readonly isHeld: boolean;
  leave(): void;
}

export class Room {
  readonly name: string;
  readonly #host: RoomHost;
  readonly #limits: RoomLimits;
  readonly #flat: boolean;
  readonly #appendOnly: boolean;
  readonly #history: History;
  readonly #onIdle: () => void;
  readonly #connections = new Set<Connection>();
  readonly #presence: Presence;
  readonly #presencePace: Pace;
  readonly #delivery: Delivery;
  readonly #trials = new Trials();
  #uncommitted = 0;
  /** Bytes on their way to disk. */
  #coming = 0;

  /** @param onIdle is called whenever nobody is connected and nothing is on its way to disk. */
  constructor(name: string, host: RoomHost, onIdle: () => void) {
    this.name = name;
    this.#host = host;
    this.#limits = host.limits ?? UNLIMITED;
    this.#flat = host.flat?.(name) ?? false;
    this.#appendOnly = host.appendOnly?.(name) ?? false;
    const { log, report, compactor = new DirectCompactor(log) } = host;
    this.#history = new History({ room: name, log, compactor, report });
    this.#presence = new Presence(this.#limits);
    const pause = (): number => Math.min(SLOWEST_PRESENCE, PRESENCE_PACE * this.#connections.size);
    this.#presencePace = new Pace(() => this.#passPresence(), pause, host.later);
    this.#delivery = new Delivery(this.#connections, host.committer, () => this.#history.compactIfLong(), host.later);
    this.#onIdle = onIdle;
  }

  /** Connects `peer`: asks it for what the room misses and shows it who is here, at once unless the log is too long. */
  join(peer: RoomPeer): RoomConnection {
    const connection = new Connection(peer, (unwritable, error) => this.#unwritable(unwritable, error));
    this.#connections.add(connection);
    this.#whenShort(connection, () => {
      if (!this.#history.isKnown) connection.charge(costOfReading(this.#history.stored));
      connection.send(encodeFrame({ type: "step1", stateVector: this.#known().stateVector() }));
      this.#sendPresence(connection);
    });
    const answers = new Answers((asked) => this.#answer(connection, asked), this.#host.later);
    const take = (bytes: Uint8Array): void => this.#guarded(connection, () => this.#take(connection, bytes, answers));
    connection.next = take;
    return {
      receive: (bytes) => {
        if (connection.holds > 0) connection.held.push(bytes);
        else if (connection.open) take(bytes);
      },
      get isHeld() {
        return connection.open && connection.holds > 0;
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
      let content: UpdateContent;
      try {
        content = readUpdate(update);
        if (this.#appendOnly && content.deletions.length > 0) throw new UpdateError(`nothing is deleted in ${this.name}`);
      } catch (error) {
        this.#restIfIdle();
        throw error;
      }
      // What is not known yet is read from disk, where this is by then.
      if (this.#history.isKnown) this.#known().take(content);
      this.#append({ room: this.name, update, clients: content.clients, ...from }, null, encodeFrame({ type: "update", update, reply: false }), (error) => {
        if (error === null) resolve();
        else reject(error instanceof Error ? error : new Error("not stored", { cause: error }));
      });
    });
  }

  #take(connection: Connection, bytes: Uint8Array, answers: Answers): void {
    const frame = decodeFrame(bytes);
    connection.charge(costOfFrame(frame, bytes.length));
    switch (frame.type) {
      case "step1":
        checkStateVector(frame.stateVector);
        answers.ask(frame.stateVector);
        return;
      case "update":
        this.#write(connection, frame, bytes);
        return;
      case "awareness":
        connection.peer.charge?.("presence", 1);
        if (this.#presence.receive(connection.peer, frame.update)) this.#presencePace.ask();
        return;
      case "query-awareness":
        // An uplink asks when its line is new: to the other side, what it showed before is gone and would be an echo.
        if (!connection.peer.uplink) this.#sendPresence(connection);
        else for (const other of this.#connections) if (other !== connection) other.send(bytes);
        return;
      case "barrier":
        // Behind whatever of this connection waits for a long log.
        this.#whenShort(connection, () => this.#host.committer.after(() => connection.send(bytes)));
        return;
      case "authors":
        this.#learnAuthors(connection, frame);
        return;
      case "denied":
        // Only a relay says this, and the core's uplink has heard it.
        return;
    }
  }

  #write(connection: Connection, frame: UpdateFrame, bytes: Uint8Array): void {
    const { update } = frame;
    const { aside } = this.#host;
    if (update.length > SHORT_UPDATE && !connection.peer.mayWrite()) {
      // An update begins with the number of clients that it has structs of.
      this.#refuse(connection, update[0] !== 0);
    } else if (aside && update.length > LONG_UPDATE) {
      this.#hold(connection, aside.scan(update, this.#flat), (content) => this.#sift(connection, frame, content, bytes));
    } else {
      this.#sift(connection, frame, readUpdate(update, null, this.#flat), bytes);
    }
  }

  /** Lets through what is an update, and of a step 2, which repeats what its sender knows, what the room does not know. */
  #sift(connection: Connection, { update, reply }: UpdateFrame, content: UpdateContent, bytes: Uint8Array): void {
    if (content.empty) return;
    if (!reply) {
      this.#admit(connection, update, content, bytes);
      return;
    }
    this.#whenShort(connection, () => {
      if (this.#known().lacks(content)) this.#admit(connection, update, content, encodeFrame({ type: "update", update, reply: false }));
    });
  }

  /** @param frame the update as it goes to the others. */
  #admit(connection: Connection, update: Uint8Array, content: UpdateContent, frame: Uint8Array): void {
    const { peer } = connection;
    const { clients, inserts } = content;
    if (!peer.mayWrite()) {
      this.#refuse(connection, inserts);
      return;
    }
    if (this.#appendOnly && content.deletions.length > 0) {
      connection.refused++;
      this.#deny(connection, `nothing is deleted in ${this.name}`);
      return;
    }
    const { documentBytes } = this.#limits;
    if (this.#history.bytes + this.#coming + update.length > (inserts ? documentBytes : 2 * documentBytes)) {
      connection.send(encodeFrame({ type: "denied", reason: `this document has reached its limit of ${documentBytes} bytes` }));
      return;
    }
    const { desk } = this.#host;
    const entry = {
      room: this.name,
      update,
      clients: connection.carried.size > 0 ? clients.filter((client) => !connection.carried.has(client)) : clients,
      // What an uplink brings is of many members; the relay knows whose.
      member: peer.uplink ? null : peer.member.id,
      waiting: desk && !peer.uplink,
    };
    const store = (): void => {
      this.#trials.came(clients);
      this.#append(entry, connection, frame);
    };
    const known = this.#known();
    if (known.enter(content)) {
      store();
    } else if (desk) {
      known.take(content);
      store();
    } else {
      this.#tryOut(connection, update, content, store);
    }
  }

  /** @param inserts whether it does; Yjs deletes redundant formatting by itself, which is held against nobody (RO3) */
  #refuse(connection: Connection, inserts: boolean): void {
    const { member } = connection.peer;
    if (inserts) connection.refused++;
    // A window that may not write lets nobody delete, so there it is nothing else, and no news for its reader.
    else if (this.#host.desk) return;
    this.#deny(connection, `${member.name} may not write in ${this.name}`);
  }

  #deny(connection: Connection, reason: string): void {
    if (connection.refused > PATIENCE) this.#end(connection, CLOSE.refused, reason);
    else connection.send(encodeFrame({ type: "denied", reason }));
  }

  /**
   * Believes of a desk what it says against itself, that it carries what others wrote, and for itself no more than the first to
   * bring a client ID is believed (AU1, AU3): its member is credited with what is here and is nobody's.
   */
  #learnAuthors(connection: Connection, { mine, others }: Extract<Frame, { type: "authors" }>): void {
    const { desk, log } = this.#host;
    if (desk) return;
    connection.carried = new Set(others);
    const { peer } = connection;
    if (mine.length === 0 || !peer.mayWrite()) return;
    const owned = log.authors(this.name);
    const unowned = mine.filter((client) => !owned.has(client));
    if (unowned.length === 0) return;
    this.#whenShort(connection, () => {
      const known = this.#known();
      const owners = new Map(unowned.filter((client) => known.has(client)).map((client) => [client, peer.member.id]));
      if (owners.size > 0) log.claim(this.name, owners);
    });
  }

  /**
   * Stores an update if it goes with what is here: at some that overlap it in part, Yjs throws, and then nobody could read the
   * room again (SY22). An honest client sends one or two where it comes back before all that it sent had been stored.
   */
  #tryOut(connection: Connection, update: Uint8Array, content: UpdateContent, store: () => void): void {
    const { committer, log, aside } = this.#host;
    if (!this.#trials.mayTry(connection.peer.member.id)) {
      this.#end(connection, CLOSE.refused, "too many updates that overlap what is here");
      return;
    }
    connection.charge(costOfTrial(this.#history.stored));
    committer.flush();
    const take = (): void => {
      this.#known().take(content);
      this.#history.tangle();
      store();
    };
    if (!aside) {
      tryOut(log.read(this.name).updates, update);
      take();
      return;
    }
    const trial = this.#trials.begin();
    this.#hold(connection, aside.tryOut(this.name, update), () => {
      if (this.#trials.end(trial, content.clients)) take();
      else this.#end(connection, CLOSE.notStored, "not stored, try again");
    });
  }

  #append(entry: LogEntry, from: Connection | null, frame: Uint8Array, settled?: Settle): void {
    this.#uncommitted++;
    this.#coming += entry.update.length;
    this.#host.committer.append(entry, (error) => {
      this.#uncommitted--;
      this.#coming -= entry.update.length;
      try {
        if (error === null) this.#committed(entry, frame, from);
        else {
          this.#history.lost();
          if (from) this.#end(from, CLOSE.notStored, "not stored, try again");
        }
        settled?.(error);
      } finally {
        this.#restIfIdle();
      }
    });
  }

  #committed({ update, member, waiting }: LogEntry, frame: Uint8Array, from: Connection | null): void {
    this.#history.grew(update);
    this.#host.onCommitted?.({ room: this.name, update, member, waiting });
    this.#delivery.add({ frame, from });
  }

  /** Runs `then` when that is done; what the connection sends meanwhile waits, in order. */
  #hold<T>(connection: Connection, work: Promise<T>, then: (value: T) => void): void {
    connection.holds++;
    const done = (run: () => void): void => {
      connection.holds--;
      if (connection.open) this.#guarded(connection, run);
      while (connection.holds === 0 && connection.open && connection.held.length > 0) connection.next(connection.held.shift()!);
      if (connection.holds === 0) connection.peer.resume?.();
    };
    work.then(
      (value) => done(() => then(value)),
      (error: unknown) =>
        done(() => {
          throw error;
        }),
    );
  }

  /** Runs now, or when a log that is too long has been folded. */
  #whenShort(connection: Connection, run: () => void): void {
    if (!this.#history.isTooLong) {
      this.#guarded(connection, run);
      return;
    }
    void this.#runShort(connection, run);
  }

  async #runShort(connection: Connection, run: () => void): Promise<void> {
    await this.#history.compact();
    if (connection.open) this.#guarded(connection, run);
  }

  /** All that is committed; merged once in a turn. */
  #state(): Merged {
    this.#host.committer.after(() => this.#history.forget());
    return this.#history.state();
  }

  /** What is here or on its way to disk. */
  #known(): Known {
    if (!this.#history.isKnown) {
      // It is read from disk.
      if (this.#uncommitted > 0) this.#host.committer.flush();
      this.#state();
    }
    return this.#history.known();
  }

  /** Answers a sync step 1, when all that came before it is on disk. */
  #answer(connection: Connection, asked: Uint8Array): void {
    if (!connection.open) return;
    const answer = (): void => this.#whenShort(connection, () => this.#sendMissing(connection, asked));
    if (this.#uncommitted > 0) this.#host.committer.after(answer);
    else answer();
  }

  #sendMissing(connection: Connection, asked: Uint8Array): void {
    const { aside } = this.#host;
    const known = this.#known();
    const send = (update: Uint8Array): void => connection.send(encodeFrame({ type: "update", update, reply: true }));
    if (known.isWithin(Y.decodeStateVector(asked))) {
      send(known.deletions());
      return;
    }
    const cost = costOfReading(this.#history.stored);
    connection.charge(cost);
    const isEmpty = asked.length === 1;
    if (!aside || (cost < MUCH_READING && !this.#history.isTangled)) {
      const { update } = this.#state();
      send(isEmpty ? update : Y.diffUpdate(update, asked));
    } else if (isEmpty) {
      this.#later(connection, this.#history.snapshot(() => aside.missing(this.name, asked)), (frame) => connection.send(frame));
    } else {
      this.#later(connection, aside.missing(this.name, asked), send);
    }
  }

  /** Runs `then` when that is done, if the connection is still there. */
  #later<T>(connection: Connection, work: Promise<T>, then: (value: T) => void): void {
    work.then(
      (value) => {
        if (connection.open) this.#guarded(connection, () => then(value));
      },
      (error: unknown) => {
        this.#host.report(error);
        this.#end(connection, CLOSE.broken, "the room could not be read");
      },
    );
  }

  #sendPresence(connection: Connection): void {
    const update = this.#presence.all();
    if (update) connection.send(encodeFrame({ type: "awareness", update }));
  }

  /** Slower the more there are (PR8). */
  #passPresence(): void {
    const changes = this.#presence.takeChanges();
    if (!changes) return;
    const batch = new Batch([encodeFrame({ type: "awareness", update: changes.update })]);
    for (const connection of this.#connections) if (connection.peer !== changes.from) connection.sendRun(batch, 0, 1);
  }

  #unwritable(connection: Connection, error: unknown): void {
    this.#host.report(error);
    this.#end(connection, CLOSE.broken, "the connection could not be written to");
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
    if (this.#presence.leave(connection.peer)) this.#presencePace.ask();
    this.#restIfIdle();
  }

  get #isIdle(): boolean {
    return this.#connections.size === 0 && this.#uncommitted === 0;
  }

  #restIfIdle(): void {
    if (!this.#isIdle) return;
    this.#onIdle();
    this.#history.rest();
  }
}

function checkStateVector(bytes: Uint8Array): void {
  if (bytes.length > LONGEST_VECTOR) throw new FrameError(`a state vector of ${bytes.length} bytes`);
  try {
    Y.decodeStateVector(bytes);
  } catch (error) {
    throw new FrameError(`malformed state vector of ${bytes.length} bytes`, { cause: error });
  }
}
