/**
 * Edits of the body by index, looked up from the nearest landmark. What is written is what Yjs itself would write, item
 * for item.
 */
import * as Y from "yjs";
import type { Landmarks } from "./landmarks.ts";
import type { Attributes } from "./tokens.ts";

/** The kinds of content that Yjs deletes from a text. */
const DELETABLE = [Y.ContentString, Y.ContentEmbed, Y.ContentType] as const;

export class BodyWriter {
  readonly body: Y.Text;
  private readonly landmarks: Landmarks;

  constructor(landmarks: Landmarks) {
    this.body = landmarks.body;
    this.landmarks = landmarks;
  }

  /** @param attributes those of the character before when left out */
  insert(index: number, text: string, attributes?: Attributes): void {
    this.edit(index, (at) => this.body.insert(at, text, attributes && { ...attributes }));
    this.landmarks.inserted(index, text.length);
  }

  /** @param value as JSON has it */
  insertEmbed(index: number, value: unknown, attributes: Attributes): void {
    this.edit(index, (at) => {
      // Yjs would take a string for text, and nothing for no value at all.
      const place = {};
      this.body.insertEmbed(at, place, { ...attributes });
      embedAt(this.body.doc!, place).embed = value as object;
    });
    this.landmarks.inserted(index, 1);
  }

  /** Deletes all that counts in a stretch: Yjs itself leaves some values there, and deletes as much behind it instead. */
  delete(index: number, length: number): void {
    this.edit(index, (at) => {
      const foreign = this.foreignIn(at, length);
      let end = at + length;
      for (const { from, to } of foreign.toReversed()) {
        this.body.delete(to, end - to);
        this.deleteForeign(from, to - from);
        end = from;
      }
      this.body.delete(at, end - at);
    });
    this.landmarks.deleted(index, length);
  }

  format(index: number, length: number, attributes: Attributes): void {
    this.edit(index, (at) => this.body.format(at, length, { ...attributes }));
    this.landmarks.formatted(index, length);
  }

  /** A position that stays behind the character before `index`. */
  positionBehind(index: number): Y.RelativePosition {
    return this.near(index, (at) => Y.createRelativePositionFromTypeIndex(this.body, at, -1));
  }

  /** The parts of a stretch that Yjs' own `delete` does not know. */
  private foreignIn(index: number, length: number): { readonly from: number; readonly to: number }[] {
    const found: { from: number; to: number }[] = [];
    const end = index + length;
    let at = 0;
    for (let item = this.body._start; item !== null && at < end; item = item.right) {
      if (item.deleted || !item.countable) continue;
      if (at + item.length > index && !DELETABLE.some((kind) => item.content instanceof kind)) {
        found.push({ from: Math.max(at, index), to: Math.min(at + item.length, end) });
      }
      at += item.length;
    }
    return found;
  }

  /** @param index where a value starts that `foreignIn` found */
  private deleteForeign(index: number, length: number): void {
    const { body } = this;
    body.doc!.transact((transaction) => {
      let at = 0;
      for (let item = body._start; item !== null && at < index + length; item = item.right) {
        if (item.deleted || !item.countable) continue;
        if (at < index && at + item.length > index) Y.getItemCleanStart(transaction, Y.createID(item.id.client, item.id.clock + index - at));
        else if (at + item.length > index + length) Y.getItemCleanStart(transaction, Y.createID(item.id.client, item.id.clock + index + length - at));
        at += item.length;
        if (at > index) item.delete(transaction);
      }
    });
  }

  /** In one transaction, so that nobody is told of the change while the body starts elsewhere. */
  private edit(index: number, write: (index: number) => void): void {
    this.body.doc!.transact(() => this.near(index, write));
  }

  /** Runs `act` with a body that starts at a landmark, and with the index that `index` has in it, which is never 0. */
  private near<T>(index: number, act: (index: number) => T): T {
    const place = this.landmarks.before(index);
    if (!place) return act(index);
    const { _start: start } = this.body;
    this.body._start = place.item;
    try {
      return act(index - place.index);
    } finally {
      this.body._start = start;
    }
  }
}

/** The content that was just made of `place`: among the last items that this replica made. */
function embedAt(doc: Y.Doc, place: object): Y.ContentEmbed {
  const structs = doc.store.clients.get(doc.clientID)!;
  for (let i = structs.length - 1; ; i--) {
    const struct = structs[i] as Y.Item;
    if (struct.content instanceof Y.ContentEmbed && struct.content.embed === place) return struct.content;
  }
}
