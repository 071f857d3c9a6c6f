/**
 * Whole frames that mean harm: updates of every struct that the format (yjs, update V1) can say, put together by chance, and
 * presences of many, foreign and huge clients.
 */
import * as encoding from "lib0/encoding";
import * as prng from "lib0/prng";
import type { Frame } from "../../../shared/wire/frames.ts";
import { below, EDGES, pick, varUint } from "./bend.ts";

/** Few, so that structs meet; 9 never sends its first, so that whoever refers to it waits for ever. */
const CLIENTS = [1, 2, 3, 9, 2 ** 31, 2 ** 32 - 1];
const ABSENT = 9;
const MEMBERS = [null, "sara", "ali", "reza", "mallory", "nobody"];
const ROOTS = ["body", "article", "meta", "", "__proto__", "constructor"];
const KEYS = ["a", "b", "length", "constructor", "toString", "guid"];
const OPTIONS = ["gc", "autoLoad", "meta"];

const JSONS = ["null", "{}", "[1,2]", '"x"', "1e400", '{"__proto__":{"x":1}}', '{"toJSON":1}', '{"toString":0,"valueOf":0}', "-0"];

/** Once in so many times: what is refused at once, with all that stands beside it. Oftener, little would come through. */
const RARELY = 60;
const rarely = (gen: prng.PRNG): boolean => below(gen, RARELY) === 0;
const key = (gen: prng.PRNG): string => (rarely(gen) ? "__proto__" : pick(gen, KEYS));

function json(gen: prng.PRNG): string {
  if (rarely(gen)) return pick(gen, ["undefined", "{"]);
  if (!rarely(gen)) return pick(gen, JSONS);
  const depth = pick(gen, [50, 99, 101, 5000, 20_000]);
  return "[".repeat(depth) + "]".repeat(depth);
}

function any(gen: prng.PRNG, encoder: encoding.Encoder, depth: number): void {
  const type = 127 - below(gen, depth > 6 ? 8 : rarely(gen) ? 16 : 12);
  encoding.writeUint8(encoder, type);
  switch (type) {
    case 125:
      return encoding.writeVarInt(encoder, pick(gen, EDGES) * (prng.bool(gen) ? 1 : -1));
    case 124:
      return encoding.writeUint8Array(encoder, prng.uint8Array(gen, 4));
    case 123:
    case 122:
      return encoding.writeUint8Array(encoder, prng.uint8Array(gen, 8));
    case 119:
      return encoding.writeVarString(encoder, key(gen));
    case 118: {
      const members = below(gen, 4);
      encoding.writeVarUint(encoder, members);
      for (let i = 0; i < members; i++) {
        encoding.writeVarString(encoder, key(gen));
        any(gen, encoder, depth + 1);
      }
      return;
    }
    case 117: {
      const size = below(gen, 4);
      encoding.writeVarUint(encoder, size);
      for (let i = 0; i < size; i++) any(gen, encoder, depth + 1);
      return;
    }
    case 116:
      return encoding.writeVarUint8Array(encoder, prng.uint8Array(gen, below(gen, 9)));
    default:
  }
}

/** An array in an array in an array. */
function deepAny(gen: prng.PRNG, encoder: encoding.Encoder): void {
  const depth = pick(gen, [50, 99, 101, 10_000]);
  for (let i = 0; i < depth; i++) encoding.writeUint8Array(encoder, Uint8Array.of(117, 1));
  encoding.writeUint8(encoder, 126);
}

