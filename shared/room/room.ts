import * as Y from "yjs";
import type { Credit } from "../store/credits.ts";
import { decodeFrame, encodeFrame, FrameError, type Frame } from "../wire/frames.ts";
import { Answers } from "./answers.ts";
import { Authorship } from "./authorship.ts";
import { Batch } from "./batch.ts";
import { CLOSE_CODES } from "../relay-api/close-codes.ts";
import type { Settle } from "./committer.ts";
import { DirectCompactor } from "./compactor.ts";
import { Connection } from "./connection.ts";
import { costOfFrame, costOfReading, costOfTrial } from "./cost.ts";
import { Delivery } from "./delivery.ts";
import { History } from "./history.ts";
import type { Committed, RoomConnection, RoomHost } from "./host.ts";
import { UNLIMITED, type RoomLimits } from "./limits.ts";
import type { ClockSet } from "../update/clock-set.ts";
import { withoutClients, type Merged } from "../update/merge.ts";
import { Throttle } from "./throttle.ts";
import type { RoomPeer } from "./peer.ts";
import { Presence, PresenceError } from "./presence.ts";
import { readUpdate, UpdateError, type UpdateContent } from "../update/scan.ts";
import { Trials } from "./trials.ts";
import { tryOut } from "../update/compact.ts";

/** Updates that a connection may send without being allowed to; after more of them it is closed (RO2). */
const MAX_REJECTED_UPDATES = 20;
/** Bytes above which the role is checked before an update is decoded (LI9). */
const SHORT_UPDATE = 64 * 1024;
/** Bytes above which an update is decoded in another thread. */
const LONG_UPDATE = 1024 * 1024;
/**
 * Costs of reading above which an answer is made in another thread: to a newcomer, to a replica that lacks a part, and to one whose
 * member was charged much of late. Below them, starting a thread would take longer than reading.
 */
const MUCH = { newcomer: 1500, difference: 400, strained: 50 };
/** Milliseconds between two presence frames of a room, for each connection in it. */
const PRESENCE_INTERVAL_PER_CONNECTION = 10;
/** The same, at most. */
const LONGEST_PRESENCE_INTERVAL = 500;

type UpdateFrame = Extract<Frame, { type: "update" }>;

/** An update that is about to be committed. */
interface Coming extends Committed {
  readonly credits: readonly Credit[];
  readonly from: Connection | null;
  /** The frame that the other connections are sent. */
  readonly frame: Uint8Array;
}

