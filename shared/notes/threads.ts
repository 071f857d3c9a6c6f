import type * as Y from "yjs";
import { encodeAnchor, type Anchor } from "./anchor.ts";
import { append, type SuggestedWords } from "./entry.ts";
import type { Mention } from "./mention.ts";
import type { Quote } from "./quote.ts";
import type { ReactionKind } from "./reaction-kinds.ts";
import { noteOfSuggestion } from "./suggestion-note.ts";
import type { Target } from "./target.ts";
import { ThreadLog } from "./thread-log.ts";
import type { Thread } from "./thread.ts";
import { sameClient, type SameAuthor } from "./written.ts";

/** All threads that are not deleted, in the order in which they were begun. */
export function readThreads(notes: Y.Doc, same: SameAuthor = sameClient, now = Date.now()): Thread[] {
  const log = new ThreadLog(notes, now);
  const threads = log.threads(same).filter((thread) => !thread.deleted);
  log.destroy();
  return threads;
}

/** Whom a message names, and what a new thread is about: a range unless it is said. */
export interface Extras {
  readonly mentions?: readonly Mention[];
  readonly target?: Target;
}

/**
 * @param anchor null for a headline or an article
 * @param at milliseconds since 1970
 * @returns id of the new thread
 */
export function addThread(notes: Y.Doc, anchor: Anchor | null, quote: Quote, text: string, at: number, extras: Extras = {}): string {
  return append(notes, { type: "thread", text, ...placeFields(anchor, extras.target), ...mentionFields(extras.mentions), quote, at });
}

/**
 * Proposes other words for a stretch of text, with a message that may be empty.
 * @param replacement see `readReplacement` @returns id of the new thread
 */
export function addProposal(
  notes: Y.Doc,
  anchor: Anchor,
  quote: Quote,
  replacement: string,
  text: string,
  at: number,
  mentions?: readonly Mention[],
): string {
  return append(notes, { type: "thread", text, ...placeFields(anchor), ...mentionFields(mentions), quote, replacement, at });
}

/** Gives a proposal of one's own another wording. */
export function reviseProposal(notes: Y.Doc, thread: string, replacement: string, at: number): void {
  append(notes, { type: "revise", thread, replacement, at });
}

/** Adds a message about a suggestion. @param words what the suggestion changes now */
export function replyToSuggestion(
  notes: Y.Doc,
  suggestion: string,
  words: SuggestedWords,
  text: string,
  at: number,
  mentions?: readonly Mention[],
): void {
  append(notes, { type: "reply", thread: noteOfSuggestion(suggestion), words, text, ...mentionFields(mentions), at });
}

/** Adds a message to a thread; it opens a resolved thread again (NO8). @param at milliseconds since 1970 */
export function reply(notes: Y.Doc, thread: string, text: string, at: number, mentions?: readonly Mention[]): void {
  append(notes, { type: "reply", thread, text, ...mentionFields(mentions), at });
}

/** Gives a message another wording. @param at milliseconds since 1970 */
export function editMessage(notes: Y.Doc, thread: string, message: string, text: string, at: number, mentions?: readonly Mention[]): void {
  append(notes, { type: "edit", thread, message, text, ...mentionFields(mentions), at });
}

/** Hides a message. Its words stay in the document, so that `restoreMessage` brings them back. @param at milliseconds since 1970 */
export function deleteMessage(notes: Y.Doc, thread: string, message: string, at: number): void {
  append(notes, { type: "delete", thread, message, at });
}

/** Takes the deletion of a message back. @param at milliseconds since 1970 */
export function restoreMessage(notes: Y.Doc, thread: string, message: string, at: number): void {
  append(notes, { type: "restore", thread, message, at });
}

/** Resolves a thread, or opens it again. @param at milliseconds since 1970 */
export function setResolved(notes: Y.Doc, thread: string, resolved: boolean, at: number): void {
  append(notes, { type: resolved ? "resolve" : "reopen", thread, at });
}

/**
 * Attaches a thread to something else.
 * @param anchor null for a headline or an article
 * @param at milliseconds since 1970
 */
export function reattach(notes: Y.Doc, thread: string, anchor: Anchor | null, quote: Quote, at: number, target?: Target): void {
  append(notes, { type: "attach", thread, ...placeFields(anchor, target), quote, at });
}

/** Says who is to see to a thread; null for nobody. @param at milliseconds since 1970 */
export function assign(notes: Y.Doc, thread: string, to: Mention | null, at: number): void {
  append(notes, { type: "assign", thread, ...to, at });
}

/** Reacts to a message, or no longer does. @param at milliseconds since 1970 */
export function setReaction(notes: Y.Doc, thread: string, message: string, reaction: ReactionKind, on: boolean, at: number): void {
  append(notes, { type: on ? "react" : "unreact", thread, message, reaction, at });
}

const placeFields = (anchor: Anchor | null, target: Target = "range") => ({
  ...(target === "range" ? {} : { target }),
  ...(anchor ? { anchor: encodeAnchor(anchor) } : {}),
});

/** Words in which nobody is named are stored as they always were. */
const mentionFields = (mentions: readonly Mention[] = []) => (mentions.length === 0 ? {} : { mentions });
