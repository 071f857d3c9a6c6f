import { noteOfSuggestion, suggestionOfNote } from "../../../shared/notes/suggestion-note.ts";

/** What the fragment of an address names: an article, and a note in it or null. */
export interface NoteLink {
  readonly article: string;
  /** ID of a thread or of a suggestion among the notes. */
  readonly thread: string | null;
}

const FRAGMENT = /^([A-Za-z0-9_-]{8,64})\/(s?)(\d{1,16}\.\d{1,16})$/;
/** Longest that is looked at of what somebody pastes. */
const LONGEST = 2000;

/** Reads the fragment of the window's address, without `#`. What is no link to a note is taken for the ID of an article. */
export function readFragment(fragment: string): NoteLink {
  const [, article, isSuggestion, id] = FRAGMENT.exec(fragment) ?? [];
  if (article === undefined || id === undefined) return { article: fragment, thread: null };
  return { article, thread: isSuggestion ? noteOfSuggestion(id) : id };
}

/** The fragment of the link to a note. */
function fragmentOf(article: string, thread: string): string {
  const suggestion = suggestionOfNote(thread);
  return `${article}/${suggestion === null ? thread : `s${suggestion}`}`;
}

/**
 * The fragment of a link to a note that somebody pasted. Each desk has an address of its own, so that only the fragment counts.
 * @returns null for any other text
 */
export function linkedNote(text: string): string | null {
  const typed = text.slice(0, LONGEST).trim();
  const fragment = typed.slice(typed.lastIndexOf("#") + 1);
  return typed.includes("#") && FRAGMENT.test(fragment) ? fragment : null;
}

/** The address of a note for this window, without what it says of the window itself. @param base the window's address */
export function linkTo(base: string, article: string, thread: string): string {
  const address = new URL(base);
  address.search = "";
  address.hash = fragmentOf(article, thread);
  return address.href;
}
