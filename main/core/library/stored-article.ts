import Database from "better-sqlite3";
import * as Y from "yjs";
import { roomName } from "../../../shared/roles.ts";
import { readWholeRoom } from "../../../shared/store/room-rows.ts";
import { databaseIn } from "../database.ts";

/**
 * Reads one article from the database of a desk, also of one that runs: one moment of it is read.
 * @param folder the desk's
 * @returns null when the desk has no such article
 * @throws SqliteError when there is no database or it cannot be read, Error when Yjs cannot read the article
 */
export function readStoredArticle(folder: string, article: string): Y.Doc | null {
  const db = new Database(databaseIn(folder), { readonly: true, fileMustExist: true });
  try {
    const updates = readWholeRoom(db, roomName(article, "body"));
    if (updates.length === 0) return null;
    const doc = new Y.Doc();
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update);
    });
    return doc;
  } finally {
    db.close();
  }
}
