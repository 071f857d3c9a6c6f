import { existsSync } from "node:fs";
import Database from "better-sqlite3";
import * as Y from "yjs";
import { AuthorTable } from "../../../shared/notes/author-of.ts";
import type { ReviewSources } from "../../../shared/reviewed-article/read-reviewed.ts";
import { roomName, type Member, type RoomKind } from "../../../shared/roles.ts";
import { readWholeCredits, readWholeRoom } from "../../../shared/store/room-rows.ts";
import { embedPictures, referencesOf } from "../../../shared/article/sync/figure-sources.ts";
import type { PictureReference } from "../../../shared/pictures/reference.ts";
import type { PageSettings } from "../../../shared/typing/page-settings.ts";
import { databaseIn, picturesIn } from "../database.ts";
import { readSettings } from "./stored-settings.ts";

/** An article as a desk has it. */
export interface StoredArticle {
  /** With the pictures that it names, as far as the desk has them. */
  readonly body: Y.Doc;
  /** Its notes, and who wrote what, as far as the desk knows. Read when it is asked for. */
  readonly review: () => Omit<ReviewSources, "now">;
  /** How the person at the desk sees articles. */
  readonly page: () => PageSettings;
}

/**
 * Reads one article from the database of a desk, also of one that runs: one moment of each room is read.
 * @param folder the desk's
 * @param use of what was read; the database is closed then
 * @returns null when the desk has no such article
 * @throws SqliteError when there is no database or it cannot be read, Error when Yjs cannot read the article
 */
export function readStoredArticle<T>(folder: string, article: string, use: (stored: StoredArticle) => T): T | null {
  const db = new Database(databaseIn(folder), { readonly: true, fileMustExist: true });
  try {
    const stored = readRoom(db, roomName(article, "body"));
    const body = stored && embedPictures(stored, readPictures(folder, referencesOf(stored)));
    return body && use({ body, review: () => readReview(db, article), page: () => readSettings(db).page });
  } finally {
    db.close();
  }
}

function readReview(db: Database.Database, article: string): Omit<ReviewSources, "now"> {
  const author = (kind: RoomKind): AuthorTable => readAuthors(db, roomName(article, kind));
  const [body, notes] = [author("body"), author("notes")];
  return { notes: readRoom(db, roomName(article, "notes")), bodyAuthor: body.authorOf, notesAuthor: notes.authorOf };
}

function readPictures(folder: string, references: readonly PictureReference[]): ReadonlyMap<string, Uint8Array> {
  const file = picturesIn(folder);
  if (references.length === 0 || !existsSync(file)) return new Map();
  const db = new Database(file, { readonly: true, fileMustExist: true });
  try {
    const find = db.prepare("SELECT data FROM pictures WHERE sha256 = ?").pluck();
    return new Map(
      references.flatMap(({ sha256 }): [string, Uint8Array][] => {
        const data = find.get(sha256) as Uint8Array | undefined;
        return data ? [[sha256, data]] : [];
      }),
    );
  } finally {
    db.close();
  }
}

function readRoom(db: Database.Database, room: string): Y.Doc | null {
  const updates = readWholeRoom(db, room);
  if (updates.length === 0) return null;
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return doc;
}

function readAuthors(db: Database.Database, room: string): AuthorTable {
  const find = db.prepare("SELECT id, name, color, role FROM members WHERE id = ?");
  const member = (id: string | null): Member | null => (id === null ? null : ((find.get(id) as Member | undefined) ?? null));
  return new AuthorTable(
    readWholeCredits(db, room).map(({ client, clock, end, author, broughtBy }) => ({
      client,
      clock,
      end,
      author: member(author),
      broughtBy: member(broughtBy),
    })),
  );
}
