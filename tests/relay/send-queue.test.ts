import { Duplex } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import { passes } from "../eventually.ts";
import { SendQueue } from "../../server/ws/send-queue.ts";
import { FlushScheduler } from "../../server/ws/flush-scheduler.ts";
import { Batch } from "../../shared/room/batch.ts";
import { FrameClient, TestRelay, typed } from "./relay-fixture.ts";

const LIMIT = 10_000;

/** A socket that counts how often it is written to, and takes nothing on while `held`. */
class Socket extends Duplex {
  readonly writes: Buffer[] = [];
  held: (() => void) | null | undefined;

  override _read(): void {
    // Nobody answers.
  }
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#take([chunk], done);
  }
  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.#take(
      chunks.map(({ chunk }) => chunk),
      done,
    );
  }
  #take(chunks: Buffer[], done: () => void): void {
    this.writes.push(Buffer.concat(chunks));
    if (this.held === undefined) done();
    else this.held = done;
  }
  get bytes(): number {
    return this.writes.reduce((sum, { length }) => sum + length, 0);
  }
}

const payload = (size: number, fill = 7): Uint8Array => new Uint8Array(size).fill(fill);

test("SY19: all that a turn has for a socket goes in one write, and its frames stand one behind the other", async () => {
  const socket = new Socket();
  const sendQueue = new SendQueue(socket, new FlushScheduler(), LIMIT, () => undefined);
  const batch = new Batch([payload(1, 1), payload(2, 2), payload(3, 3)]);
  sendQueue.send(payload(4, 4));
  sendQueue.sendRun(batch, 0, 1);
  sendQueue.sendRun(batch, 2, 3);
  expect(socket.writes).toEqual([]);
  await setImmediate();
  expect(socket.writes).toEqual([Buffer.from([0x82, 4, 4, 4, 4, 4, 0x82, 1, 1, 0x82, 3, 3, 3, 3])]);
  sendQueue.sendRun(batch, 0, 3);
  await setImmediate();
  expect(socket.writes.length).toBe(2);
});

test("SY5: the frames of a batch are made once for all sockets", async () => {
  const scheduler = new FlushScheduler();
  const sockets = [new Socket(), new Socket()];
  const batch = new Batch([payload(200)]);
  for (const socket of sockets) new SendQueue(socket, scheduler, LIMIT, () => undefined).sendRun(batch, 0, 1);
  await setImmediate();
  const [first, second] = sockets.map(({ writes }) => writes);
  expect(first).toEqual(second);
  const { wire } = batch;
  new SendQueue(new Socket(), scheduler, LIMIT, () => undefined).sendRun(batch, 0, 1);
  expect(batch.wire).toBe(wire);
});

test("SY19: what the commit of a turn brings and what was said before it go together", async () => {
  const scheduler = new FlushScheduler();
  const socket = new Socket();
  const sendQueue = new SendQueue(socket, scheduler, LIMIT, () => undefined);
  sendQueue.send(payload(1));
  scheduler.commit(() => sendQueue.send(payload(2)), false);
  await setImmediate();
  await setImmediate();
  expect(socket.writes.map(({ length }) => length)).toEqual([7]);
});

test("RE15: a socket that has not taken the last write gets no other; beyond the limit all that waits is forgotten", async () => {
  const socket = new Socket({ writableHighWaterMark: 100 });
  const overflow = vi.fn();
  const sendQueue = new SendQueue(socket, new FlushScheduler(), LIMIT, overflow);
  socket.held = null;
  for (let i = 0; i < 12; i++) {
    sendQueue.send(payload(1000));
    await setImmediate();
  }
  // The limit, and the largest frame beside it.
  expect([socket.writes.length, overflow.mock.calls.length, sendQueue.backlog]).toEqual([1, 1, 1004]);
  sendQueue.send(payload(1000));
  expect([sendQueue.backlog, overflow.mock.calls.length]).toEqual([1004, 1]);
});

test("RE15: what waited goes on when the socket takes again, in order and whole", async () => {
  const socket = new Socket({ writableHighWaterMark: 100 });
  const sendQueue = new SendQueue(socket, new FlushScheduler(), LIMIT, () => undefined);
  socket.held = null;
  for (let i = 0; i < 5; i++) {
    sendQueue.send(payload(1000, i));
    await setImmediate();
  }
  const release = socket.held as (() => void) | null;
  socket.held = undefined;
  release?.();
  await passes(() => expect(socket.bytes).toBe(5 * 1004));
  expect(Buffer.concat(socket.writes).filter((_, i) => i % 1004 === 4)).toEqual(Buffer.from([0, 1, 2, 3, 4]));
  expect(sendQueue.backlog).toBe(0);
});

test("RE15: a newcomer's frame may be larger than the limit", async () => {
  const socket = new Socket();
  const overflow = vi.fn();
  new SendQueue(socket, new FlushScheduler(), LIMIT, overflow).send(payload(100_000));
  await setImmediate();
  expect([socket.bytes, overflow.mock.calls.length]).toEqual([100_010, 0]);
});

let site: TestRelay | null = null;
afterEach(async () => {
  await site?.close();
  site = null;
});

test("SY19: frames of every length reach an unmodified WebSocket client whole", async () => {
  site = await new TestRelay().start();
  const sara = await site.desk("سارا", "owner");
  const room = `article/${await sara.newArticle()}`;
  const [writer, reader]: FrameClient[] = [await sara.frames(room), await sara.frames(room)];
  await Promise.all([writer!.first("step1"), reader!.first("step1")]);
  // Around every boundary of the format: 7 bits, 16 bits, 64 bits, and what is not copied.
  const lengths = [1, 90, 95, 100, 105, 110, 16_300, 16_400, 65_480, 65_510, 65_540, 300_000];
  const updates = lengths.map((length) => typed("x".repeat(length)).update);
  for (const update of updates) writer!.send({ type: "update", update, reply: false });
  await writer!.barrier(1);
  await passes(() => expect(reader!.got.filter(({ type }) => type === "update").length).toBe(updates.length));
  const got = reader!.got.flatMap((frame) => (frame.type === "update" ? [Buffer.from(frame.update)] : []));
  expect(got.map((one, i) => one.equals(updates[i]!))).toEqual(updates.map(() => true));
});
