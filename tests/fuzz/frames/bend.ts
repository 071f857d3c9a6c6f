/** Bends bytes: what lines, broken programs and attackers make of a frame. */
import * as encoding from "lib0/encoding";
import * as prng from "lib0/prng";

/** Numbers at the edges of what a varint, Yjs and SQLite take. */
export const EDGES: readonly number[] = [
  0,
  1,
  2,
  63,
  64,
  127,
  128,
  16_383,
  16_384,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32 - 1,
  2 ** 32,
  2 ** 52,
  Number.MAX_SAFE_INTEGER - 1,
  Number.MAX_SAFE_INTEGER,
];

export const below = (gen: prng.PRNG, limit: number): number => prng.uint32(gen, 0, Math.max(0, limit - 1));
export const pick = <T>(gen: prng.PRNG, values: readonly T[]): T => values[below(gen, values.length)]!;

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const varUint = (value: number): Uint8Array => encoding.encode((encoder) => encoding.writeVarUint(encoder, value));

type Bend = (gen: prng.PRNG, bytes: Uint8Array) => Uint8Array;

const flip: Bend = (gen, bytes) => {
  const bent = bytes.slice();
  for (let flips = 1 + below(gen, 4); flips > 0 && bent.length > 0; flips--) bent[below(gen, bent.length)]! ^= 1 << below(gen, 8);
  return bent;
};
const overwrite: Bend = (gen, bytes) => {
  const bent = bytes.slice();
  if (bent.length > 0) bent[below(gen, bent.length)] = below(gen, 256);
  return bent;
};
const truncate: Bend = (gen, bytes) => bytes.slice(0, below(gen, bytes.length));
const lengthen: Bend = (gen, bytes) => joined(bytes, prng.uint8Array(gen, 1 + below(gen, 8)));
/** A length, count or clock becomes another one. */
const renumber: Bend = (gen, bytes) => {
  const at = below(gen, bytes.length);
  return joined(bytes.subarray(0, at), varUint(pick(gen, EDGES)), bytes.subarray(at + 1));
};
/** A number that never ends. */
const unending: Bend = (gen, bytes) => {
  const at = below(gen, bytes.length);
  return joined(bytes.subarray(0, at), new Uint8Array(1 + below(gen, 40)).fill(0x80 + below(gen, 128)), bytes.subarray(at));
};
const cutOut: Bend = (gen, bytes) => {
  const at = below(gen, bytes.length);
  return joined(bytes.subarray(0, at), bytes.subarray(at + 1 + below(gen, 8)));
};
const repeat: Bend = (gen, bytes) => {
  const from = below(gen, bytes.length);
  const to = from + 1 + below(gen, 32);
  return joined(bytes.subarray(0, to), bytes.subarray(from));
};
const BENDS: readonly Bend[] = [flip, flip, overwrite, overwrite, truncate, lengthen, renumber, renumber, unending, cutOut, repeat];

/** Bends `bytes` in one way, sometimes in several. */
export function bend(gen: prng.PRNG, bytes: Uint8Array): Uint8Array {
  let bent = bytes;
  do bent = pick(gen, BENDS)(gen, bent);
  while (below(gen, 4) === 0);
  return bent;
}
