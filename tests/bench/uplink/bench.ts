/** `npm run bench -- uplink`: what the `Y.Doc` between a desk's room and y-websocket's provider costs, a key and an article. */
import process from "node:process";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { BODY } from "../../../shared/article/model/names.ts";
import { encodeFrame } from "../../../shared/wire/frames.ts";
import { randomFrom } from "../editor/words.ts";
import { madeUpArticle } from "../library/texts.ts";

const WORDS = [1_000, 80_000];
const KEYS = 5_000;
const ROUNDS = 5;
/** Documents whose memory is measured together. */
const DOCUMENTS = 20;
/** People who wrote the article. */
const AUTHORS = 5;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

export function main(): Promise<void> {
  console.table(WORDS.map(measure));
  return Promise.resolve();
}

function measure(words: number): Readonly<Record<string, string | number>> {
  const author = new Y.Doc();
  for (const update of written(words)) Y.applyUpdate(author, update);
  const article = Y.encodeStateAsUpdate(author);
  const keys = typed(author);
  author.destroy();

  const [doc, frame, opening]: number[][] = [[], [], []];
  for (let round = 0; round < ROUNDS; round++) {
    const uplink = new Y.Doc();
    const provider = new WebsocketProvider("ws://127.0.0.1", "room", uplink, { connect: false, disableBc: true });
    opening!.push(cpu(() => Y.applyUpdate(uplink, article, "room")) / 1000);
    doc!.push(cpu(() => keys.forEach((update) => Y.applyUpdate(uplink, update, "room"))) / KEYS);
    frame!.push(cpu(() => keys.forEach((update) => encodeFrame({ type: "update", update, reply: false }))) / KEYS);
    provider.destroy();
    uplink.destroy();
  }
  return {
    words,
    "document, µs a key": middle(doc!).toFixed(1),
    "frame alone, µs a key": middle(frame!).toFixed(1),
    "to open, ms": middle(opening!).toFixed(1),
    "memory, MB": memoryOf(article).toFixed(1),
  };
}

/** @returns megabytes of a document with this content, by the mean of many */
function memoryOf(article: Uint8Array): number {
  const docs: Y.Doc[] = [];
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < DOCUMENTS; i++) {
    docs.push(new Y.Doc());
    Y.applyUpdate(docs[i]!, article);
  }
  collect();
  return (process.memoryUsage().heapUsed - before) / docs.length / 1e6;
}

/** @returns the updates of an article that its authors wrote word by word, each for a while at a place of their own */
function written(words: number): Uint8Array[] {
  const random = randomFrom(words);
  const updates: Uint8Array[] = [];
  const doc = new Y.Doc();
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const text = doc.getText(BODY);
  const { flat } = madeUpArticle(words, 1);
  let place = 0;
  for (const [i, word] of flat.split(/(?<= )/).entries()) {
    if (i % 20 === 0) {
      doc.clientID = 1 + Math.floor(random() * AUTHORS);
      place = Math.floor(random() * (text.length + 1));
    }
    text.insert(place, word);
    place += word.length;
  }
  return updates;
}

/** @returns the updates of letters that are typed one after another, in the middle */
function typed(doc: Y.Doc): Uint8Array[] {
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const text = doc.getText(BODY);
  const middle = text.length >> 1;
  for (let i = 0; i < KEYS; i++) text.insert(middle + i, "ب");
  return updates;
}

/** @returns microseconds of processor time */
function cpu(run: () => void): number {
  const begin = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(begin);
  return user + system;
}

const middle = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;
