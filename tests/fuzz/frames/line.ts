/**
 * The same attack over real WebSockets: a commenter who has gone bad besieges the notes of an article, which they may write,
 * and its body, which they may not. Unmodified y-websocket clients work on in the body, and the notes still open (SY4, RO1, OP7).
 */
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import * as prng from "lib0/prng";
import type { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { DATABASE } from "../../../server/store/database.ts";
import { LIMITS } from "../../../server/limits.ts";
import { verifyDatabase } from "../../../server/ops/verify.ts";
import { encodeFrame, type Frame } from "../../../shared/wire/frames.ts";
import { TestRelay, type Device, type FrameClient } from "../../relay/relay-fixture.ts";
import { Attack } from "./attack.ts";
import { below, pick } from "./bend.ts";

/** Bytes of the longest frame here: small, so that longer ones are sent. */
const FRAME_BYTES = 64 * 1024;
/** Frames of one connection, and connections at a time. */
const BURST = 40;
const AT_A_TIME = 6;
/** What a client says when it goes by itself, and what a line says when it broke. */
const OWN_END = [1000, 1005];
const TOO_LONG = 1009;
const TIMEOUT = 20_000;

export interface LineReport {
  readonly frames: number;
  /** Connections by the code they ended with. */
  readonly closed: Readonly<Record<number, number>>;
}

/** @throws Error with the seed when anything but the attackers came to harm. */
export async function runLine(seed: number, frames: number): Promise<LineReport> {
  const site = await new TestRelay().start({ limits: { ...LIMITS, frameBytes: FRAME_BYTES } });
  try {
    return await new Line(seed, site).run(frames);
  } catch (error) {
    throw new Error(`line ${seed}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`, { cause: error });
  } finally {
    await site.close();
  }
}

class Line {
  readonly #gen: prng.PRNG;
  readonly #site: TestRelay;
  readonly #attack: Attack;
  readonly #people: WebsocketProvider[] = [];
  readonly #closed: Record<number, number> = {};
  readonly #wrong: string[] = [];

  constructor(seed: number, site: TestRelay) {
    this.#gen = prng.create(seed);
    this.#site = site;
    this.#attack = new Attack(this.#gen, "notes");
  }

  async run(frames: number): Promise<LineReport> {
    const [sara, ali] = [await this.#site.desk("سارا", "owner"), await this.#site.desk("علی", "editor")];
    const mallory = await this.#site.desk("Mallory", "commenter");
    const body = `article/${await sara.newArticle()}`;
    const notes = `${body}/notes`;
    let [sent, said] = [0, ""];
    try {
      const [one, other] = [await this.#enter(sara, body), await this.#enter(ali, body)];
      while (sent < frames) {
        const bursts = Array.from({ length: AT_A_TIME }, () => this.#burst(mallory, pick(this.#gen, [body, notes, notes])));
        for (const shots of await Promise.all(bursts)) sent += shots;
        const word = `${sent} `;
        one.doc.getText("body").insert(one.doc.getText("body").length, word);
        said += word;
        await this.#until("the word to arrive", () => other.doc.getText("body").toJSON() === said);
      }
      const newcomer = await this.#enter(ali, body);
      if (newcomer.doc.getText("body").toJSON() !== said) throw new Error("a newcomer sees another text");
      await this.#open(await sara.frames(notes));
    } finally {
      for (const person of this.#people) {
        person.destroy();
        // Its presence has a clock of its own.
        person.doc.destroy();
      }
    }
    await this.#site.relay.stop();
    const { damage } = verifyDatabase(join(this.#site.folder.path, DATABASE));
    if (damage.length > 0) throw new Error(`verify finds damage: ${damage.join("; ")}`);
    return { frames: sent, closed: this.#closed };
  }

  /** Opens a room with a y-websocket client, which stays. */
  async #enter(desk: Device, room: string): Promise<WebsocketProvider> {
    const provider = await desk.provider(room);
    this.#people.push(provider);
    provider.on("connection-close", (event) => {
      if (event) this.#wrong.push(`${desk.member.name} was closed with ${event.code} ${event.reason}`);
    });
    this.#attack.foreign.push(provider.doc.clientID);
    await this.#until(`${desk.member.name} to be in ${room}`, () => provider.synced);
    return provider;
  }

  /** Somebody opens the room that was attacked. */
  async #open(reader: FrameClient): Promise<void> {
    await this.#until("the reader to be let in", () => reader.got.length > 0);
    reader.send({ type: "step1", stateVector: Y.encodeStateVector(new Y.Doc()) });
    const answer = (): Frame | undefined => reader.got.find(({ type }) => type === "update");
    await this.#until("the reader to be answered", () => answer() !== undefined);
    const frame = answer();
    if (frame?.type === "update") Y.applyUpdate(new Y.Doc(), frame.update);
    reader.socket.close();
    this.#check();
  }

  /** One connection of the attacker, until it is closed or has sent all. @returns how many frames it sent */
  async #burst(mallory: Device, room: string): Promise<number> {
    const client: FrameClient = await mallory.frames(room);
    await this.#until("the attacker to be let in", () => client.got.length > 0 || client.closed !== null);
    let shots = 0;
    for (; shots < BURST && !client.closed; shots++) {
      const odd = below(this.#gen, 400);
      if (odd === 0) client.socket.send("text");
      else if (odd === 1) client.socket.send(new Uint8Array(FRAME_BYTES + 1));
      else client.socket.send(this.#attack.next().bytes);
    }
    const last = 1_000_000 + shots;
    client.socket.send(encodeFrame({ type: "barrier", id: last }));
    const isDone = (): boolean => client.got.some((frame) => frame.type === "barrier" && frame.id === last);
    await this.#until("the attacker to be answered", () => client.closed !== null || isDone());
    client.socket.close();
    await this.#until("the attacker to be gone", () => client.closed !== null);
    const { code, reason } = client.closed!;
    this.#closed[code] = (this.#closed[code] ?? 0) + 1;
    const expected = (code >= 4400 && code <= 4499) || code === TOO_LONG || OWN_END.includes(code);
    if (!expected) this.#wrong.push(`an attacker was closed with ${code} ${reason}`);
    this.#check();
    return shots;
  }

  #check(): void {
    const [error] = this.#site.reported;
    if (error !== undefined) throw new Error(`an error escaped: ${error instanceof Error ? error.stack : String(error)}`, { cause: error });
    if (this.#wrong.length > 0) throw new Error(this.#wrong.join("; "));
  }

  async #until(what: string, isSo: () => boolean): Promise<void> {
    const end = performance.now() + TIMEOUT;
    while (!isSo()) {
      this.#check();
      if (performance.now() > end) throw new Error(`waited for ${what} in vain`);
      await wait(5);
    }
  }
}
