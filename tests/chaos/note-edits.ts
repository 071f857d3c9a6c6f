/** What people do in the margin, at random. */
import * as prng from "lib0/prng";
import type * as Y from "yjs";
import { anchorOf } from "../../shared/notes/anchor.ts";
import { quoteOf } from "../../shared/notes/quote.ts";
import { REACTIONS } from "../../shared/notes/reaction-kinds.ts";
import {
  addThread,
  assign,
  deleteMessage,
  editMessage,
  readThreads,
  reattach,
  reply,
  restoreMessage,
  setReaction,
  setResolved,
} from "../../shared/notes/threads.ts";

/** Threads about which there are. */
const MANY = 12;

/** Does one thing in `notes`, which are about `body`. @returns its name */
export function editNotes(notes: Y.Doc, body: Y.Text, gen: prng.PRNG): string {
  const words = prng.word(gen, 2, 12);
  const at = prng.uint32(gen, 0, 2 ** 31);
  const threads = readThreads(notes);
  if (body.length > 0 && (threads.length === 0 || prng.int31(gen, 0, 2 * MANY) > threads.length)) {
    const from = prng.int31(gen, 0, body.length - 1);
    const to = prng.int31(gen, from + 1, Math.min(body.length, from + 20));
    const [anchor, quote] = [anchorOf(body, from, to), quoteOf(body.toJSON(), from, to)];
    if (threads.length === 0 || prng.bool(gen)) addThread(notes, anchor, quote, words, at);
    else reattach(notes, prng.oneOf(gen, threads).id, anchor, quote, at);
    return "note";
  }
  if (threads.length === 0) return "nothing";
  const { id, messages, resolved } = prng.oneOf(gen, threads);
  const message = prng.oneOf(gen, [...messages]);
  switch (prng.int31(gen, 0, 8)) {
    case 0:
      setResolved(notes, id, !resolved, at);
      return "resolve";
    case 1:
      editMessage(notes, id, message.id, words, at);
      return "reword";
    case 2:
      deleteMessage(notes, id, message.id, at);
      return "take back";
    case 3:
      restoreMessage(notes, id, message.id, at);
      return "put back";
    case 4:
      setReaction(notes, id, message.id, prng.oneOf(gen, [...REACTIONS]), prng.bool(gen), at);
      return "react";
    case 5:
      assign(notes, id, prng.bool(gen) ? { member: words, name: words } : null, at);
      return "assign";
    default:
      reply(notes, id, words, at);
      return "reply";
  }
}
