/**
 * One siege: attackers in several rooms over the real SQLite log, honest people in all of them, and a room of witnesses
 * whom the attackers may watch but not write to. Whatever is sent, the attackers alone are closed, honest work arrives,
 * and what was stored can be read by everybody afterwards, as what it is and whose
 * (SY4, SY10, SY22, SY23, PR2, PR3, AU1, AU3, AU4).
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as prng from "lib0/prng";
import { verifyDatabase } from "../../../server/ops/verify.ts";
import { LIMITS } from "../../../server/limits.ts";
import { parseRoom, type RoomKind } from "../../../shared/roles.ts";
import type { RoomPeer } from "../../../shared/room/peer.ts";
import type { RoomConnection } from "../../../shared/room/host.ts";
import { compactUpdates } from "../../../shared/update/compact.ts";
import { isConfirmed } from "../../../shared/store/credits.ts";
import { TestPeer, TestRooms, turn } from "../../relay/room-fixture.ts";
import { Attack } from "./attack.ts";
import { below, pick } from "./bend.ts";

const WITNESSED = "article/witnessed";
const ATTACKED = ["article/attacked-1", "article/attacked-2", "article/attacked-3/notes", "article/attacked-4/notes"];
/** What is said of a frame for the sake of all that came before it. */
const AFTER_OTHERS = ["too many updates that overlap what is here"];
/** Small, so that it is reached. */
const DOCUMENT_BYTES = 256 * 1024;

export interface SiegeReport {
  readonly frames: number;
  /** Updates that were stored, those of the honest among them. */
  readonly stored: number;
  /** Attackers' connections that were closed, by code. */
  readonly closed: Readonly<Record<number, number>>;
  /** Milliseconds of the slowest frame, and its bytes in hexadecimal, or their number. */
  readonly slowest: { readonly milliseconds: number; readonly frame: string };
}

class Attacker implements RoomPeer {
  readonly member = { id: "mallory", name: "Mallory", color: "#000000" };
  readonly room: string;
  readonly connection: RoomConnection;
  closed: { readonly code: number; readonly reason: string } | null = null;

  constructor(site: TestRooms, room: string) {
    this.room = room;
    this.connection = site.rooms.join(room, this);
  }
  mayWrite(): boolean {
    return this.room !== WITNESSED;
  }
  send(): void {
    // It does not listen.
  }
  close(code: number, reason: string): void {
    this.closed = { code, reason };
  }
}