/**
 * One document and the connections to it: checks each update, has it committed, broadcasts it, and sends newcomers what
 * they lack. The relay and a desk's core run the same code; a core's rooms have the uplink as one more peer. Rules
 * SY1–SY10, SY22, SY23, AU1–AU4.
 */
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
  readonly #presenceThrottle: Throttle;
  readonly #delivery: Delivery;
  readonly #trials = new Trials();
  readonly #proofs = new Trials();
  readonly #authorship: Authorship;
  #uncommitted = 0;
  /** Bytes of updates that are not committed yet. */
  #coming = 0;

  /** @param onIdle called whenever nobody is connected and everything is committed */
  constructor(name: string, host: RoomHost, onIdle: () => void) {
    this.name = name;
    this.#host = host;
    this.#limits = host.limits?.(name) ?? UNLIMITED;
    this.#flat = host.flat?.(name) ?? false;
    this.#appendOnly = host.appendOnly?.(name) ?? false;
    const { log, report, compactor = new DirectCompactor(log) } = host;
    this.#history = new History({ room: name, log, compactor, report });
    this.#presence = new Presence(this.#limits);
    const interval = (): number => Math.min(LONGEST_PRESENCE_INTERVAL, PRESENCE_INTERVAL_PER_CONNECTION * this.#connections.size);
    this.#presenceThrottle = new Throttle(() => this.#passPresence(), interval, host.later);
    this.#delivery = new Delivery(this.#connections, host.committer, () => this.#history.compactIfLong(), host.later);
    this.#authorship = new Authorship(name, log, host.desk);
    this.#onIdle = onIdle;
  }

  /** Connects a peer: sends it the room's state vector and presence, at once unless the log is too long. */
  join(peer: RoomPeer): RoomConnection {
    const connection = new Connection(peer, (unwritable, error) => this.#unwritable(unwritable, error));
    this.#connections.add(connection);
    this.#whenShort(connection, () => {
      if (!this.#history.hasClockSet) connection.charge(costOfReading(this.#history.stored));
      connection.send(encodeFrame({ type: "step1", stateVector: this.#clockSet().stateVector(this.#authorship.unconfirmedCredits(peer)) }));
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
      leave: () => {
        this.#delivery.flush();
        this.#leave(connection);
      },
    };
  }

  /**
   * Stores an update that comes from no connection, and broadcasts it.
   * @param from who wrote it, null where that is unknown; and whether it counts as unconfirmed
   * @returns a promise that resolves once it is on disk; it rejects when the disk refuses, and with an UpdateError for a malformed update
   */
  apply(update: Uint8Array, from: { readonly member: string | null; readonly unconfirmed: boolean }): Promise<void> {
    return new Promise((resolve, reject) => {
      let content: UpdateContent;
      try {
        content = readUpdate(update);
        if (this.#appendOnly && content.deletions.length > 0) throw new UpdateError(`nothing is deleted in ${this.name}`);
      } catch (error) {
        this.#restIfIdle();
        throw error;
      }
      // Clocks that are read later are read from disk, which has this update by then.
      if (this.#history.hasClockSet) this.#clockSet().take(content);
      const { stretches, deletions } = content;
      const credits = from.member === null ? [] : this.#authorship.creditsOf(from.member, stretches);
      const frame = encodeFrame({ type: "update", update, reply: false });
      this.#append({ room: this.name, update, stretches, deletions, reply: false, credits, from: null, frame, ...from }, (error) => {
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
        answers.ask(frame.stateVector);
        return;
      case "update":
        this.#write(connection, frame, bytes);
        return;
      case "awareness":
        connection.peer.charge?.("presence", 1);
        if (this.#presence.receive(connection.peer, frame.update, (client) => this.#mayShow(connection, client)))
          this.#presenceThrottle.call();
        return;
      case "query-awareness":
        // A new uplink asks: at the relay its clients are gone, so every window shows itself again with a higher clock.
        if (!connection.peer.uplink) this.#sendPresence(connection);
        else for (const other of this.#connections) if (other !== connection) other.send(bytes);
        return;
      case "barrier":
        // After whatever of this connection waits for a long log.
        this.#whenShort(connection, () => this.#host.committer.after(() => connection.send(bytes)));
        return;
      case "authors":
        // Only a relay uses it.
        if (this.#host.desk) return;
        connection.tellsAuthors = true;
        connection.carried = new Map(frame.others.map(({ client, author }) => [client, author]));
        return;
      case "denied":
        // Only a relay sends it, to the core's uplink, which handles it.
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

  /** Drops an empty update, and a sync step 2 that brings nothing new (SY9). */
  #sift(connection: Connection, { update, reply }: UpdateFrame, content: UpdateContent, bytes: Uint8Array): void {
    if (content.empty) return;
    this.#confirm(connection, update, content);
    if (!reply) {
      this.#admit(connection, update, content, bytes, false);
      return;
    }
    this.#whenShort(connection, () => {
      if (this.#clockSet().lacks(content))
        this.#admit(connection, update, content, encodeFrame({ type: "update", update, reply: false }), true);
    });
  }

  /** Checks role, limits and authors, and has the update committed. @param frame what the other connections are sent */
  #admit(connection: Connection, update: Uint8Array, content: UpdateContent, frame: Uint8Array, reply: boolean): void {
    const { peer } = connection;
    const { clients, inserts, stretches } = content;
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
    const { credits, refused, left } = this.#authorship.judge(connection, stretches);
    if (refused.size + left.size > 0) {
      this.#admitWithout(connection, update, refused, left, reply);
      return;
    }
    const [member, unconfirmed] = [peer.uplink ? null : peer.member.id, desk && !peer.uplink];
    const clockSet = this.#clockSet();
    const deletions = reply ? clockSet.freshDeletions(content) : content.deletions;
    const store = (): void => {
      this.#trials.came(clients);
      this.#append({ room: this.name, update, stretches, deletions, reply, credits, member, unconfirmed, from: connection, frame });
    };
    if (clockSet.enter(content)) {
      store();
    } else if (desk) {
      clockSet.take(content);
      store();
    } else {
      this.#tryOut(connection, update, content, store);
    }
  }

  /** Refuses an update by role. @param inserts whether it inserts: one that only deletes does not count, since Yjs deletes redundant formatting by itself (RO3) */
  #refuse(connection: Connection, inserts: boolean): void {
    const { member } = connection.peer;
    if (inserts) connection.refused++;
    // A window without the right to write has no way to delete, so this is Yjs' own tidying.
    else if (this.#host.desk) return;
    this.#deny(connection, `${member.name} may not write in ${this.name}`);
  }

  /** Accepts the rest of an update of which some clients' structs are dropped (AU3, AU4). */
  #admitWithout(connection: Connection, update: Uint8Array, refused: ReadonlySet<number>, left: ReadonlySet<number>, reply: boolean): void {
    if (refused.size > 0) {
      connection.refused++;
      this.#deny(connection, "a client ID of another member");
    }
    if (!connection.open) return;
    const rest = withoutClients(update, new Set([...refused, ...left]));
    const content = readUpdate(rest, null, this.#flat);
    if (!content.empty) this.#admit(connection, rest, content, encodeFrame({ type: "update", update: rest, reply: false }), reply);
  }

  #mayShow(connection: Connection, client: number): boolean {
    return this.#authorship.mayShow(connection, client, (credit) => {
      this.#trials.came([client]);
      this.#uncommitted++;
      this.#host.committer.append({ room: this.name, update: null, credits: [credit], unconfirmed: false }, (error) => {
        this.#uncommitted--;
        if (error !== null) this.#authorship.lost();
        this.#restIfIdle();
      });
    });
  }

  /** Credits a member with clocks that others restored, where the member sends the same content for them (AU3). */
  #confirm(connection: Connection, update: Uint8Array, { stretches }: UpdateContent): void {
    const claims = this.#authorship.claims(connection, stretches);
    if (claims.length === 0 || !connection.peer.mayWrite() || !this.#proofs.mayTry(connection.peer.member.id)) return;
    connection.charge(costOfReading(this.#history.stored));
    this.#whenShort(connection, () => {
      if (this.#uncommitted > 0) this.#host.committer.flush();
      const held = this.#state().of(new Set(claims.map(({ client }) => client)));
      if (!this.#authorship.prove(connection.peer, claims, held, update))
        this.#deny(connection, "another text was brought under this client ID");
    });
  }

  #deny(connection: Connection, reason: string): void {
    if (connection.refused > MAX_REJECTED_UPDATES) this.#end(connection, CLOSE_CODES.forbidden, reason);
    else connection.send(encodeFrame({ type: "denied", reason }));
  }

  /**
   * Applies an update that partially overlaps stored clocks to a scratch document, and stores it if that works: at some of them Yjs
   * throws, and the room could not be loaded again (SY22). An honest client sends one or two after it reconnects before all that it
   * had sent was stored.
   */
  #tryOut(connection: Connection, update: Uint8Array, content: UpdateContent, store: () => void): void {
    const { committer, log, aside } = this.#host;
    if (!this.#trials.mayTry(connection.peer.member.id)) {
      this.#end(connection, CLOSE_CODES.forbidden, "too many updates that overlap what is here");
      return;
    }
    connection.charge(costOfTrial(this.#history.stored));
    committer.flush();
    const take = (): void => {
      this.#clockSet().take(content);
      this.#history.tangle();
      store();
    };
    if (!aside) {
      tryOut(log.read(this.name).updates, update);
      take();
      return;
    }
    const trial = this.#trials.during(aside.tryOut(this.name, update), content.clients);
    this.#hold(connection, trial, (stands) => {
      if (stands()) take();
      else this.#end(connection, CLOSE_CODES.tryLater, "not stored, try again");
    });
  }

  #append(coming: Coming, settled?: Settle): void {
    const { room, update, credits, unconfirmed, from } = coming;
    this.#uncommitted++;
    this.#coming += update.length;
    this.#authorship.enter(credits, from);
    this.#host.committer.append({ room, update, credits, unconfirmed }, (error) => {
      this.#uncommitted--;
      this.#coming -= update.length;
      try {
        if (error === null) this.#committed(coming);
        else {
          this.#history.lost();
          this.#authorship.lost();
          if (from) this.#end(from, CLOSE_CODES.tryLater, "not stored, try again");
        }
        settled?.(error);
      } finally {
        if (this.#uncommitted === 0) this.#authorship.settled();
        this.#restIfIdle();
      }
    });
  }

  #committed(coming: Coming): void {
    this.#history.grew(coming.update);
    this.#host.onCommitted?.(coming);
    this.#delivery.add(coming);
  }

  /** Runs `then` with the result of `work`; what the connection sends meanwhile waits, in order. */
  #hold<T>(connection: Connection, work: Promise<T>, then: (value: T) => void): void {
    connection.holds++;
    void this.#whenDone(work, (value) => {
      connection.holds--;
      if (connection.open) this.#guarded(connection, () => then(value()));
      while (connection.holds === 0 && connection.open && connection.held.length > 0) connection.next(connection.held.shift()!);
      if (connection.holds === 0) connection.peer.resume?.();
    });
  }

  /** @param then is given a function that returns the value of `work`, or throws its error */
  async #whenDone<T>(work: Promise<T>, then: (value: () => T) => void): Promise<void> {
    const [outcome] = await Promise.allSettled([work]);
    then(() => {
      if (outcome.status === "fulfilled") return outcome.value;
      throw outcome.reason;
    });
  }

  /** Runs now, or after compaction where the log is too long. */
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

  /** All that is committed, merged once in a turn of the event loop. */
  #state(): Merged {
    this.#host.committer.after(() => this.#history.forget());
    return this.#history.state();
  }

  /** The clocks that are committed or about to be. */
  #clockSet(): ClockSet {
    if (!this.#history.hasClockSet) {
      // It is read from disk, so everything must be there.
      if (this.#uncommitted > 0) this.#host.committer.flush();
      this.#state();
    }
    return this.#history.clockSet();
  }

  /** Answers a sync step 1 once everything that came before it is committed. */
  #answer(connection: Connection, asked: Uint8Array): void {
    if (!connection.open) return;
    const answer = (): void => this.#whenShort(connection, () => this.#sendMissing(connection, asked));
    if (this.#uncommitted > 0) this.#host.committer.after(answer);
    else answer();
  }

  #sendMissing(connection: Connection, asked: Uint8Array): void {
    const { aside } = this.#host;
    const clockSet = this.#clockSet();
    const send = (update: Uint8Array): void => connection.send(encodeFrame({ type: "update", update, reply: true }));
    if (clockSet.isWithin(Y.decodeStateVector(asked))) {
      send(clockSet.deletions());
      return;
    }
    const cost = costOfReading(this.#history.stored);
    connection.charge(cost);
    const isEmpty = asked.length === 1;
    const most = connection.peer.isStrained ? MUCH.strained : isEmpty ? MUCH.newcomer : MUCH.difference;
    const now = !aside || (cost < most && !this.#history.isTangled);
    if (isEmpty) {
      if (now) this.#host.committer.after(() => this.#history.forget());
      const frame = this.#history.snapshot(now ? undefined : () => aside.missing(this.name, asked));
      if (frame instanceof Uint8Array) connection.send(frame);
      else void this.#whenDone(frame, (made) => this.#guarded(connection, () => connection.send(made())));
    } else if (now) {
      send(Y.diffUpdate(this.#state().update, asked));
    } else {
      void this.#whenDone(aside.missing(this.name, asked), (made) => this.#guarded(connection, () => send(made())));
    }
  }

  #sendPresence(connection: Connection): void {
    const update = this.#presence.all();
    if (update) connection.send(encodeFrame({ type: "awareness", update }));
  }

  /** Broadcasts changed presence; the throttle is slower the more connections there are (PR8). */
  #passPresence(): void {
    const changes = this.#presence.takeChanges();
    if (!changes) return;
    const batch = new Batch([encodeFrame({ type: "awareness", update: changes.update })]);
    for (const connection of this.#connections) if (connection.peer !== changes.from) connection.sendRun(batch, 0, 1);
  }

  #unwritable(connection: Connection, error: unknown): void {
    this.#host.report(error);
    this.#end(connection, CLOSE_CODES.broken, "the connection could not be written to");
  }

  /** Runs what a connection asked for; an error closes that connection and no other (SY4). */
  #guarded(connection: Connection, run: () => void): void {
    try {
      run();
    } catch (error) {
      if (error instanceof FrameError || error instanceof UpdateError || error instanceof PresenceError) {
        this.#end(connection, CLOSE_CODES.malformed, error.message);
      } else {
        this.#host.report(error);
        this.#end(connection, CLOSE_CODES.broken, "the room could not be read");
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
    this.#authorship.leave(connection);
    if (this.#presence.leave(connection.peer)) this.#presenceThrottle.call();
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
