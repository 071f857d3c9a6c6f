import * as Y from "yjs";
import { firstIndex } from "../../binary-search.ts";
import { lengthOf, type DeltaOp } from "./delta-op.ts";

/** Items from one landmark to the next when they are set. */
const STRIDE = 256;
/** Edits after which they are set anew: each leaves one item or a few. */
const LIFETIME = 1000;

/** A visible item and the index where it starts. No formatting is open there, so that it can be walked from as from the start. */
export interface Place {
  readonly item: Y.Item;
  readonly index: number;
}

/**
 * Landmarks: places in the body, a few hundred items apart, with their indices kept up to date. Yjs looks an index up by walking
 * over every item before it; from a landmark the walk is short.
 */
export class Landmarks {
  readonly body: Y.Text;
  /** In the order of the body. */
  private places: { readonly item: Y.Item; index: number }[] = [];
  private readonly byItem = new Map<Y.Item, Place>();
  /** Edits that they are still good for. */
  private life = 0;

  constructor(body: Y.Text) {
    this.body = body;
  }

  /** The last landmark before `index`; null when there is none. */
  before(index: number): Place | null {
    if (this.life <= 0) this.set();
    let next = firstIndex(this.places.length, (i) => this.places[i]!.index >= index);
    while (next > 0 && !this.stands(this.places[next - 1]!.item)) next--;
    return this.places[next - 1] ?? null;
  }

  /** The last landmark before all of `items`, as they stood before they changed; null when there is none. */
  beforeAll(items: readonly Y.Item[]): Place | null {
    if (this.life <= 0) return null;
    let first: Place | null = null;
    for (const one of items) {
      let item = one.left;
      while (item !== null && !(this.byItem.has(item) && !item.deleted)) item = item.left;
      if (item === null) return null;
      const place = this.byItem.get(item)!;
      if (first === null || place.index < first.index) first = place;
    }
    return first;
  }

  /** The index at which `item` starts, or stood when it was there. */
  indexOf(item: Y.Item): number {
    if (this.life <= 0) this.set();
    let index = 0;
    for (let left = item.left; left !== null; left = left.left) {
      if (left.deleted || !left.countable) continue;
      index += left.length;
      const place = this.byItem.get(left);
      // Its length may have changed since it was set, its start did not.
      if (place && this.stands(left)) return place.index + index;
    }
    return index;
  }

  inserted(index: number, length: number): void {
    this.life--;
    for (const place of this.places) if (place.index >= index) place.index += length;
  }

  deleted(index: number, length: number): void {
    this.life--;
    for (const place of this.places) if (place.index > index) place.index -= Math.min(length, place.index - index);
  }

  formatted(index: number, length: number): void {
    this.life--;
    if (this.places.some((place) => place.index >= index && place.index < index + length)) this.forget();
  }

  /** Keeps up with a change that was not made here. */
  moved(delta: readonly DeltaOp[]): void {
    // So much comes after a time apart: they are set when they are needed, and not while a window waits.
    if (delta.length >= LIFETIME) return this.forget();
    if (this.life <= delta.length) return this.set();
    let at = 0;
    for (const op of delta) {
      if (op.delete !== undefined) {
        this.deleted(at, op.delete);
      } else if (op.retain !== undefined) {
        if (op.attributes) this.formatted(at, op.retain);
        at += op.retain;
      } else if (op.insert !== undefined) {
        this.inserted(at, lengthOf(op.insert));
        at += lengthOf(op.insert);
      }
    }
  }

  /** To be called when it is not known what changed. */
  forget(): void {
    this.life = 0;
  }

  /** Walks over the whole body. */
  private set(): void {
    this.places = [];
    this.byItem.clear();
    this.life = LIFETIME;
    const open = new Set<string>();
    let index = 0;
    let since = 0;
    for (let item = this.body._start; item !== null; item = item.right) {
      since++;
      if (item.deleted) continue;
      if (item.content instanceof Y.ContentFormat) {
        if (item.content.value === null) open.delete(item.content.key);
        else open.add(item.content.key);
      } else if (item.countable) {
        if (since >= STRIDE && open.size === 0) {
          const place = { item, index };
          this.places.push(place);
          this.byItem.set(item, place);
          since = 0;
        }
        index += item.length;
      }
    }
  }

  /** False once the item is gone: deleted, or merged with what stood before it. */
  private stands(item: Y.Item): boolean {
    return !item.deleted && Y.getItem(this.body.doc!.store, item.id) === item;
  }
}
