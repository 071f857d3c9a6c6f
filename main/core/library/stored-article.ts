import { existsSync } from "node:fs";
import Database from "better-sqlite3";
import * as Y from "yjs";
import { AuthorTable } from "../../../shared/notes/author-of.ts";
import type { Place } from "../../../shared/places.ts";
import type { ReviewSources } from "../../../shared/reviewed-article/read-reviewed.ts";
import { roomName, type Member, type RoomKind } from "../../../shared/roles.ts";
import type { Status } from "../../../shared/status.ts";
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

/** What the library has of an article beside its text. */
export interface StoredEntry {
  readonly id: string;
  /** As the list last read it; may be empty. */
  readonly title: string;
  readonly place: Place;
  readonly status: Status;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

const ENTRY = "SELECT id, title, place, status, updated_at AS changedAt FROM articles";

/** Reads articles from the database of a desk, also of one that runs: one moment of each room is read. */
export class StoredArticles {
  readonly #db: Database.Database;
  /** Of pictures; null where there are none. */
  readonly #pictures: Database.Database | null;

  /** @param folder the desk's. @throws SqliteError when there is no database or it cannot be read */
  constructor(folder: string) {
    this.#db = new Database(databaseIn(folder), { readonly: true, fileMustExist: true });
    const pictures = picturesIn(folder);
    this.#pictures = existsSync(pictures) ? new Database(pictures, { readonly: true, fileMustExist: true }) : null;
  }

  /** IDs of all on the desk and in the archive, the oldest first. */
  ids(): string[] {
    const sql = "SELECT id FROM articles WHERE place <> 'trash' ORDER BY created_at, id";
    return (this.#db.prepare(sql).all() as { id: string }[]).map(({ id }) => id);
  }

  entry(id: string): StoredEntry | null {
    return (this.#db.prepare(`${ENTRY} WHERE id = ?`).get(id) as StoredEntry | undefined) ?? null;
  }

  /** Whether the desk has something of an article. */
  has(id: string): boolean {
    return readWholeRoom(this.#db, roomName(id, "body")).length > 0;
  }

  /** @returns null when the desk has no such article. @throws Error when Yjs cannot read it */
  read(id: string): StoredArticle | null {
    const stored = this.#room(roomName(id, "body"));
    const body = stored && embedPictures(stored, this.#picturesOf(referencesOf(stored)));
    return body && { body, review: () => this.#review(id), page: () => readSettings(this.#db).page };
  }

  close(): void {
    this.#db.close();
    this.#pictures?.close();
  }

  #picturesOf(references: readonly PictureReference[]): ReadonlyMap<string, Uint8Array> {
    const find = this.#pictures?.prepare("SELECT data FROM pictures WHERE sha256 = ?").pluck();
    return new Map(
      references.flatMap(({ sha256 }): [string, Uint8Array][] => {
        const data = find?.get(sha256) as Uint8Array | undefined;
        return data ? [[sha256, data]] : [];
      }),
    );
  }

  #review(id: string): Omit<ReviewSources, "now"> {
    const author = (kind: RoomKind): AuthorTable => this.#authors(roomName(id, kind));
    const [body, notes] = [author("body"), author("notes")];
    return { notes: this.#room(roomName(id, "notes")), bodyAuthor: body.authorOf, notesAuthor: notes.authorOf };
  }

  #room(room: string): Y.Doc | null {
    const updates = readWholeRoom(this.#db, room);
    if (updates.length === 0) return null;
    const doc = new Y.Doc();
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update);
    });
    return doc;
  }

  #authors(room: string): AuthorTable {
    const find = this.#db.prepare("SELECT id, name, color, role FROM members WHERE id = ?");
    const member = (id: string | null): Member | null => (id === null ? null : ((find.get(id) as Member | undefined) ?? null));
    return new AuthorTable(
      readWholeCredits(this.#db, room).map(({ client, clock, end, author, broughtBy }) => ({
        client,
        clock,
        end,
        author: member(author),
        broughtBy: member(broughtBy),
      })),
    );
  }
}
