/** Reading a Yjs update (format V1) without applying it: is it whole, whose is it, does it bring anything new? */
import * as decoding from "lib0/decoding";
import * as Y from "yjs";

/** Bytes that are not one whole Yjs update. The connection that sent them is closed, nothing else (SY4). */
export class UpdateError extends Error {
  override readonly name = "UpdateError";
}

type Decoded = ReturnType<typeof Y.decodeUpdate>;

export interface UpdateContent {
  /** What was decoded, for `bringsNews`. */
  readonly decoded: Decoded;
  /** Yjs client IDs that the update carries structs of. */
  readonly clients: readonly number[];
  /** Carries structs, that is, something inserted or formatted. */
  readonly inserts: boolean;
  /** Carries neither structs nor deletions. */
  readonly empty: boolean;
}


/** Yjs gives no way to its reader; a decoder that keeps its input tells how far the reading went. */
class TracedDecoder extends Y.UpdateDecoderV1 {
  static input: decoding.Decoder | null = null;
  constructor(input: decoding.Decoder) {
    super(input);
    TracedDecoder.input = input;
  }
}

function decode(update: Uint8Array): Decoded {
  let decoded: Decoded;
  try {
    decoded = Y.decodeUpdateV2(update, TracedDecoder);
  } catch (error) {
    throw new UpdateError(`malformed update of ${update.length} bytes`, { cause: error });
  }
  const input = TracedDecoder.input;
  TracedDecoder.input = null;
  if (input && decoding.hasContent(input)) throw new UpdateError(`${update.length - input.pos} bytes after an update`);
  return decoded;
}

/**
 * Checks an update before it is stored.
 * @throws UpdateError when it is truncated, has bytes left over, or holds a struct that cannot be.
 */
export function readUpdate(update: Uint8Array): UpdateContent {
  const decoded = decode(update);
  const { structs, ds } = decoded;
  const clients = new Set<number>();
  for (const ranges of ds.clients.values()) for (const { clock, len } of ranges) refuseImpossible("deletion", clock, len);
  for (const struct of structs) {
    refuseImpossible("struct", struct.id.clock, struct.length);
    if (struct instanceof Y.Item) refusePrecognition(struct);
    if (!(struct instanceof Y.Skip)) clients.add(struct.id.client);
  }
  return { decoded, clients: [...clients], inserts: clients.size > 0, empty: clients.size === 0 && ds.clients.size === 0 };
}

function refuseImpossible(what: string, clock: number, length: number): void {
  if (length < 1 || !Number.isSafeInteger(clock + length)) throw new UpdateError(`${what} of ${length} at ${clock}`);
}

/** Yjs waits for what a struct refers to, but not for the same client's: it would look it up in vain, and throw for ever. */
function refusePrecognition({ id, origin, rightOrigin, parent }: Y.Item): void {
  for (const other of [origin, rightOrigin, parent]) {
    if (other instanceof Y.ID && other.client === id.client && other.clock >= id.clock) {
      throw new UpdateError(`struct ${id.clock} of client ${id.client} refers to its own later ${other.clock}`);
    }
  }
}

/**
 * Whether an update holds anything that `state`, a merged state, does not. A sync step 2 always carries every deletion its
 * sender knows, so that nearly all of them are old.
 */
export function bringsNews({ decoded: { structs, ds } }: UpdateContent, state: Uint8Array): boolean {
  const known = Y.decodeStateVector(Y.encodeStateVectorFromUpdate(state));
  for (const { id, length } of structs) if (id.clock + length > (known.get(id.client) ?? 0)) return true;
  if (ds.clients.size === 0) return false;
  const deleted = Y.mergeDeleteSets([decode(state).ds]);
  return !Y.equalDeleteSets(Y.mergeDeleteSets([deleted, ds]), deleted);
}

/** How many updates one `mergeUpdates` takes at a time; it is quadratic in their number. */
const FEW = 16;

/**
 * One update that holds all of a short log, also those whose predecessors are missing: to answer somebody. It keeps each
 * struct as it is, which is fast to make and longer than it need be.
 */
export function mergeShort(updates: readonly Uint8Array[]): Uint8Array {
  // What is first is a state, and much longer than all the others: it is merged once, last.
  const [state = EMPTY, ...tail] = updates;
  let merged = tail;
  while (merged.length > 1) {
    const next: Uint8Array[] = [];
    for (let i = 0; i < merged.length; i += FEW) next.push(Y.mergeUpdates(merged.slice(i, i + FEW)));
    merged = next;
  }
  return merged.length === 0 ? state : Y.mergeUpdates([state, merged[0]!]);
}

/** An update of nothing. */
const EMPTY = Uint8Array.of(0, 0);

/**
 * One update that holds all of `updates`, also those whose predecessors are missing, as short as it can be: to be kept (SY7).
 * It goes through a transient `Y.Doc`.
 */
export function mergeLog(updates: readonly Uint8Array[]): Uint8Array {
  if (updates.length === 1) return updates[0]!;
  const doc = new Y.Doc();
  try {
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update);
    });
    return Y.encodeStateAsUpdate(doc);
  } finally {
    doc.destroy();
  }
}
