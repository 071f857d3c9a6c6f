/** Which edits a message brings: some contestants merge the updates of a turn into one, and some send a typist's own back. */
import * as Y from "yjs";
import { MESSAGE_SYNC } from "../../../../shared/wire/frames.ts";

/** Told of each run of edits: whose, the clock of its first, how many. */
export type OnEdits = (client: number, clock: number, count: number) => void;

const STEP1 = 0;
/** The last merged update that was read, which tends to come to every reader in turn. */
let last: { readonly bytes: Buffer; readonly runs: readonly (readonly [number, number, number])[] } | null = null;
/** Where `varUint` reads on: a decoder of its own for every message would cost more than the rest of it. */
let position = 0;

/**
 * Reads one message of a contestant.
 * @param at where its frame starts, behind a name
 */
export function countEdits(message: Buffer, at: number, onEdits: OnEdits): void {
  if (message[at] !== MESSAGE_SYNC || message[at + 1] === STEP1) return;
  position = at + 2;
  const size = varUint(message);
  const start = position;
  // One client with one struct: an update as it was typed.
  if (message[start] === 1 && message[start + 1] === 1) {
    position = start + 2;
    const client = varUint(message);
    onEdits(client, varUint(message), 1);
    return;
  }
  const update = message.subarray(start, start + size);
  if (!last || !last.bytes.equals(update)) {
    const runs = Y.decodeUpdate(update).structs.map(({ id, length }) => [id.client, id.clock, length] as const);
    last = { bytes: Buffer.from(update), runs };
  }
  for (const [client, clock, length] of last.runs) onEdits(client, clock, length);
}

function varUint(bytes: Buffer): number {
  let value = 0;
  let weight = 1;
  for (;;) {
    const byte = bytes[position++]!;
    value += (byte & 0x7f) * weight;
    if (byte < 0x80) return value;
    weight *= 128;
  }
}