function content(gen: prng.PRNG, encoder: encoding.Encoder, kind: number, length: number): void {
  const times = (write: () => void): void => {
    encoding.writeVarUint(encoder, length);
    for (let i = 0; i < Math.min(length, 50); i++) write();
  };
  switch (kind) {
    case 1:
      return encoding.writeVarUint(encoder, below(gen, 30) === 0 ? pick(gen, EDGES) : length);
    case 2:
      return times(() => encoding.writeVarString(encoder, json(gen)));
    case 3:
      return encoding.writeVarUint8Array(encoder, prng.uint8Array(gen, below(gen, 20)));
    case 4:
      return encoding.writeVarString(encoder, pick(gen, ["x", "🦊", "نوشته", "\0"]).repeat(length));
    case 5:
      return encoding.writeVarString(encoder, json(gen));
    case 6:
      encoding.writeVarString(encoder, key(gen));
      return encoding.writeVarString(encoder, json(gen));
    case 7: {
      const type = below(gen, rarely(gen) ? 9 : 7);
      encoding.writeVarUint(encoder, type);
      if (type === 3 || type === 5) encoding.writeVarString(encoder, key(gen));
      return;
    }
    case 8:
      return times(() => (below(gen, 50) === 0 ? deepAny(gen, encoder) : any(gen, encoder, 0)));
    case 9:
      encoding.writeVarString(encoder, pick(gen, ["", "guid", "body"]));
      if (rarely(gen)) return any(gen, encoder, 0);
      encoding.writeUint8Array(encoder, Uint8Array.of(118, 1));
      encoding.writeVarString(encoder, rarely(gen) ? "guid" : pick(gen, OPTIONS));
      return any(gen, encoder, 1);
    default:
  }
}

function id(gen: prng.PRNG, encoder: encoding.Encoder, client: number, clock: number): void {
  const other = clock === 0 || below(gen, 3) === 0 ? pick(gen, CLIENTS) : client;
  encoding.writeVarUint(encoder, other);
  // Mostly what may be there; sometimes itself, its own future, or what never comes.
  const at = rarely(gen)
    ? pick(gen, [clock, clock + 1, ...EDGES])
    : below(gen, Math.min(Math.max(1, other === client ? clock : 40), 2 ** 31));
  encoding.writeVarUint(encoder, at);
}

/** @returns its length */
function struct(gen: prng.PRNG, encoder: encoding.Encoder, client: number, clock: number, flat: boolean): number {
  const length = rarely(gen) ? pick(gen, EDGES) : 1 + below(gen, 4);
  let kind = below(gen, rarely(gen) ? 32 : 11);
  if (flat && (kind === 7 || kind === 9) && !rarely(gen)) kind = 4;
  if (kind === 0 || kind === 10) {
    encoding.writeUint8(encoder, kind);
    encoding.writeVarUint(encoder, length);
    return length;
  }
  const short = Math.min(length, 4);
  const flags = below(gen, 8) << 5;
  encoding.writeUint8(encoder, flags | kind);
  if (flags & 0x80) id(gen, encoder, client, clock);
  if (flags & 0x40) id(gen, encoder, client, clock);
  if (!(flags & 0xc0)) {
    if (prng.bool(gen)) {
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarString(encoder, pick(gen, ROOTS));
    } else {
      encoding.writeVarUint(encoder, 0);
      id(gen, encoder, client, clock);
    }
    if (flags & 0x20) encoding.writeVarString(encoder, key(gen));
  }
  content(gen, encoder, kind, short);
  return kind === 3 || kind === 5 || kind === 6 || kind === 7 || kind === 9 ? 1 : short;
}

/**
 * Structs and deletions by chance.
 * @param clocks remembers where each client stands, so that most of them are taken in
 * @param foreign client IDs of others, with which it goes on now and then
 * @param flat hardly ever puts a type into another, which a flat room refuses
 */
function hostileUpdate(gen: prng.PRNG, clocks: Map<number, number>, foreign: readonly number[], flat: boolean): Uint8Array {
  return encoding.encode((encoder) => {
    const sections = below(gen, 10) === 0 ? below(gen, 6) : 1;
    encoding.writeVarUint(encoder, sections);
    for (let i = 0; i < sections; i++) {
      const isForeign = foreign.length > 0 && below(gen, 12) === 0;
      const client = pick(gen, isForeign ? foreign : rarely(gen) ? EDGES : CLIENTS);
      let clock = clocks.get(client) ?? (client === ABSENT ? 1 : 0);
      // Its next clock is small: the honest do not write much.
      if (isForeign && prng.bool(gen)) clock = below(gen, 40);
      else if (below(gen, 15) === 0) clock = below(gen, 5) === 0 ? pick(gen, EDGES) : Math.max(0, clock - 3 + below(gen, 7));
      const structs = 1 + below(gen, 6);
      encoding.writeVarUint(encoder, rarely(gen) ? pick(gen, EDGES) : structs);
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      for (let j = 0; j < structs; j++) clock += struct(gen, encoder, client, clock, flat);
      if (clock < 2 ** 20) clocks.set(client, clock);
    }
    const deleters = below(gen, 3);
    encoding.writeVarUint(encoder, deleters);
    const first = below(gen, CLIENTS.length);
    for (let i = 0; i < deleters; i++) {
      encoding.writeVarUint(encoder, CLIENTS[(first + (rarely(gen) ? 0 : i)) % CLIENTS.length]!);
      const ranges = below(gen, 100) === 0 ? 2000 : below(gen, 4);
      encoding.writeVarUint(encoder, ranges);
      let at = 0;
      for (let j = 0; j < ranges; j++) {
        const start = rarely(gen) ? pick(gen, EDGES) : at + below(gen, 20);
        const length = rarely(gen) ? pick(gen, EDGES) : 1 + below(gen, 5);
        encoding.writeVarUint(encoder, start);
        encoding.writeVarUint(encoder, length);
        at = start + length;
      }
    }
  });
}

