import type { Range } from "../../suggestions/index.ts";
import type { Places } from "../text/places.ts";

const PREFIX = "suggestion ";

/** The ID of a suggestion among those of the notes. */
export const noteOfSuggestion = (suggestion: string): string => PREFIX + suggestion;

/** @returns null for the ID of another note */
export const suggestionOfNote = (note: string): string | null => (note.startsWith(PREFIX) ? note.slice(PREFIX.length) : null);

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
