/**
 * Edits of the body by index. Yjs looks an index up by walking over every item before it, some milliseconds for each key
 * in a long article that was edited much; here the walk starts from a bookmark near the last edit. What is written is the
 * same, item for item.
 */
import * as Y from "yjs";
import { lengthOf, type DeltaOp } from "./receive.ts";
import type { Attributes } from "./tokens.ts";

/** How far before an edit the bookmark is set, in UTF-16 units, so that Backspace does not run past it at once. */
const SLACK = 200;

/** An item of the body, the index where it starts, and no formatting open there: a walk may start from it. */
interface Place {
  readonly item: Y.Item;
  readonly index: number;
}

export class BodyWriter {
  readonly body: Y.Text;
  /** ID and index of the first character of a `Place`: items are split and merged, IDs stay. */
  private bookmark: { readonly client: number; readonly clock: number; readonly index: number } | null = null;

  constructor(body: Y.Text) {
    this.body = body;
  }

  /** @param attributes those of the character before when left out */
  insert(index: number, text: string, attributes?: Attributes): void {
    this.edit(index, (at) => this.body.insert(at, text, attributes && { ...attributes }));
  }

  insertEmbed(index: number, value: object, attributes: Attributes): void {
    this.edit(index, (at) => this.body.insertEmbed(at, value, { ...attributes }));
  }

  delete(index: number, length: number): void {
    this.edit(index, (at) => this.body.delete(at, length));
  }

  format(index: number, length: number, attributes: Attributes): void {
    this.edit(index, (at) => this.body.format(at, length, { ...attributes }));
  }

  /** A position that stays behind the character before `index`. */
  positionBehind(index: number): Y.RelativePosition {
    return this.near(index, (at) => Y.createRelativePositionFromTypeIndex(this.body, at, -1));
  }

  /** To be called with every change of the body that was not made here. */
  moved(delta: readonly DeltaOp[]): void {
    if (!this.bookmark) return;
    let { index } = this.bookmark;
    let at = 0;
    for (const op of delta) {
      if (at > index) break;
      if (op.delete !== undefined) {
        index -= Math.min(op.delete, index - at);
      } else if (op.retain !== undefined) {
        if (op.attributes) return this.forget();
        at += op.retain;
      } else {
        index += lengthOf(op);
        at += lengthOf(op);
      }
    }
    this.bookmark = { ...this.bookmark, index };
  }

  /** To be called when it is not known what changed. */
  forget(): void {
    this.bookmark = null;
  }

  /** In one transaction, so that nobody is told of the change before the walk is over. */
  private edit(index: number, write: (index: number) => void): void {
    this.body.doc!.transact(() => this.near(index, write));
  }

  /** Runs `act` with a body that starts at the bookmark, and with the index that `index` has in it, which is never 0. */
  private near<T>(index: number, act: (index: number) => T): T {
    const place = this.find(index);
    if (!place) return act(index);
    const start = this.body._start;
    this.body._start = place.item;
    try {
      return act(index - place.index);
    } finally {
      this.body._start = start;
    }
  }

  /** Finds a place before `index` and sets the bookmark there; null when no walk but the whole one will do. */
  private find(index: number): Place | null {
    let place = this.recall(index);
    let at = place?.index ?? 0;
    const open = new Set<string>();
    for (let item = place?.item ?? this.body._start; item !== null && at < index; item = item.right) {
      if (item.deleted) continue;
      if (item.content instanceof Y.ContentFormat) {
        if (item.content.value === null) open.delete(item.content.key);
        else open.add(item.content.key);
      } else {
        if (open.size === 0 && (place === null || index - at >= SLACK)) place = { item, index: at };
        at += item.length;
      }
    }
    this.bookmark = place && { client: place.item.id.client, clock: place.item.id.clock, index: place.index };
    return place;
  }

  /** The place of the bookmark, if it stands before `index` and its text is still there. */
  private recall(index: number): Place | null {
    if (!this.bookmark) return null;
    const { client, clock } = this.bookmark;
    const item = Y.getItem(this.body.doc!.store, Y.createID(client, clock));
    if (!(item instanceof Y.Item) || item.deleted) return null;
    // Merged with what stands before it, it starts earlier.
    const start = this.bookmark.index - (clock - item.id.clock);
    return start < index ? { item, index: start } : null;
  }
}
