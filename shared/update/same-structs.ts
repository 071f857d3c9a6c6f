import * as Y from "yjs";
import { firstIndex } from "../binary-search.ts";
import type { Stretch } from "./scan.ts";

type Struct = Y.Item | Y.GC;

/** Compares two updates: how a member proves to have written what somebody else brought (AU3). @param stretches to compare @returns those that both updates contain whole, with the same content as far as it is not deleted */
export function sameStructs(one: Uint8Array, other: Uint8Array, stretches: readonly Stretch[]): Stretch[] {
  const clients = new Set(stretches.map(({ client }) => client));
  const [ours, theirs] = [structsOf(one, clients), structsOf(other, clients)];
  return stretches.filter((stretch) => isSame(ours.get(stretch.client) ?? [], theirs.get(stretch.client) ?? [], stretch));
}

/** In order. */
function structsOf(update: Uint8Array, clients: ReadonlySet<number>): ReadonlyMap<number, readonly Struct[]> {
  const found = new Map<number, Struct[]>();
  for (const struct of Y.decodeUpdate(update).structs) {
    const { client } = struct.id;
    if (struct instanceof Y.Skip || !clients.has(client)) continue;
    const own = found.get(client);
    if (own) own.push(struct);
    else found.set(client, [struct]);
  }
  for (const structs of found.values()) structs.sort((a, b) => a.id.clock - b.id.clock);
  return found;
}

function isSame(ours: readonly Struct[], theirs: readonly Struct[], { clock, end }: Stretch): boolean {
  let [i, j] = [placeOf(ours, clock), placeOf(theirs, clock)];
  for (let at = clock; at < end;) {
    const [a, b] = [ours[i], theirs[j]];
    if (!a || !b || a.id.clock > at || b.id.clock > at) return false;
    const until = Math.min(endOf(a), endOf(b), end);
    // The content of deleted structs may be gone, and a stretch may have any number of clocks.
    if (!isGone(a) && !isGone(b)) {
      for (let each = at; each < until; each++) if (wordAt(a as Y.Item, each) !== wordAt(b as Y.Item, each)) return false;
    }
    at = until;
    if (endOf(a) <= at) i++;
    if (endOf(b) <= at) j++;
  }
  return true;
}

/** Index of the struct that contains a clock, or of the next one. */
const placeOf = (structs: readonly Struct[], clock: number): number => firstIndex(structs.length, (i) => endOf(structs[i]!) > clock);

const endOf = ({ id, length }: Struct): number => id.clock + length;
const isGone = (struct: Struct): boolean => !(struct instanceof Y.Item) || struct.content instanceof Y.ContentDeleted;

/** What an item says at one clock, as text: the same however Yjs has split or merged the item. */
function wordAt({ content, id, origin, rightOrigin, parent, parentSub }: Y.Item, clock: number): string {
  const index = clock - id.clock;
  const left = index === 0 ? origin : { client: id.client, clock: clock - 1 };
  // An item with an origin has its parent.
  const above = (left ?? rightOrigin) ? null : [typeof parent === "string" || parent instanceof Y.ID ? parent : null, parentSub];
  return JSON.stringify([left, rightOrigin, above, content.constructor.name, valueOf(content, index)]);
}

function valueOf(content: Y.Item["content"], index: number): unknown {
  if (content instanceof Y.ContentString) return content.str.charCodeAt(index);
  if (content instanceof Y.ContentAny || content instanceof Y.ContentJSON) return spelled((content.arr as unknown[])[index]);
  if (content instanceof Y.ContentEmbed) return spelled(content.embed);
  if (content instanceof Y.ContentFormat) return [content.key, spelled(content.value)];
  if (content instanceof Y.ContentBinary) return [...content.content];
  if (content instanceof Y.ContentDoc) return content.doc.guid;
  return content instanceof Y.ContentType ? content.type.constructor.name : null;
}

/** JSON has no big integers. */
const spelled = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === "bigint" ? `${part}n` : part)) ?? "";
