import * as decoding from "lib0/decoding";
import { applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import type { RoomPeer } from "../../../shared/room/peer.ts";
import type { RoomConnection } from "../../../shared/room/host.ts";
import type { Rooms } from "../../../shared/room/rooms.ts";
import { readUpdate } from "../../../shared/update/scan.ts";
import type { Member } from "../../../shared/roles.ts";
import type { UpdateLog } from "../../../shared/store/update-log.ts";
import { decodeFrame, encodeFrame, MESSAGE_AUTH, MESSAGE_BARRIER, MESSAGE_SYNC, type Carried } from "../../../shared/wire/frames.ts";
import { debugLog } from "../debug.ts";
import { carriedIn } from "./carried.ts";
import { forgetAbsent, messageOf, replaceHandler, socketOf, withoutExitListener } from "./provider-internals.ts";
import { ticketSocket, type Dial } from "./ticket-socket.ts";

const debug = debugLog("uplink");

/** Milliseconds before the relay is asked again for what the disk refused. */
const AGAIN_AFTER = 2_000;

/** State of an uplink's connection. */
export type Line = "connecting" | "connected" | "offline" | "refused";

export interface UplinkDeps {
  readonly room: string;
  /** Base address of the relay's rooms, such as `ws://127.0.0.1:4000/sync`. */
  readonly base: string;
  readonly rooms: Rooms;
  readonly log: UpdateLog;
  readonly member: Member;
  /** IDs under which this desk's member wrote before. */
  readonly formerly: readonly string[];
  readonly dial: Dial;
  readonly refusalOf: Parameters<typeof ticketSocket>[1];
  readonly report: (error: unknown) => void;
  /** Called whenever `line`, `reason` or the unconfirmed count changed. */
  readonly onChange: () => void;
}

/**
 * The connection of one open room to the relay: a peer of the desk's room on one side, y-websocket's provider on the other, with one
 * transient `Y.Doc` between them. After each change it sends a barrier; the answer confirms what was sent before it. The document
 * costs some 30 µs of processor time a key, where the frame alone takes 2, and in an article of 80,000 words 3 MB and some 50 ms when it
 * is opened (`npm run bench -- uplink`).
 * Rules SY6, SY14, SY18, SY25, ST4, AU3.
 */
export class Uplink {
  line: Line = "connecting";
  /** Why the relay refused, while `line` is "refused". */
  reason = "";
  readonly #deps: UplinkDeps;
  readonly #doc = new Y.Doc();
  readonly #provider: WebsocketProvider;
  #connection: RoomConnection;
  /** The relay's sync step 1 was answered on this connection: everything of ours is sent. */
  #answered = false;
  /** Everything the relay had is on this computer's disk. */
  #stored = false;
  /** The relay refused something that was sent on this connection. */
  #denied = false;
  /** The relay confirmed on this connection that it has on disk what it was sent. */
  #confirmedOnce = false;
  /** Unconfirmed changes that the barrier under way will confirm; null when none is. */
  #asked: number | null = null;
  #barrier = 0;
  #again: NodeJS.Timeout | null = null;
  #ended = false;

  constructor(deps: UplinkDeps) {
    this.#deps = deps;
    const { room, base, dial, refusalOf, report } = deps;
    const options = { connect: false, disableBc: true, WebSocketPolyfill: ticketSocket(dial, refusalOf, report) };
    this.#provider = withoutExitListener(() => new WebsocketProvider(base, room, this.#doc, options));
    const { awareness } = this.#provider;
    awareness.setLocalState(null);
    this.#handleMessages();
    this.#provider.on("status", ({ status }) => {
      if (status !== "connected") return;
      this.#denied = false;
      // When the connection broke, the provider removed all states; the windows here are asked for theirs again.
      forgetAbsent(awareness, this.#doc.clientID);
      this.#connection.receive(encodeFrame({ type: "query-awareness" }));
    });
    this.#provider.on("sync", (synced) => {
      // The room answers the barrier after it has committed what the relay just sent.
      if (synced) this.#connection.receive(encodeFrame({ type: "barrier", id: 0 }));
    });
    this.#provider.on("connection-close", () => this.#down());
    this.#provider.on("connection-error", () => this.#down());
    this.#provider.on("closed", ({ reason }) => this.#set("refused", reason));
    this.#doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === this.#provider) this.#connection.receive(encodeFrame({ type: "update", update, reply: false }));
    });
    awareness.on("update", (change: { added: number[]; updated: number[]; removed: number[] }, origin: unknown) => {
      if (origin !== this.#provider) return;
      const clients = [...change.added, ...change.updated, ...change.removed];
      this.#connection.receive(encodeFrame({ type: "awareness", update: encodeAwarenessUpdate(awareness, clients) }));
    });
    this.#connection = this.#joinRoom();
    this.#provider.connect();
  }

  /** Whether desk and relay hold the same of the room, as far as both have said. */
  get inStep(): boolean {
    return this.line === "connected" && this.#confirmedOnce && this.#deps.log.unconfirmed(this.#deps.room) === 0;
  }

  /** Leaves the room and closes the connection for good. */
  destroy(): void {
    this.#ended = true;
    if (this.#again) clearTimeout(this.#again);
    this.#connection.leave();
    // Yjs gives a document another ID when somebody else wrote under its own; the provider says goodbye under the ID of its awareness.
    this.#doc.clientID = this.#provider.awareness.clientID;
    this.#provider.destroy();
    this.#doc.destroy();
  }

  #joinRoom(): RoomConnection {
    const { rooms, room, member } = this.#deps;
    const peer: RoomPeer = {
      member,
      uplink: true,
      mayWrite: () => true,
      send: (bytes) => {
        const frame = decodeFrame(bytes);
        if (frame.type === "update") this.#forward(frame.update);
        else if (frame.type === "awareness") applyAwarenessUpdate(this.#provider.awareness, frame.update, "room");
        else if (frame.type === "step1") this.#answerRoom(frame.stateVector);
        else if (frame.type === "barrier") {
          this.#stored = true;
          this.#inStep();
        }
      },
      close: (_code, reason) => this.#comeBack(reason),
    };
    const connection = rooms.join(room, peer);
    connection.receive(encodeFrame({ type: "step1", stateVector: Y.encodeStateVector(this.#doc) }));
    return connection;
  }

  /** Applies an update of the room to the provider's document, which sends what is new in it. What the relay has already from elsewhere is confirmed by a barrier too. */
  #forward(update: Uint8Array): void {
    Y.applyUpdate(this.#doc, update, "room");
    this.#confirmSoon();
  }

  /** Sends the room what it lacks because its disk refused it before; the first time that is nothing. */
  #answerRoom(stateVector: Uint8Array): void {
    const update = Y.encodeStateAsUpdate(this.#doc, stateVector);
    // The room asks while `join` is still running.
    setImmediate(() => this.#connection.receive(encodeFrame({ type: "update", update, reply: true })));
  }

  /** The room could not store what the relay sent: it is joined again, and the relay dialled again, after a while (SY18). */
  #comeBack(reason: string): void {
    this.#provider.disconnect();
    this.#set("offline", reason);
    this.#again = setTimeout(() => {
      this.#connection = this.#joinRoom();
      this.#provider.connect();
    }, AGAIN_AFTER);
  }

  #handleMessages(): void {
    replaceHandler(this.#provider, MESSAGE_SYNC, (sync) => (encoder, decoder, provider, emitSynced, type) => {
      const frame = decodeFrame(messageOf(decoder));
      // Checked first, since y-protocols only logs an update that it cannot read.
      if (frame.type === "update") readUpdate(frame.update);
      if (frame.type === "step1") this.#tellAuthors(Y.decodeStateVector(frame.stateVector));
      sync!(encoder, decoder, provider, emitSynced, type);
      // The provider sends the answer when this handler is done.
      if (frame.type !== "step1") return;
      const socket = socketOf(this.#provider);
      setImmediate(() => {
        // The connection may have broken since; the next one asks anew.
        if (socket !== null && socket === socketOf(this.#provider)) this.#answeredRelay();
      });
    });
    replaceHandler(this.#provider, MESSAGE_AUTH, () => (_encoder, decoder) => {
      decoding.readVarUint(decoder);
      this.#refused(decoding.readVarString(decoder));
    });
    replaceHandler(this.#provider, MESSAGE_BARRIER, () => (_encoder, decoder) => {
      if (decoding.readVarUint(decoder) === this.#barrier) this.#confirmed();
    });
  }

  /**
   * Announces which of the clocks that are about to be sent others wrote: after a restore from backup this desk restores what the
   * relay lost (AU3). Windows may still use a client ID from when this desk was another member.
   */
  #tellAuthors(relay: ReadonlyMap<number, number>): void {
    const { log, room, member, formerly } = this.#deps;
    const whose = carriedIn(log, room, { member, formerly });
    const others: Carried[] = [];
    let isNews = false;
    for (const [client, end] of Y.decodeStateVector(Y.encodeStateVector(this.#doc))) {
      const clock = relay.get(client) ?? 0;
      isNews ||= end > clock;
      const carried = whose({ client, clock, end });
      if (carried && (end > clock || (carried.author !== null && formerly.includes(carried.author)))) others.push(carried);
    }
    if (isNews || others.length > 0) socketOf(this.#provider)?.send(encodeFrame({ type: "authors", others }));
  }

  #answeredRelay(): void {
    this.#answered = true;
    this.#inStep();
    this.#confirm();
  }

  #inStep(): void {
    if (this.#answered && this.#stored && this.#provider.synced && !this.#denied) this.#set("connected");
  }

  /**
   * The relay dropped a change, which a later barrier on this connection would wrongly confirm. If nothing is unconfirmed, it was no
   * change of ours but one that others wrote and the relay lost, which a reader may not restore.
   */
  #refused(reason: string): void {
    const { log, room } = this.#deps;
    if (log.unconfirmed(room) === 0) return;
    this.#denied = true;
    this.#asked = null;
    this.#set("refused", reason);
  }

  #confirmSoon(): void {
    setImmediate(() => this.#confirm());
  }

  /** Sends a barrier for all unconfirmed changes; one at a time, so that no change is confirmed twice. */
  #confirm(): void {
    if (this.#ended || !this.#answered || this.#denied || this.#asked !== null) return;
    const { log, room } = this.#deps;
    const unconfirmed = log.unconfirmed(room);
    if (unconfirmed === 0 && this.#confirmedOnce) return;
    this.#asked = unconfirmed;
    debug("barrier sent", { room, unconfirmed });
    socketOf(this.#provider)?.send(encodeFrame({ type: "barrier", id: ++this.#barrier }));
  }

  #confirmed(): void {
    if (this.#asked === null || this.#ended) return;
    const { log, room } = this.#deps;
    if (this.#asked > 0) log.confirm(room, this.#asked);
    debug("barrier answered", { room, count: this.#asked });
    this.#asked = null;
    this.#confirmedOnce = true;
    this.#changed();
    this.#confirm();
  }

  #down(): void {
    this.#answered = false;
    this.#stored = false;
    this.#confirmedOnce = false;
    this.#asked = null;
    if (this.line !== "refused") this.#set("offline");
  }

  #set(line: Line, reason = ""): void {
    if (this.#ended || (this.line === line && this.reason === reason)) return;
    this.line = line;
    this.reason = reason;
    debug("line", { room: this.#deps.room, state: line });
    this.#changed();
  }

  /** `onChange` may write to a disk that is full; the connection goes on (DE14). */
  #changed(): void {
    const { onChange, report } = this.#deps;
    try {
      onChange();
    } catch (error) {
      report(error);
    }
  }
}
