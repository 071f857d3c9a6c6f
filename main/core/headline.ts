/** The name an article has in the library: its headline, read from what is on disk. */
import * as Y from "yjs";
import { BODY, NEWLINE } from "../../shared/article/names.ts";
import type { UpdateLog } from "../../shared/store/update-log.ts";

/** Longest headline that a list shows, in UTF-16 units. */
const LONGEST = 200;

/** @returns the text before the first block, in one line; empty when there is none */
export function headlineOf(log: UpdateLog, room: string): string {
  const doc = new Y.Doc();
  try {
    doc.transact(() => {
      for (const update of log.read(room).updates) Y.applyUpdate(doc, update);
    });
    const [headline = ""] = doc.getText(BODY).toJSON().split(NEWLINE, 1);
    return headline.replace(/\s+/gu, " ").trim().slice(0, LONGEST).toWellFormed();
  } finally {
    doc.destroy();
  }
}