function presenceState(gen: prng.PRNG): string {
  switch (below(gen, 12)) {
    case 0:
      return "null";
    case 1: {
      const depth = pick(gen, [100, 1500, 20_000]);
      return `{"cursor":${"[".repeat(depth)}${"]".repeat(depth)}}`;
    }
    case 2:
      return JSON.stringify({ cursor: "x".repeat(pick(gen, [4000, 5000, 100_000])) });
    case 3:
      return json(gen);
    case 4:
      return '{"cursor":{"toJSON":1,"__proto__":null},"user":{"id":"foreign"},"mood":1e999}';
    default:
      return JSON.stringify({ cursor: { anchor: below(gen, 100) }, user: { name: "Somebody Else" } });
  }
}

/** @param foreign client IDs of others in the room. */
function hostilePresence(gen: prng.PRNG, foreign: readonly number[]): Uint8Array {
  return encoding.encode((encoder) => {
    const clients = below(gen, 30) === 0 ? 300 : below(gen, 4);
    encoding.writeVarUint(encoder, clients);
    for (let i = 0; i < clients; i++) {
      encoding.writeVarUint(encoder, pick(gen, [...foreign, ...CLIENTS, ...EDGES, below(gen, 1e9)]));
      encoding.writeVarUint(encoder, below(gen, 4) === 0 ? pick(gen, EDGES) : below(gen, 50));
      encoding.writeVarString(encoder, clients > 100 ? "{}" : presenceState(gen));
    }
  });
}

function hostileVector(gen: prng.PRNG): Uint8Array {
  return encoding.encode((encoder) => {
    const clients = below(gen, 8);
    encoding.writeVarUint(encoder, below(gen, 20) === 0 ? pick(gen, EDGES) : clients);
    for (let i = 0; i < clients; i++) {
      encoding.writeVarUint(encoder, pick(gen, CLIENTS));
      encoding.writeVarUint(encoder, below(gen, 3) === 0 ? pick(gen, EDGES) : below(gen, 60));
    }
  });
}

/** A frame that is well formed outside; inside it need not be. */
export function hostileFrame(gen: prng.PRNG, clocks: Map<number, number>, foreign: readonly number[], flat: boolean): Frame {
  const clients = (): number[] => Array.from({ length: below(gen, 5) }, () => pick(gen, [...foreign, ...CLIENTS, below(gen, 1e9)]));
  switch (below(gen, 11)) {
    case 0:
      return { type: "step1", stateVector: hostileVector(gen) };
    case 10:
      return { type: "authors", others: clients().map((client) => ({ client, author: pick(gen, MEMBERS) })) };
    case 1:
    case 2:
    case 3:
      return { type: "awareness", update: hostilePresence(gen, foreign) };
    case 4:
      return { type: "barrier", id: pick(gen, EDGES) };
    case 5:
      return { type: "update", update: prng.uint8Array(gen, below(gen, 60)), reply: prng.bool(gen) };
    default:
      return { type: "update", update: hostileUpdate(gen, clocks, foreign, flat), reply: below(gen, 6) === 0 };
  }
}

/** A frame of no known kind, or one in another. */
export function nested(gen: prng.PRNG, frame: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeUint8Array(encoder, varUint(pick(gen, [0, 1, 2, 3, 4, 64, 65, ...EDGES])));
    if (prng.bool(gen)) encoding.writeVarUint(encoder, below(gen, 4));
    encoding.writeVarUint8Array(encoder, frame);
  });
}
