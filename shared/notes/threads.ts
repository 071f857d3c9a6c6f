import type * as Y from "yjs";
import { encodeAnchor, type Anchor } from "./anchor.ts";
import { append } from "./entry.ts";
import type { Quote } from "./quote.ts";
import { ThreadLog } from "./thread-log.ts";
import { sameClient, type SameAuthor, type Thread } from "./thread.ts";

/** All threads that are not deleted, in the order in which they were begun. */
export function readThreads(notes: Y.Doc, same: SameAuthor = sameClient, now = Date.now()): Thread[] {
  const log = new ThreadLog(notes, now);
  const threads = log.threads(same).filter((thread) => !thread.deleted);
  log.destroy();
  return threads;
}

/** @param at milliseconds since 1970 @returns id of the new thread */
export function addThread(notes: Y.Doc, anchor: Anchor, quote: Quote, text: string, at: number): string {
  return append(notes, { type: "thread", text, anchor: encodeAnchor(anchor), quote, at });
}

/** Adds a message to a thread; it opens a resolved thread again (NO8). @param at milliseconds since 1970 */
export function reply(notes: Y.Doc, thread: string, text: string, at: number): void {
  append(notes, { type: "reply", thread, text, at });
}

/** Gives a message another wording. @param at milliseconds since 1970 */
export function editMessage(notes: Y.Doc, thread: string, message: string, text: string, at: number): void {
  append(notes, { type: "edit", thread, message, text, at });
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

/** Attaches a thread to another stretch of text. @param at milliseconds since 1970 */
export function reattach(notes: Y.Doc, thread: string, anchor: Anchor, quote: Quote, at: number): void {
  append(notes, { type: "attach", thread, anchor: encodeAnchor(anchor), quote, at });
}
