import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { united, type Range } from "./ranges.ts";
import { readUpdate, UpdateError } from "./scan.ts";
import { compactUpdates } from "./compact.ts";

/** One client's structs from `clock` up to `end`, and their bytes in an update. */
interface Run extends Range {
  readonly structs: number;
  readonly update: Uint8Array;
  readonly from: number;
  readonly to: number;
}

interface Parts {
  readonly updates: readonly Uint8Array[];
  /** By client, in order, without overlap. */
  readonly runs: ReadonlyMap<number, readonly Run[]>;
  /** By client, in order, none touching another. */
  readonly deleted: ReadonlyMap<number, readonly Range[]>;
}

const SKIP = 10;

/**
 * Many updates as one, for newcomers: each client's structs are copied one after the other (format V1, see scan.ts),
 * and all deletions united. That is far faster than building a document, and the result is longer than a document's,
 * which compaction makes.
 */
export class Merged {
  /** All of it as one update. */
  readonly update: Uint8Array;
  /** Whether some updates partially overlapped, so that a document had to be built, which takes long. */
  readonly isTangled: boolean;
  readonly #runs: ReadonlyMap<number, readonly Run[]>;
  readonly #deleted: ReadonlyMap<number, readonly Range[]>;

  /** @param updates of one room, in any order; predecessors may be missing, and an update may come more than once */
  constructor(updates: readonly Uint8Array[]) {
    const quick = partsOf(updates);
    const parts = quick ?? partsOfOne(compactUpdates(updates));
    this.isTangled = quick === null;
    this.#runs = parts.runs;
    this.#deleted = parts.deleted;
    this.update = parts.updates.length === 1 ? parts.updates[0]! : write(parts);
  }

  /** The clocks of each client, in order, without overlap. */
  get clocks(): ReadonlyMap<number, readonly Range[]> {
    return this.#runs;
  }

  /** An update with all structs of some clients, and perhaps with others. */
  of(clients: ReadonlySet<number>): Uint8Array {
    if (this.isTangled) return this.update;
    return write({ updates: [], runs: new Map([...this.#runs].filter(([client]) => clients.has(client))), deleted: new Map() });
  }

  /** The deleted clocks of each client, in order, none touching another. */
  get deleted(): ReadonlyMap<number, readonly Range[]> {
    return this.#deleted;
  }
}

/**
 * An update without the structs of some clients.
 * @throws UpdateError when structs of it overlap
 */
export function withoutClients(update: Uint8Array, clients: ReadonlySet<number>): Uint8Array {
  const parts = partsOf([update]);
  if (!parts) throw new UpdateError("an update whose structs overlap");
  return write({ ...parts, runs: new Map([...parts.runs].filter(([client]) => !clients.has(client))) });
}

/** @returns null when they must be merged as a document: some partially overlap, or are in an older form than is accepted today */
function partsOf(updates: readonly Uint8Array[]): Parts | null {
  const runs = new Map<number, Run[]>();
  const deleted = new Map<number, Range[]>();
  try {
    for (const update of updates) {
      readUpdate(update, {
        run: (client, clock, length, structs, from, to) => add(runs, client, { clock, end: clock + length, structs, update, from, to }),
        deletion: (client, clock, length) => add(deleted, client, { clock, end: clock + length }),
      });
    }
  } catch (error) {
    if (error instanceof UpdateError) return null;
    throw error;
  }
  for (const [client, own] of runs) {
    const inOrder = withoutRepeats(own);
    if (!inOrder) return null;
    runs.set(client, inOrder);
  }
  for (const [client, ranges] of deleted) deleted.set(client, united(ranges));
  return { updates, runs, deleted };
}

/** The parts of one update that Yjs has merged. */
function partsOfOne(update: Uint8Array): Parts {
  const runs = new Map<number, Run[]>();
  const { structs, ds } = Y.decodeUpdate(update);
  for (const struct of structs) {
    const { client, clock } = struct.id;
    if (!(struct instanceof Y.Skip)) add(runs, client, { clock, end: clock + struct.length, structs: 1, update, from: 0, to: 0 });
  }
  const deleted = new Map(
    [...ds.clients].map(([client, ranges]) => [client, united(ranges.map(({ clock, len }) => ({ clock, end: clock + len })))]),
  );
  return { updates: [update], runs, deleted };
}

function add<T>(map: Map<number, T[]>, client: number, value: T): void {
  const own = map.get(client);
  if (own) own.push(value);
  else map.set(client, [value]);
}

/** Leaves out runs that others contain. @returns null when some partially overlap */
function withoutRepeats(runs: Run[]): Run[] | null {
  const kept: Run[] = [];
  let end = 0;
  // Of runs with the same beginning the longest comes first, and contains the others.
  for (const run of runs.sort((a, b) => a.clock - b.clock || b.end - a.end)) {
    if (run.end <= end) continue;
    if (run.clock < end) return null;
    kept.push(run);
    ({ end } = run);
  }
  return kept;
}

/** Writes them as Yjs does: clients from the highest down, gaps as structs that say so. */
function write({ runs, deleted }: Parts): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, runs.size);
    for (const [client, own] of descending(runs)) writeRuns(encoder, client, own);
    encoding.writeVarUint(encoder, deleted.size);
    for (const [client, ranges] of descending(deleted)) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, ranges.length);
      for (const { clock, end } of ranges) {
        encoding.writeVarUint(encoder, clock);
        encoding.writeVarUint(encoder, end - clock);
      }
    }
  });
}

function writeRuns(encoder: encoding.Encoder, client: number, runs: readonly Run[]): void {
  const first = runs[0]!.clock;
  let structs = 0;
  let next = first;
  for (const run of runs) {
    structs += run.structs + (run.clock > next ? 1 : 0);
    next = run.end;
  }
  encoding.writeVarUint(encoder, structs);
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, first);
  next = first;
  for (const run of runs) {
    if (run.clock > next) {
      encoding.writeUint8(encoder, SKIP);
      encoding.writeVarUint(encoder, run.clock - next);
    }
    encoding.writeUint8Array(encoder, run.update.subarray(run.from, run.to));
    next = run.end;
  }
}

const descending = <T>(map: ReadonlyMap<number, T>): [number, T][] => [...map].sort(([a], [b]) => b - a);
