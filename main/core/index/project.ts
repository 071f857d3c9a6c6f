/** An article's rooms as plain texts. Only the index worker makes documents: one may take seconds. */
import * as Y from "yjs";
import { LINE_BREAK, NEWLINE } from "../../../shared/article/model/names.ts";
import { listedText } from "../../../shared/article/projection/listed-text.ts";
import { decidedAmong, isDecidable } from "../../../shared/notes/decided-threads.ts";
import { noteFacts } from "../../../shared/notes/note-facts.ts";
import type { Thread } from "../../../shared/notes/thread.ts";
import { readThreads } from "../../../shared/notes/threads.ts";
import { headOf, type Head } from "./head.ts";

/** Longest text that is indexed, in UTF-16 units. */
const LONGEST_TEXT = 4_000_000;
const NONE: ReadonlySet<Thread> = new Set();

/** An article's body as plain text, without what is only suggested (SU16). */
export interface Text extends Head {
  /** The blocks after the headline, one a line. */
  readonly text: string;
}

/**
 * @param updates all of the room `body`, in any order
 * @throws Error when Yjs cannot read one of them
 */
export function bodyText(updates: readonly Uint8Array[]): Text {
  return read(updates, (doc) => textOf(listedText(doc)));
}

/** @param flat the whole body, headline first, a line for each block */
export function textOf(flat: string): Text {
  const whole = flat.slice(0, LONGEST_TEXT).replaceAll(LINE_BREAK, " ").toWellFormed();
  const end = whole.indexOf(NEWLINE);
  return { ...headOf(whole), text: end === -1 ? "" : whole.slice(end + 1) };
}

/** An article's notes. */
export interface Notes {
  /** The words of all of them, one message a line. */
  readonly notes: string;
  /** What counts of them in the library: `ThreadFacts[]` in JSON. */
  readonly facts: string;
  /** Whether some are about what an editor decides on: they count by what the body says. */
  readonly isReviewed: boolean;
}

/**
 * @param updates all of the room `notes`, in any order
 * @param body all of the room `body`; null where what it decided is not asked for
 * @throws Error when Yjs cannot read one of them
 */
export function readNotes(updates: readonly Uint8Array[], body: readonly Uint8Array[] | null): Notes {
  return read(updates, (doc) => {
    const threads = readThreads(doc);
    const texts = threads.flatMap(({ messages }) => messages.map(({ text }) => text));
    const decidable = threads.filter(isDecidable);
    const decided = body && decidable.length > 0 ? read(body, (article) => decidedAmong(article, decidable)) : NONE;
    return {
      notes: texts.join(NEWLINE).slice(0, LONGEST_TEXT).toWellFormed(),
      facts: JSON.stringify(noteFacts(threads.filter((thread) => !decided.has(thread)))),
      isReviewed: decidable.length > 0,
    };
  });
}

function read<T>(updates: readonly Uint8Array[], body: (doc: Y.Doc) => T): T {
  const doc = new Y.Doc();
  try {
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update);
    });
    return body(doc);
  } finally {
    doc.destroy();
  }
}
