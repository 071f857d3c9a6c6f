import { migrate } from "../store/migrate.ts";
import { writeTransaction } from "../store/transaction.ts";
import type { SqlDatabase } from "../store/update-log.ts";
import { isBomb, LARGEST_STORED, pictureOf } from "../pictures/picture.ts";
import type { PictureReference } from "../pictures/reference.ts";

/** Why a picture was not stored. `full`: all pictures together may not have more bytes; `other`: its bytes are not those that were named. */
export type NotStored = "picture-type" | "picture-too-large" | "full" | "other";

/** A picture was refused, for one of the reasons of `NotStored`. */
export class PictureNotStored extends Error {
  override readonly name = "PictureNotStored";
  readonly reason: NotStored;

  constructor(reason: NotStored) {
    super(`the picture was not stored: ${reason}`);
    this.reason = reason;
  }
}

/** Pictures by the SHA-256 of their bytes. Every implementation passes the contract suite tests/contract/picture-store.ts. Rules PI3, PI4. */
export interface PictureStore {
  /**
   * Stores a picture, or leaves the one that is there. On disk when it returns.
   * @param sha256 what its bytes are said to be
   * @throws PictureNotStored; what SQLite throws when the disk refuses
   */
  put(bytes: Uint8Array, sha256?: string): PictureReference;
  /** @returns null for one that is not there */
  get(sha256: string): { readonly reference: PictureReference; readonly bytes: Uint8Array } | null;
  has(sha256: string): boolean;
  remove(sha256: string): void;
  /** Of all pictures together. */
  readonly size: number;
}

export interface PictureStoreOptions {
  /** SHA-256 in lower-case hexadecimal. */
  readonly hash: (bytes: Uint8Array) => string;
  /** Bytes of all pictures together. */
  readonly most: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

const STEPS = [
  // `data` stands last: what is asked of the others does not read it.
  `CREATE TABLE pictures (
     sha256 TEXT PRIMARY KEY,
     type TEXT NOT NULL,
     width INTEGER NOT NULL,
     height INTEGER NOT NULL,
     size INTEGER NOT NULL,
     stored_at INTEGER NOT NULL,
     data BLOB NOT NULL
   ) STRICT;
   CREATE INDEX pictures_by_size ON pictures (size);`,
];

type Row = PictureReference & { readonly data: Uint8Array };

/** Pictures in a table of SQLite, at the desk and at the relay alike. */
export class SqlitePictureStore implements PictureStore {
  readonly #db: SqlDatabase;
  readonly #options: Required<PictureStoreOptions>;
  #size: number;

  constructor(db: SqlDatabase, options: PictureStoreOptions) {
    migrate(db, "pictures", STEPS);
    this.#db = db;
    this.#options = { now: Date.now, ...options };
    this.#size = (db.prepare("SELECT ifnull(sum(size), 0) AS size FROM pictures").get() as { size: number }).size;
  }

  get size(): number {
    return this.#size;
  }

  put(bytes: Uint8Array, sha256?: string): PictureReference {
    const { hash, most, now } = this.#options;
    if (bytes.length > LARGEST_STORED) throw new PictureNotStored("picture-too-large");
    const picture = pictureOf(bytes);
    if (!picture) throw new PictureNotStored("picture-type");
    if (isBomb(picture) || Math.max(picture.width, picture.height) > 99_999) throw new PictureNotStored("picture-too-large");
    const reference = { ...picture, sha256: hash(bytes) };
    if (sha256 !== undefined && sha256 !== reference.sha256) throw new PictureNotStored("other");
    if (this.has(reference.sha256)) return reference;
    if (this.#size + bytes.length > most) throw new PictureNotStored("full");
    writeTransaction(this.#db, () =>
      this.#db
        .prepare("INSERT INTO pictures (sha256, type, width, height, size, stored_at, data) VALUES (?, ?, ?, ?, ?, ?, ?)")
        .run(reference.sha256, picture.type, picture.width, picture.height, bytes.length, now(), bytes),
    );
    this.#size += bytes.length;
    return reference;
  }

  get(sha256: string): { readonly reference: PictureReference; readonly bytes: Uint8Array } | null {
    const row = this.#db.prepare("SELECT sha256, type, width, height, data FROM pictures WHERE sha256 = ?").get(sha256) as Row | undefined;
    if (!row) return null;
    const { data, ...reference } = row;
    return { reference, bytes: data };
  }

  has(sha256: string): boolean {
    return this.#db.prepare("SELECT 1 FROM pictures WHERE sha256 = ?").get(sha256) !== undefined;
  }

  remove(sha256: string): void {
    const row = this.#db.prepare("SELECT size FROM pictures WHERE sha256 = ?").get(sha256) as { size: number } | undefined;
    if (!row) return;
    this.#db.prepare("DELETE FROM pictures WHERE sha256 = ?").run(sha256);
    this.#size -= row.size;
  }
}
