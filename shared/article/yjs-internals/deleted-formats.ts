import * as Y from "yjs";
import type { CharacterRun } from "../model/character-id.ts";
import { isMarkerIn, newStructs } from "./items.ts";
import { INLINE_ATTRIBUTES } from "../model/names.ts";
import type { Attributes } from "../model/tokens.ts";

/** Deleted characters that somebody formatted. */
export interface FormattedDeletion extends CharacterRun {
  /** Null takes a format away. */
  readonly change: Attributes;
}

/** What a new marker says of the deleted characters behind it. */
interface Given {
  readonly value: unknown;
  /** The first item that its writer had behind it, until the walk is there: what stands between came at the same time. */
  before: Y.Item | null;
}

/**
 * What others' formats say of characters that are deleted here: whoever formatted them had not heard of the deletion. Such markers
 * have no text between them, so that Yjs may take them away, which makes this the only time at which they can be read.
 * @returns what the format markers that came by `transaction` say of the deleted characters between them and the next text, but of
 *   none that their writer did not know
 */
export function deletedFormatsIn(body: Y.Text, transaction: Y.Transaction): FormattedDeletion[] {
  if (![...newStructs(transaction)].some((struct) => !struct.deleted && isMarkerIn(struct, body) && isUnheard(struct))) return [];
  const found: (FormattedDeletion & { readonly change: Record<string, unknown> })[] = [];
  const ends = endsOf(body, transaction);
  const endsBehind = Map.groupBy(new Set(ends.values()), (end) => itemAt(end, end.origin));
  /** Where in `found` those begin that stand between an end and what its writer had before it. */
  const unknownTo = new Map<Y.Item, number>();
  /** Of each format that a new marker began and none has ended: the marker that is to end it. */
  const begun = new Map<string, Y.Item>();
  /** Those of them that began behind the last text. */
  const own = new Map<string, Given>();
  for (let item = body._start; item !== null; item = item.right) {
    for (const given of own.values()) if (given.before === item) given.before = null;
    if (item.deleted) {
      const change = Object.fromEntries([...own].flatMap(([key, { value, before }]) => (before === null ? [[key, value]] : [])));
      if (Object.keys(change).length > 0) found.push({ client: item.id.client, clock: item.id.clock, length: item.length, change });
    } else if (item.content instanceof Y.ContentFormat) {
      const { key, value } = item.content;
      // Of others there may be any number.
      if (!isInline(key)) continue;
      const end = ends.get(item);
      if (!end || begun.get(key) === item) {
        for (let i = unknownTo.get(item) ?? found.length; i < found.length; i++) delete found[i]!.change[key];
        begun.delete(key);
        own.delete(key);
      } else {
        if (!begun.has(key)) begun.set(key, end);
        if (isUnheard(item)) own.set(key, { value, before: itemAt(item, item.rightOrigin) });
      }
    } else if (item.countable) own.clear();
    for (const end of endsBehind.get(item) ?? []) unknownTo.set(end, found.length);
  }
  return found;
}

const isInline = (name: string): boolean => (INLINE_ATTRIBUTES as readonly string[]).includes(name);

const itemAt = ({ parent }: Y.Item, id: Y.ID | null): Y.Item | null => id && Y.getItem((parent as Y.Text).doc!.store, id);

/**
 * The markers that came with another that ends what they began: the next of the same name that the same replica wrote, before
 * anything but markers and text. What that one says need not be what was said here before the first: others may have formatted
 * these characters too, or have deleted the text around them, and with it the markers that were there.
 */
function endsOf(body: Y.Text, transaction: Y.Transaction): Map<Y.Item, Y.Item> {
  const ends = new Map<Y.Item, Y.Item>();
  const last = new Map<string, Y.Item>();
  let client: number | undefined;
  for (const struct of newStructs(transaction)) {
    if (struct.id.client !== client || struct.deleted || !(struct instanceof Y.Item) || struct.parent !== body) last.clear();
    ({ client } = struct.id);
    if (struct.deleted || !isMarkerIn(struct, body)) continue;
    const { key } = struct.content as Y.ContentFormat;
    const before = last.get(key);
    if (before) ends.set(before, struct);
    last.set(key, struct);
  }
  return ends;
}

/** Whether what stood behind a marker where it was written, and behind those of other formats that begin there, is text that is deleted here. */
function isUnheard(marker: Y.Item): boolean {
  let item: Y.Item | null = marker;
  // Another program may put any number of them before one another.
  for (let left = INLINE_ATTRIBUTES.length; left > 0 && item?.content instanceof Y.ContentFormat; left--)
    item = itemAt(item, item.rightOrigin);
  return item?.deleted === true && !(item.content instanceof Y.ContentFormat);
}
