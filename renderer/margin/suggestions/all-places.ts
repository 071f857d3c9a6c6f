import { noteOfSuggestion } from "../../../shared/notes/suggestion-note.ts";
import type { Range } from "../../suggestions/index.ts";
import type { Places } from "../text/places.ts";

/** Puts the places of threads and suggestions together; the same object for as long as neither changed. */
export class AllPlaces {
  #threads: Places | null = null;
  #suggestions: ReadonlyMap<string, Range> | null = null;
  #all: Places | null = null;
  /** By suggestion; to join two strings and look the result up in a map takes longer than all else here. */
  readonly #notes = new Map<string, string>();

  of(threads: Places, suggestions: ReadonlyMap<string, Range>): Places {
    if (this.#all && this.#threads === threads && this.#suggestions === suggestions) return this.#all;
    this.#threads = threads;
    this.#suggestions = suggestions;
    if (suggestions.size === 0) return (this.#all = threads);
    const found = new Map(threads.found);
    for (const [id, range] of suggestions) {
      let note = this.#notes.get(id);
      if (note === undefined) this.#notes.set(id, (note = noteOfSuggestion(id)));
      found.set(note, range);
    }
    return (this.#all = { ...threads, found });
  }
}
