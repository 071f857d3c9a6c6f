/** The relay's disk is full: it refuses what it cannot store and says so, serves readers on, and recovers (SY3, OP10). */
import { setTimeout as sleep } from "node:timers/promises";
import * as prng from "lib0/prng";
import * as Y from "yjs";
import { roomName } from "../../shared/roles.ts";
import { FrameClient } from "../relay/relay-fixture.ts";
import type { ProcessNewsroom } from "./process-newsroom.ts";

/** Milliseconds until an answer must have come. */
const ANSWERED_WITHIN = 15_000;
/** Bytes of one update, and so many at most until a log that was long must grow. */
const UPDATE = 64 * 1024;
const UPDATES = 600;
/** The relay asks to come back: not a final code. */
const COME_BACK = 1013;

/** Another trouble came between: nothing is said about this one. */
class Interrupted extends Error {}

export async function fullDisk(newsroom: ProcessNewsroom): Promise<void> {
  const { relay, gen, breaches } = newsroom;
  if (!relay.isUp || !relay.disk || relay.disk.isFull) return;
  try {
    newsroom.say("the relay's disk is full");
    relay.fill();
    await seesRefusal(newsroom);
    newsroom.say("it refused a writer");
    await servesReader(newsroom);
    if (prng.bool(gen) && relay.isUp) {
      newsroom.say("the relay is killed on a full disk");
      await relay.kill();
      await relay.start();
      newsroom.say("it is back");
      await servesReader(newsroom);
    }
    await sleep(prng.int31(gen, 0, 500));
  } catch (error) {
    if (!(error instanceof Interrupted)) breaches.add("SY3", `on a full disk: ${(error as Error).message}`);
    else newsroom.say(`the full disk was interrupted: ${error.message}`);
  }
  relay.free();
  newsroom.say("there is space again");
  const end = performance.now() + ANSWERED_WITHIN;
  while (relay.isUp && !(await relay.isReady().catch(() => !relay.isUp))) {
    if (performance.now() > end) return breaches.add("OP10", "the relay takes no commit though its disk has space again");
    await sleep(50);
  }
  newsroom.say("the relay takes commits");
}

/** Writes until the relay refuses. @throws Error when it answers with anything else, or not at all */
async function seesRefusal(newsroom: ProcessNewsroom): Promise<void> {
  const doc = new Y.Doc();
  doc.clientID = 1;
  doc.getText("ballast").insert(0, "ب".repeat(UPDATE / 2));
  // The same again and again: it fills the log, and stays short when it is compacted.
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  const client = await comeIn(newsroom, roomName(newsroom.ballast, "body"));
  try {
    for (let i = 0; i < UPDATES; i++) {
      client.send({ type: "update", update, reply: false });
      client.send({ type: "barrier", id: i });
      await answered(newsroom, client, "an update", () => client.got.some((frame) => frame.type === "barrier" && frame.id === i));
      if (client.closed) break;
      client.got.length = 0;
    }
    if (!client.closed) throw new Error(`${UPDATES} updates of ${UPDATE} bytes went onto it`);
    const { code, reason } = client.closed;
    if (code === COME_BACK && reason === "not stored, try again") return;
    if (code !== 1006) throw new Error(`a writer was closed with ${code} ${reason}`);
    throw new Interrupted("the writer's connection broke");
  } finally {
    client.socket.terminate();
  }
}

/** A newcomer gets an article with all that was promised. @throws Error when not */
async function servesReader(newsroom: ProcessNewsroom): Promise<void> {
  const { relay } = newsroom;
  const room = roomName(newsroom.articles[0]!, "body");
  const promised = relay.promised.copy(room);
  const client = await comeIn(newsroom, room);
  const doc = new Y.Doc();
  try {
    client.send({ type: "step1", stateVector: Y.encodeStateVector(doc) });
    await answered(newsroom, client, "a reader", () => client.got.some((frame) => frame.type === "update" && frame.reply));
    for (const frame of client.got) if (frame.type === "update") Y.applyUpdate(doc, frame.update);
    if (client.closed && doc.store.clients.size === 0) throw new Interrupted("the reader's connection broke");
    const lost = promised.lost(room, doc);
    if (lost !== null) throw new Error(`a reader got an article that lacks ${lost}`);
  } finally {
    client.socket.terminate();
    doc.destroy();
  }
}

async function comeIn(newsroom: ProcessNewsroom, room: string): Promise<FrameClient> {
  const { relay } = newsroom;
  const { life } = relay;
  try {
    const client = await relay.at(relay.owner).frames(room);
    await answered(newsroom, client, "a newcomer", () => client.got.some(({ type }) => type === "step1"));
    if (client.closed?.code === 1006) throw new Interrupted("the newcomer's connection broke");
    if (client.closed) throw new Error(`a newcomer was closed with ${client.closed.code} ${client.closed.reason}`);
    return client;
  } catch (error) {
    if (!relay.isUp || relay.life !== life) throw new Interrupted(String(error));
    throw error;
  }
}

/** Waits until `seen`, or the connection is closed. @throws Error when neither comes */
async function answered({ relay }: ProcessNewsroom, client: FrameClient, who: string, seen: () => boolean): Promise<void> {
  const { life } = relay;
  const end = performance.now() + ANSWERED_WITHIN;
  while (!seen() && !client.closed) {
    if (!relay.isUp || relay.life !== life) throw new Interrupted("the relay is another");
    if (performance.now() > end) throw new Error(`${who} got no answer`);
    await sleep(2);
  }
}
