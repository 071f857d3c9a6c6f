/** Goal 7: the relay is killed at random moments while people write; every edit that it confirmed must be there after. */
import * as Y from "yjs";
import { decodeFrame, encodeFrame } from "../../../../shared/wire/frames.ts";
import { addressOf, CONTESTANTS, type Seat } from "../contestants.ts";
import { WebSocketClient, masked } from "../load/websocket.ts";
import { inFolder, withServer, type Scenario } from "../scenario.ts";

const ROOMS = 2;
const WRITERS = 2;
/** Milliseconds between five letters and the next. */
const PAUSE = 4;
/** People write near the end: to find a place in the middle of all that 200 rounds wrote would take the longest. */
const NEAR = 100;

/** A desk that writes without pause, and remembers what was confirmed. */
class Writer {
  readonly doc = new Y.Doc();
  /** How much of what it wrote is promised: the clock after it. */
  confirmed = 0;
  /** The relay has been sent, on this connection, all that it lacked: before, a barrier says nothing of that. */
  #answered = false;
  #line: WebSocketClient | null = null;
  #timer: NodeJS.Timeout | null = null;

  async connect(seat: Seat): Promise<void> {
    const line = new WebSocketClient(await addressOf(seat), (message) => this.#take(line, message));
    this.#line = line;
    await line.open;
    this.#send(line, encodeFrame({ type: "step1", stateVector: Y.encodeStateVector(this.doc) }));
    const write = (): void => {
      const body = this.doc.getText("body");
      for (let i = 0; i < 5; i++) body.insert(Math.max(0, body.length - Math.floor(Math.random() * NEAR)), "ا");
      if (this.#answered) this.#send(line, encodeFrame({ type: "barrier", id: this.#clock }));
    };
    this.doc.on("update", this.#forward);
    this.#timer = setInterval(write, PAUSE);
  }

  hangUp(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.doc.off("update", this.#forward);
    this.#line?.close();
    this.#line = null;
    this.#answered = false;
  }

  get #clock(): number {
    return Y.getState(this.doc.store, this.doc.clientID);
  }

  readonly #forward = (update: Uint8Array, origin: unknown): void => {
    if (origin !== this) this.#send(this.#line!, encodeFrame({ type: "update", update, reply: false }));
  };

  #take(line: WebSocketClient, message: Buffer): void {
    const frame = decodeFrame(message);
    if (frame.type === "step1") {
      const update = Y.encodeStateAsUpdate(this.doc, frame.stateVector);
      this.#send(line, encodeFrame({ type: "update", update, reply: true }));
      this.#answered = true;
    } else if (frame.type === "update") {
      Y.applyUpdate(this.doc, frame.update, this);
    } else if (frame.type === "barrier") {
      this.confirmed = Math.max(this.confirmed, frame.id);
    }
  }

  #send(line: WebSocketClient, frame: Uint8Array): void {
    line.send(masked(frame));
  }
}

/** @returns how many edits of each client the room has */
async function stored(seat: Seat): Promise<Map<number, number>> {
  const url = await addressOf(seat);
  const vector = await new Promise<Uint8Array>((resolve, reject) => {
    const line = new WebSocketClient(url, (message) => {
      const frame = decodeFrame(message);
      if (frame.type !== "step1") return;
      resolve(frame.stateVector);
      line.close();
    });
    line.open.catch(reject);
  });
  return Y.decodeStateVector(vector);
}

export const kills: Scenario = async ({ quick, say }) =>
  await inFolder(async (folder) => {
    const count = quick ? 10 : 200;
    const writers = Array.from({ length: ROOMS * WRITERS }, () => new Writer());
    let [lost, promised] = [0, 0];
    for (let kill = 0; kill < count; kill++) {
      await withServer(CONTESTANTS.tahrir, folder, async ({ process, seats }) => {
        const places = await seats(ROOMS, WRITERS + 1);
        for (let room = 0; room < ROOMS; room++) {
          const vector = await stored(places[room * (WRITERS + 1)]!);
          for (const { doc, confirmed } of writers.slice(room * WRITERS, (room + 1) * WRITERS)) {
            lost += Math.max(0, confirmed - (vector.get(doc.clientID) ?? 0));
          }
        }
        await Promise.all(writers.map((writer, i) => writer.connect(places[i + Math.floor(i / WRITERS) + 1]!)));
        await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 200));
        await process.kill();
        for (const writer of writers) writer.hangUp();
      });
      if (kill % 20 === 19) say(`  ${kill + 1} kills, ${lost} edits lost`);
    }
    promised = writers.reduce((sum, { confirmed }) => sum + confirmed, 0);
    await withServer(CONTESTANTS.tahrir, folder, async ({ seats }) => {
      const places = await seats(ROOMS, 1);
      for (const [room, place] of places.entries()) {
        const vector = await stored(place);
        for (const { doc, confirmed } of writers.slice(room * WRITERS, (room + 1) * WRITERS)) {
          lost += Math.max(0, confirmed - (vector.get(doc.clientID) ?? 0));
        }
      }
    });
    return {
      title: "7. SIGKILL at random moments",
      columns: ["kills", "edits confirmed", "of them lost"],
      rows: [{ name: CONTESTANTS.tahrir.name, values: [count, promised, lost] }],
      goals: [{ text: "no confirmed edit lost", is: lost, atMost: 0 }],
    };
  });
