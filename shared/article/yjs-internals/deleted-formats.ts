/**
 * What others' formats say of characters that are deleted here: whoever formatted them had not heard of the deletion. Such markers
 * have no text between them, so that Yjs may take them away, which makes this the only time at which they can be read.
 */
import * as Y from "yjs";
import type { CharacterRun } from "../model/character-id.ts";
import { isMarkerIn, newStructs } from "./items.ts";
import { Formatting } from "./read.ts";
import type { Attributes } from "../model/tokens.ts";

/** Deleted characters that somebody formatted. */
export interface FormattedDeletion extends CharacterRun {
  /** Null takes a format away. */
  readonly change: Attributes;
}

/** @returns what the format markers that came by `transaction` say of the deleted characters between them and the next text */
export function deletedFormatsIn(body: Y.Text, transaction: Y.Transaction): FormattedDeletion[] {
  const markers = new Set([...newStructs(transaction)].filter((struct) => !struct.deleted && isMarkerIn(struct, body))) as Set<Y.Item>;
  if (![...markers].some((marker) => isUnheard(marker, markers))) return [];
  const found: FormattedDeletion[] = [];
  const formatting = new Formatting();
  /** What was said before, as JSON, of each format that a new marker began and none has ended. */
  const begun = new Map<string, string>();
  /** Those of them that began behind the last text. */
  let own = new Map<string, unknown>();
  for (let item = body._start; item !== null; item = item.right) {
    if (item.deleted) {
      if (own.size > 0) found.push({ client: item.id.client, clock: item.id.clock, length: item.length, change: Object.fromEntries(own) });
    } else if (item.content instanceof Y.ContentFormat) {
      const { key, value } = item.content;
      const before = begun.get(key);
      if (!markers.has(item) || before === JSON.stringify(value)) {
        begun.delete(key);
        own.delete(key);
      } else {
        if (before === undefined) begun.set(key, JSON.stringify(formatting.get(key)));
        if (isUnheard(item, markers)) own.set(key, value);
      }
      formatting.read(item.content);
    } else if (item.countable && own.size > 0) own = new Map();
  }
  return found;
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
