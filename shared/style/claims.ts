/** A range of a text; one that ends where it starts is an insertion. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** Which parts of a text are spoken for by an edit, so that no two change the same. Asking costs what the range is long. */
export class Claims {
  /** The number of the edit that replaces each character; 0 for none. */
  readonly #replaced: Int32Array;
  readonly #insertions: Uint8Array;
  #edits = 0;

  constructor(length: number) {
    this.#replaced = new Int32Array(length + 1);
    this.#insertions = new Uint8Array(length + 1);
  }

  /** @returns false when another edit has a part of the range, or an insertion the same place */
  claim({ start, end }: Range): boolean {
    if (!this.#isFree(start, end)) return false;
    this.#edits += 1;
    if (start === end) this.#insertions[start] = 1;
    else this.#replaced.fill(this.#edits, start, end);
    return true;
  }

  #isFree(start: number, end: number): boolean {
    const replaced = this.#replaced;
    if (start === end) {
      const isWithin = start > 0 && replaced[start] !== 0 && replaced[start] === replaced[start - 1];
      return !isWithin && this.#insertions[start] === 0;
    }
    for (let at = start; at < end; at++) if (replaced[at] !== 0 || (at > start && this.#insertions[at] !== 0)) return false;
    return true;
  }
}
