import * as Y from "yjs";
import type { CharacterRun } from "../model/character-id.ts";
import { isMarkerIn, newStructs } from "./items.ts";
import type { Attributes } from "../model/tokens.ts";

/** Deleted characters that somebody formatted. */
export interface FormattedDeletion extends CharacterRun {
  /** Null takes a format away. */
  readonly change: Attributes;
}

/**
 * What others' formats say of characters that are deleted here: whoever formatted them had not heard of the deletion. Such markers
 * have no text between them, so that Yjs may take them away, which makes this the only time at which they can be read.
 * @returns what the format markers that came by `transaction` say of the deleted characters between them and the next text
 */
export function deletedFormatsIn(body: Y.Text, transaction: Y.Transaction): FormattedDeletion[] {
  const markers = new Set([...newStructs(transaction)].filter((struct) => !struct.deleted && isMarkerIn(struct, body))) as Set<Y.Item>;
  if (![...markers].some((marker) => isUnheard(marker, markers))) return [];
  const found: FormattedDeletion[] = [];
  const ends = endsOf(body, transaction);
  /** Of each format that a new marker began and none has ended: the marker that is to end it. */
  const begun = new Map<string, Y.Item>();
  /** Those of them that began behind the last text. */
  let own = new Map<string, unknown>();
  for (let item = body._start; item !== null; item = item.right) {
    if (item.deleted) {
      if (own.size > 0) found.push({ client: item.id.client, clock: item.id.clock, length: item.length, change: Object.fromEntries(own) });
    } else if (item.content instanceof Y.ContentFormat) {
      const { key, value } = item.content;
      const end = ends.get(item);
      if (!end || begun.get(key) === item) {
        begun.delete(key);
        own.delete(key);
      } else {
        if (!begun.has(key)) begun.set(key, end);
        if (isUnheard(item, markers)) own.set(key, value);
      }
    } else if (item.countable && own.size > 0) own = new Map();
  }
  return found;
}

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

/**
 * Whether what stands behind a marker was text where it was written: Yjs writes one behind all deleted characters, up to the next
 * marker, which it may take away then.
 */
function isUnheard(marker: Y.Item, markers: ReadonlySet<Y.Item>): boolean {
  let item = marker.right;
  while (item !== null && markers.has(item)) item = item.right;
  return item !== null && item.deleted && !(item.content instanceof Y.ContentFormat);
}
