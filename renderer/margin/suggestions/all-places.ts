import { noteOfSuggestion, suggestionOfNote } from "../../../shared/notes/suggestion-note.ts";
import { JoinedRanges, type Ranges, type RangesById } from "../../layout/ranges.ts";
import type { Range } from "../../suggestions/index.ts";
import type { Places } from "../text/places.ts";

/** Puts the places of threads and suggestions together; the same object for as long as neither changed. */
export class AllPlaces {
  #threads: Places | null = null;
  #suggestions: Ranges | null = null;
  #all: Places | null = null;
  readonly #names = new Names();
  /** Of both orders one. */
  #order: { readonly threads: object; readonly suggestions: object; readonly both: object } | null = null;

  of(threads: Places, suggestions: Ranges): Places {
    if (this.#all && this.#threads === threads && this.#suggestions === suggestions) return this.#all;
    this.#threads = threads;
    this.#suggestions = suggestions;
    if (suggestions.size === 0) return (this.#all = threads);
    if (this.#order?.threads !== threads.found.order || this.#order.suggestions !== suggestions.order)
      this.#order = { threads: threads.found.order, suggestions: suggestions.order, both: {} };
    return (this.#all = { ...threads, found: new JoinedRanges([threads.found, new ByNote(suggestions, this.#names)], this.#order.both) });
  }
}

/** Of each suggestion the ID of its note, and the other way: to make one of the other for each look takes longer than the look. */
class Names {
  readonly #notes = new Map<string, string>();
  readonly #suggestions = new Map<string, string | null>();

  noteOf(suggestion: string): string {
    let note = this.#notes.get(suggestion);
    if (note === undefined) this.#notes.set(suggestion, (note = noteOfSuggestion(suggestion)));
    return note;
  }

  suggestionOf(note: string): string | null {
    let suggestion = this.#suggestions.get(note);
    if (suggestion === undefined) this.#suggestions.set(note, (suggestion = suggestionOfNote(note)));
    return suggestion;
  }
}

/** Suggestions by the IDs of their notes. */
class ByNote implements RangesById {
  readonly #suggestions: Ranges;
  readonly #names: Names;

  constructor(suggestions: Ranges, names: Names) {
    this.#suggestions = suggestions;
    this.#names = names;
  }

  get size(): number {
    return this.#suggestions.size;
  }

  get order(): object {
    return this.#suggestions.order;
  }

  get(id: string): Range | undefined {
    const suggestion = this.#names.suggestionOf(id);
    return suggestion === null ? undefined : this.#suggestions.get(suggestion);
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  *keys(): Generator<string> {
    for (const id of this.#suggestions.keys()) yield this.#names.noteOf(id);
  }

  *[Symbol.iterator](): Generator<readonly [id: string, range: Range]> {
    for (const [id, range] of this.#suggestions) yield [this.#names.noteOf(id), range];
  }

  *touching(from: number, to: number): Generator<readonly [id: string, range: Range]> {
    for (const [id, range] of this.#suggestions.touching(from, to)) yield [this.#names.noteOf(id), range];
  }
}