/** @throws Error with the seed when anything but the attackers came to harm. */
export async function runSiege(seed: number, frames: number): Promise<SiegeReport> {
  const folder = mkdtempSync(join(tmpdir(), "tahrir-siege-"));
  const siege = new Siege(seed, join(folder, "relay.sqlite"));
  try {
    return await siege.run(frames);
  } catch (error) {
    throw new Error(`siege ${seed}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`, { cause: error });
  } finally {
    siege.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

class Siege {
  readonly #gen: prng.PRNG;
  readonly #file: string;
  readonly #site: TestRooms;
  readonly #attacks: Readonly<Record<RoomKind, Attack>>;
  readonly #witnesses: readonly TestPeer[];
  readonly #followers = new Map<string, TestPeer>();
  readonly #attackers: Attacker[] = [];
  readonly #said: string[] = [];
  /** Of the client IDs of the honest, each behind its room. */
  readonly #owners = new Map<string, string>();
  readonly #closed: Record<number, number> = {};
  #slowest = { milliseconds: 0, frame: "" };
  #lastFrame: Uint8Array = new Uint8Array();

  constructor(seed: number, file: string) {
    this.#gen = prng.create(seed);
    this.#file = file;
    this.#site = new TestRooms({ file, limits: { ...LIMITS.room, documentBytes: DOCUMENT_BYTES } });
    this.#attacks = { body: new Attack(this.#gen, "body"), notes: new Attack(this.#gen, "notes") };
    this.#witnesses = ["sara", "ali"].map((name) => new TestPeer(this.#site, name, { room: WITNESSED }));
    for (const witness of this.#witnesses) {
      witness.show({ cursor: 1 });
      this.#owners.set(`${WITNESSED} ${witness.doc.clientID}`, witness.member.id);
      for (const attack of Object.values(this.#attacks)) attack.foreign.push(witness.doc.clientID);
    }
    for (const room of ATTACKED) this.#follow(room);
  }

  async run(frames: number): Promise<SiegeReport> {
    for (let sent = 0; sent < frames;) {
      const shots = Math.min(1 + below(this.#gen, pick(this.#gen, [3, 12, 100])), frames - sent);
      for (let i = 0; i < shots; i++) this.#shoot();
      sent += shots;
      if (below(this.#gen, 10) === 0) this.#honest();
      if (below(this.#gen, 60) === 0) await this.#emptyRoom();
      await turn();
      this.#checkHonest();
    }
    await this.#checkEnd();
    return { frames, stored: this.#site.committed.length, closed: this.#closed, slowest: this.#slowest };
  }

  end(): void {
    for (const client of [...this.#witnesses, ...this.#followers.values()]) client.leave();
    this.#site.close();
  }

  #follow(room: string): void {
    const follower = new TestPeer(this.#site, "reza", { room });
    this.#followers.set(room, follower);
    // Before anybody else knows of it.
    follower.show({ cursor: 0 });
    this.#owners.set(`${room} ${follower.doc.clientID}`, "reza");
    for (const attack of Object.values(this.#attacks)) attack.foreign.push(follower.doc.clientID);
  }

  #shoot(): void {
    const gen = this.#gen;
    if (this.#attackers.length < 8) this.#attackers.push(new Attacker(this.#site, pick(gen, [WITNESSED, ...ATTACKED])));
    const attacker = pick(gen, this.#attackers);
    const { bytes, harmless } = this.#attacks[parseRoom(attacker.room)!.kind].next();
    this.#lastFrame = bytes;
    const start = performance.now();
    attacker.connection.receive(bytes);
    const milliseconds = performance.now() - start;
    if (milliseconds > this.#slowest.milliseconds) this.#slowest = { milliseconds, frame: shown(bytes) };
    const { closed } = attacker;
    if (harmless && attacker.mayWrite() && closed && !AFTER_OTHERS.includes(closed.reason)) {
      throw this.#failure(`a real frame closed its sender: ${closed.reason}`);
    }
    if (below(gen, 100) === 0) attacker.connection.leave();
    else if (!attacker.closed) return;
    this.#attackers.splice(this.#attackers.indexOf(attacker), 1);
    if (!attacker.closed) return;
    const { code, reason } = attacker.closed;
    if (code < 4400 || code > 4499) throw this.#failure(`an attacker was closed with ${code} ${reason}`);
    this.#closed[code] = (this.#closed[code] ?? 0) + 1;
  }

  #honest(): void {
    const witness = pick(this.#gen, this.#witnesses);
    const word = `${witness.member.id}-${this.#said.length} `;
    witness.type(word);
    this.#said.push(word);
    if (prng.bool(this.#gen)) witness.show({ cursor: below(this.#gen, 99) });
    const follower = this.#followers.get(pick(this.#gen, ATTACKED))!;
    follower.doc.getMap("of-the-honest").set("at", this.#said.length);
  }

  /** Everybody leaves a room, and after a while somebody comes back to it. */
  async #emptyRoom(): Promise<void> {
    const room = pick(this.#gen, ATTACKED);
    for (let i = this.#attackers.length - 1; i >= 0; i--) {
      if (this.#attackers[i]!.room === room) this.#attackers.splice(i, 1)[0]!.connection.leave();
    }
    this.#followers.get(room)!.leave();
    await turn();
    await turn();
    const { size } = this.#site.rooms;
    const followed = [...this.#followers].filter(([one, { closed }]) => one !== room && !closed);
    const inhabited = new Set([WITNESSED, ...followed.map(([one]) => one), ...this.#attackers.map((attacker) => attacker.room)]).size;
    if (size !== inhabited) throw this.#failure(`${size} rooms are in memory when people are in ${inhabited}`);
    this.#follow(room);
  }

  #checkHonest(): void {
    const [error] = this.#site.reported;
    if (error !== undefined) throw this.#failure("an error escaped", error);
    const honest = [...this.#witnesses, ...this.#followers.values()];
    for (const { closed, member } of honest) {
      if (closed) throw this.#failure(`honest ${member.name} was closed: ${closed.code} ${closed.reason}`);
    }
  }

  async #checkEnd(): Promise<void> {
    for (const { connection } of this.#attackers.splice(0)) connection.leave();
    await turn();
    await turn();
    this.#checkHonest();
    this.#checkWitnesses();
    for (const client of [...this.#witnesses, ...this.#followers.values()]) client.leave();
    await turn();
    await turn();
    if (this.#site.rooms.size > 0) throw this.#failure(`${this.#site.rooms.size} rooms stay in memory`);
    for (const room of this.#site.log.rooms()) {
      compactUpdates(this.#site.log.read(room).updates);
      this.#checkAuthors(room);
      const newcomer = new TestPeer(this.#site, "omid", { room });
      if (room === WITNESSED && newcomer.text !== this.#witnesses[0]!.text) throw this.#failure("a newcomer sees another text");
      newcomer.leave();
    }
    await turn();
    this.#checkHonest();
    const { damage } = verifyDatabase(this.#file);
    if (damage.length > 0) throw this.#failure(`verify finds damage: ${damage.join("; ")}`);
  }

  /** Nobody is credited with what did not come from them, and what came from the honest is theirs (AU1, AU3, AU4). */
  #checkAuthors(room: string): void {
    for (const credit of this.#site.log.authors(room)) {
      const { client, clock, end, author, broughtBy } = credit;
      const owner = this.#owners.get(`${room} ${client}`) ?? "mallory";
      if (isConfirmed(credit) ? author !== owner : broughtBy !== "mallory") {
        throw this.#failure(
          `in ${room} ${client}, which is ${owner}'s, is credited to ${author} from ${clock} to ${end}, brought by ${broughtBy}`,
        );
      }
    }
  }

  #checkWitnesses(): void {
    const [one, other] = this.#witnesses as [TestPeer, TestPeer];
    if (one.text !== other.text) throw this.#failure("two witnesses differ");
    const lost = this.#said.filter((word) => !one.text.includes(word));
    if (lost.length > 0) throw this.#failure(`lost: ${lost.join()}`);
    if (one.text.length !== this.#said.join("").length) throw this.#failure("somebody else wrote to the witnesses");
    for (const [seer, seen] of [
      [one, other],
      [other, one],
    ] as const) {
      const states = seer.awareness.getStates();
      const { user } = (states.get(seen.doc.clientID) ?? {}) as { user?: { name: string } };
      if (user?.name !== seen.member.name) throw this.#failure(`${seer.member.name} sees ${user?.name} in place of ${seen.member.name}`);
      if (states.size !== 2) throw this.#failure(`${states.size} are present when two are`);
    }
  }

  #failure(what: string, cause?: unknown): Error {
    const why = cause instanceof Error ? `: ${cause.stack}` : "";
    return new Error(`${what}${why}\nlast frame: ${shown(this.#lastFrame)}`, { cause });
  }
}

const shown = (bytes: Uint8Array): string =>
  bytes.length > 400
    ? `${bytes.length} bytes, ${Buffer.from(bytes.subarray(0, 100)).toString("hex")}…`
    : Buffer.from(bytes).toString("hex");
