import { idOfKey } from "../article/model/character-id.ts";

const PREFIX = "suggestion ";

/** The ID of a suggestion among those of the notes: also of the thread about it, so that people who begin one at the same time have one. */
export const noteOfSuggestion = (suggestion: string): string => PREFIX + suggestion;

/** @returns null for the ID of another note */
export function suggestionOfNote(note: string): string | null {
  const suggestion = note.startsWith(PREFIX) ? note.slice(PREFIX.length) : "";
  return idOfKey(suggestion) ? suggestion : null;
}
