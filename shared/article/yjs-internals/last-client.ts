import type * as Y from "yjs";

/** Of the client IDs that a relay takes, the last 2²⁴: Yjs chooses one of them once in 256 times. */
const FIRST = 2 ** 32 - 2 ** 24;
const COUNT = 2 ** 24;

/**
 * A client ID that is in no use in `doc`, for what is to stand behind all that others write at the same place at the same time: of two
 * insertions at one place, Yjs puts the one with the higher client ID behind the other.
 */
export function lastClientFor(doc: Y.Doc): number {
  let client = FIRST + (doc.clientID % COUNT);
  while (client === doc.clientID || doc.store.clients.has(client)) client = FIRST + ((client + 1) % COUNT);
  return client;
}

/** Writes as another client of this document's. Call in a transaction. */
export function writeAs<Result>(doc: Y.Doc, client: number, write: () => Result): Result {
  const { clientID } = doc;
  doc.clientID = client;
  try {
    return write();
  } finally {
    doc.clientID = clientID;
  }
}
