import { MapResult, StepMap } from "prosemirror-transform";
import { firstIndex } from "../../binary-search.ts";

/** At one position of the old document: tokens that are deleted from there on, or inserted there. */
export interface Change {
  readonly at: number;
  readonly deleted: number;
  readonly inserted: number;
}

/** Bits of ProseMirror's `MapResult`. */
const BEFORE = 1;
const AFTER = 2;
const ACROSS = 4;
const SIDE = 8;
const Result = MapResult as unknown as new (pos: number, deleted: number, recover: null) => MapResult;

/**
 * Maps positions by the identity of characters (AM18). A `StepMap` of ProseMirror maps a position after deleted text to
 * one after the text inserted there, and searches all of its ranges for each position, of which there may be tens of
 * thousands.
 */
export class CharacterMap extends StepMap {
  /** In the order of the document, insertions within deletions, too. */
  readonly #changes: readonly Change[];
  /** By how much a position before each change has moved. */
  readonly #moved: readonly number[];

  /** @param changes one at least */
  constructor(changes: readonly Change[]) {
    super(changes.flatMap(({ at, deleted, inserted }) => [at, deleted, inserted]));
    let moved = 0;
    this.#changes = changes;
    this.#moved = changes.map(({ deleted, inserted }) => {
      const before = moved;
      moved += inserted - deleted;
      return before;
    });
  }

  /** Maps to after the token before the position (`assoc` below 0), else to before the token after it; to where that was, once it is deleted. */
  override map(pos: number, assoc = 1): number {
    const last = this.#last(assoc < 0 ? pos - 1 : pos);
    const change = this.#changes[last];
    if (!change) return pos;
    const moved = this.#moved[last]!;
    return this.#takes(last, assoc < 0 ? pos - 1 : pos) ? change.at + moved : pos + moved + change.inserted - change.deleted;
  }

  override mapResult(pos: number, assoc = 1): MapResult {
    const [before, after] = [pos - 1, pos].map((token) => this.#takes(this.#last(token), token)) as [boolean, boolean];
    const side = (assoc < 0 ? before : after) ? SIDE : 0;
    return new Result(this.map(pos, assoc), (before && after ? ACROSS : before ? BEFORE : after ? AFTER : 0) | side, null);
  }

  /** True when the change with this number deletes the token that starts at a position. */
  #takes(index: number, token: number): boolean {
    const change = this.#changes[index];
    return change !== undefined && change.at <= token && token < change.at + change.deleted;
  }

  /** The number of the last change at or before a position, or -1. */
  #last(pos: number): number {
    return firstIndex(this.#changes.length, (index) => this.#changes[index]!.at > pos) - 1;
  }
}
