/**
 * Edits of the body by index, looked up from the nearest landmark. What is written is what Yjs itself would write, item
 * for item.
 */
import * as Y from "yjs";
import type { Landmarks } from "./landmarks.ts";
import type { Attributes } from "./tokens.ts";

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

  insertEmbed(index: number, value: object, attributes: Attributes): void {
    this.edit(index, (at) => this.body.insertEmbed(at, value, { ...attributes }));
    this.landmarks.inserted(index, 1);
  }

  delete(index: number, length: number): void {
    this.edit(index, (at) => this.body.delete(at, length));
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
