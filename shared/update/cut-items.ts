import * as Y from "yjs";

/**
 * Cuts the items of a client in one pass. Yjs cuts one at a time, each by a splice of its array of all items of a client, which takes
 * what the array is long. What nothing is done to is merged again when the transaction ends.
 * @param cuts clocks at which items are to begin, in any order; none is cut between the halves of a surrogate pair
 */
export function cutItems(transaction: Y.Transaction, client: number, cuts: readonly number[]): void {
  const { clients } = transaction.doc.store;
  const clocks = Float64Array.from(cuts).sort();
  const all: (Y.Item | Y.GC)[] = [];
  let next = 0;
  for (const struct of clients.get(client)!) {
    const {
      id: { clock: start },
      length,
    } = struct;
    while (next < clocks.length && clocks[next]! <= start) next++;
    if (next === clocks.length || clocks[next]! >= start + length) {
      all.push(struct);
      continue;
    }
    // Yjs' own way to cut, in an array that has this item alone.
    const parts = [struct];
    clients.set(client, parts);
    for (let last = start; next < clocks.length && clocks[next]! < start + length; next++) {
      const clock = clocks[next]!;
      // What cuts a pair may never be taken in: it may wait for something else.
      if (clock > last && !cutsPair(struct, parts, clock)) Y.getItemCleanStart(transaction, Y.createID(client, (last = clock)));
    }
    for (const part of parts) all.push(part);
  }
  clients.set(client, all);
}

/** True when an item, of which `parts` are left, has the halves of a surrogate pair before and behind `clock`. */
function cutsPair(struct: Y.Item | Y.GC, parts: readonly (Y.Item | Y.GC)[], clock: number): boolean {
  if (!(struct instanceof Y.Item)) return true;
  const { id, content } = parts.at(-1) as Y.Item;
  return content instanceof Y.ContentString && /[\uD800-\uDBFF]/.test(content.str.charAt(clock - id.clock - 1));
}
