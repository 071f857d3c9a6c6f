/** The places of deleted characters: what is said there now, and what others have changed of it since (UN2). */
import * as Y from "yjs";
import { clocksOf } from "./items.ts";
import type { Landmarks } from "./landmarks.ts";
import { Formatting } from "./read.ts";
import { changedAttributes, type Attributes } from "./tokens.ts";

/** The formats of a place where nothing is. */
export interface Place {
  /** What would be written there has them. */
  readonly formats: Attributes;
  /** The characters on either side both have them. */
  readonly around: Attributes;
  /** The item that says `formats` of a name. */
  readonly items: ReadonlyMap<string, Y.Item>;
  /** The clocks up to which each client's items were known. */
  readonly known: ReadonlyMap<number, number>;
}

export const NOWHERE: Place = { formats: {}, around: {}, items: new Map(), known: new Map() };

/**
 * What others have changed in the formats of a place. Which side of it a format item stands on that `client` wrote tells
 * nothing: whoever puts something back there writes it on either.
 */
export function changedByOthers(before: Place, now: Place, client: number): Attributes {
  const isOthers = (name: string): boolean => {
    const item = now.items.get(name);
    return item !== undefined && item.id.client !== client && item.id.clock >= (before.known.get(item.id.client) ?? 0);
  };
  const said = Object.entries(changedAttributes(before.formats, now.formats)).filter(([name]) => isOthers(name));
  return { ...changedAttributes(before.around, now.around), ...Object.fromEntries(said) };
}

/** @param graves items that are gone @returns the place of each, in the order of the body */
export function placesOfGraves(body: Y.Text, landmarks: Landmarks, graves: ReadonlySet<Y.Item>): Map<Y.Item, Place> {
  const places = new Map<Y.Item, Place>();
  let left = graves.size;
  if (left === 0) return places;
  const known = clocksOf(body.doc!);
  const formatting = new Formatting();
  const items = new Map<string, Y.Item>();
  let before: Attributes = {};
  let waiting: Y.Item[] = [];
  const meet = (behind: Attributes): void => {
    for (const item of waiting) places.set(item, { ...places.get(item)!, around: inBoth(before, behind) });
    waiting = [];
  };
  const start = landmarks.beforeAll([...graves].flatMap((item) => [item, characterBefore(item, graves) ?? item]));
  for (let item = start?.item ?? body._start; item !== null && left + waiting.length > 0; item = item.right) {
    if (item.deleted) {
      if (!graves.has(item)) continue;
      left--;
      waiting.push(item);
      places.set(item, { formats: formatting.attributes, around: {}, items: new Map(items), known });
    } else if (item.content instanceof Y.ContentFormat) {
      formatting.read(item.content);
      items.set(item.content.key, item);
    } else if (item.countable) {
      meet(formatting.attributes);
      before = formatting.attributes;
    }
  }
  return places;
}

/** The item of the character that stands before one that is gone; null where another of `graves` comes first, or none. */
function characterBefore(item: Y.Item, graves: ReadonlySet<Y.Item>): Y.Item | null {
  let at = item.left;
  while (at !== null && (at.deleted || !at.countable) && !graves.has(at)) at = at.left;
  return at?.deleted ? null : at;
}

const inBoth = (one: Attributes, other: Attributes): Attributes =>
  one === other ? one : Object.fromEntries(Object.entries(one).filter(([name, value]) => JSON.stringify(other[name] ?? null) === JSON.stringify(value)));
