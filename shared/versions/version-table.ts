import { migrate } from "../store/migrate.ts";
import { readTransaction, writeTransaction } from "../store/transaction.ts";
import type { SqlDatabase } from "../store/update-log.ts";
import { packState, unpackState, type Zstd } from "./packing.ts";
import { STATUSES } from "../status.ts";
import { MOST_AUTOMATIC, UNASKED_REASONS, type Reason, type Version } from "../version.ts";

const STEPS = [
  `CREATE TABLE versions (
     article TEXT NOT NULL,
     -- Counts the versions of an article.
     number INTEGER NOT NULL,
     id TEXT NOT NULL,
     at INTEGER NOT NULL,
     reason TEXT NOT NULL,
     label TEXT NOT NULL,
     author TEXT,
     -- IDs of members, as a JSON array.
     people TEXT NOT NULL,
     inserted INTEGER NOT NULL,
     deleted INTEGER NOT NULL,
     -- The number of the version whose state is the dictionary of this one; NULL for one that is packed without.
     base INTEGER,
     -- How many versions are unpacked before this one.
     links INTEGER NOT NULL,
     state BLOB NOT NULL,
     PRIMARY KEY (article, number)
   ) STRICT, WITHOUT ROWID;
   CREATE UNIQUE INDEX versions_by_id ON versions (article, id);`,
];

/**
 * Every hundredth version is packed without another. A link takes 0.2 ms to unpack, so that opening takes some 20 ms at most; with every
 * twentieth, a hundred versions of an article that 200,000 keys wrote took 7 times its text instead of 4.
 */
const MOST_LINKS = 99;

const listed = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(", ");

/** Versions that go in time: nobody asked for them, and nobody named them. The label of a status is none that somebody gave. */
const PASSING = `reason IN (${listed(UNASKED_REASONS)}) AND (label = '' OR (reason = 'status' AND label IN (${listed(STATUSES)})))`;
const COLUMNS = "id, at, reason, label, author, people, inserted, deleted";
const SQL = {
  list: `SELECT ${COLUMNS} FROM versions WHERE article = ? ORDER BY number DESC`,
  one: `SELECT ${COLUMNS} FROM versions WHERE article = ? AND id = ?`,
  name: "UPDATE versions SET label = ? WHERE article = ? AND id = ?",
  count: `SELECT count(*) AS n FROM versions WHERE article = ? AND NOT (${PASSING})`,
  last: "SELECT max(at) AS at FROM versions WHERE article = ? AND reason = ?",
  old: `SELECT id FROM
    (SELECT id, row_number() OVER (PARTITION BY reason = 'automatic' ORDER BY number DESC) AS place FROM versions
     WHERE article = ? AND ${PASSING})
    WHERE place > ?`,
  latest: "SELECT number, at, base, links, state FROM versions WHERE article = ? ORDER BY number DESC LIMIT 1",
  find: "SELECT number, at, base, links, state FROM versions WHERE article = ? AND id = ?",
  at: "SELECT number, at, base, links, state FROM versions WHERE article = ? AND number = ?",
  basedOn: "SELECT number, at, base, links, state FROM versions WHERE article = ? AND base = ?",
  add: "INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
  repack: "UPDATE versions SET base = ?, links = ?, state = ? WHERE article = ? AND number = ?",
  remove: "DELETE FROM versions WHERE article = ? AND number = ?",
  erase: "DELETE FROM versions WHERE article = ?",
} as const;

interface Row {
  readonly number: number;
  readonly at: number;
  readonly base: number | null;
  readonly links: number;
  readonly state: Uint8Array;
}

/** A version that another may be packed with. */
export interface Base {
  readonly number: number;
  readonly links: number;
  readonly at: number;
  readonly state: Uint8Array;
}

/** A state as it is stored. */
export interface PackedState {
  readonly packed: Uint8Array;
  /** The version it is packed with; null for none. */
  readonly base: Pick<Base, "number" | "links"> | null;
}

/** Packs a state with that of the version before, unless too many hang together. */
export function packWith(zstd: Zstd, state: Uint8Array, before: Base | null): PackedState {
  const base = before && before.links < MOST_LINKS ? before : null;
  return { packed: packState(zstd, state, base?.state ?? null), base: base && { number: base.number, links: base.links } };
}

/** Reads versions, also over a connection that may not write. */
export class VersionReader {
  protected readonly db: SqlDatabase;
  protected readonly zstd: Zstd;

  constructor(db: SqlDatabase, zstd: Zstd) {
    this.db = db;
    this.zstd = zstd;
  }

  /** The newest version of an article; null where there is none. @throws Error when it is damaged */
  latest(article: string): Base | null {
    return readTransaction(this.db, () => {
      const row = this.db.prepare(SQL.latest).get(article) as Row | undefined;
      return row ? { number: row.number, links: row.links, at: row.at, state: this.unpack(article, row) } : null;
    });
  }

  /** The state of a version; null where there is none. @throws Error when it is damaged */
  state(article: string, id: string): Uint8Array | null {
    return readTransaction(this.db, () => {
      const row = this.db.prepare(SQL.find).get(article, id) as Row | undefined;
      return row ? this.unpack(article, row) : null;
    });
  }

  protected unpack(article: string, row: Row): Uint8Array {
    const chain = [row];
    for (let { base } = row; base !== null;) {
      const next = this.db.prepare(SQL.at).get(article, base) as Row | undefined;
      if (!next || next.number >= chain.at(-1)!.number) throw new Error(`version ${base} of ${article} is missing`);
      chain.push(next);
      ({ base } = next);
    }
    return chain.reduceRight<Uint8Array | null>((before, { state }) => unpackState(this.zstd, state, before), null)!;
  }
}

type Described = Omit<Version, "people"> & { readonly people: string };

const versionOf = (row: Described): Version => ({ ...row, people: JSON.parse(row.people) as string[] });

/** Whether a version is one of those of which an article has a limited number: somebody asked for it, or named it (VE7). */
export const isAsked = ({ reason, label }: Version): boolean => label !== "" || !UNASKED_REASONS.includes(reason);

/** The versions of all articles in a database, of a relay or a desk (VE1, VE6). */
export class VersionTable extends VersionReader {
  /** Makes or migrates its table. */
  constructor(db: SqlDatabase, zstd: Zstd) {
    migrate(db, "versions", STEPS);
    super(db, zstd);
  }

  /** The versions of an article, the newest first. */
  list(article: string): Version[] {
    return (this.db.prepare(SQL.list).all(article) as Described[]).map(versionOf);
  }

  /** One version; null where there is none. */
  find(article: string, id: string): Version | null {
    const row = this.db.prepare(SQL.one).get(article, id) as Described | undefined;
    return row ? versionOf(row) : null;
  }

  /** Names a version, or gives it another name; one that has a name does not go in time. @returns whether there is one */
  name(article: string, id: string, label: string): boolean {
    return this.db.prepare(SQL.name).run(label, article, id).changes > 0;
  }

  /** How many versions of an article somebody asked for or named. */
  countAsked(article: string): number {
    return (this.db.prepare(SQL.count).get(article) as { n: number }).n;
  }

  /** When the last version of an article was made for a reason; 0 where there is none. */
  lastAt(article: string, reason: Reason): number {
    return (this.db.prepare(SQL.last).get(article, reason) as { at: number | null }).at ?? 0;
  }

  /** Adds a version. @param state packed with a version that may be gone by now. @throws Error when the disk refuses */
  add(article: string, version: Version, state: Uint8Array, { packed, base }: PackedState): void {
    writeTransaction(this.db, () => {
      const latest = this.db.prepare(SQL.latest).get(article) as Row | undefined;
      const isThere = base !== null && this.db.prepare(SQL.at).get(article, base.number) !== undefined;
      const { id, at, reason, label, author, people, inserted, deleted } = version;
      this.db
        .prepare(SQL.add)
        .run(
          article,
          (latest?.number ?? 0) + 1,
          id,
          at,
          reason satisfies Reason,
          label,
          author,
          JSON.stringify(people),
          inserted,
          deleted,
          isThere ? base.number : null,
          isThere ? base.links + 1 : 0,
          isThere || base === null ? packed : packState(this.zstd, state, null),
        );
      for (const { id: old } of this.db.prepare(SQL.old).all(article, MOST_AUTOMATIC) as { id: string }[]) this.remove(article, old);
    });
  }

  /** Removes a version: nothing of it is left in those that were packed with it (VE8). @returns whether there was one */
  remove(article: string, id: string): boolean {
    return writeTransaction(this.db, () => {
      const row = this.db.prepare(SQL.find).get(article, id) as Row | undefined;
      if (!row) return false;
      const base = row.base === null ? null : (this.db.prepare(SQL.at).get(article, row.base) as Row);
      const before = base && { ...base, state: this.unpack(article, base) };
      for (const one of this.db.prepare(SQL.basedOn).all(article, row.number) as Row[]) {
        const { packed, base: next } = packWith(this.zstd, this.unpack(article, one), before);
        this.db.prepare(SQL.repack).run(next?.number ?? null, next ? next.links + 1 : 0, packed, article, one.number);
      }
      this.db.prepare(SQL.remove).run(article, row.number);
      return true;
    });
  }

  /** Removes all versions of an article. */
  erase(article: string): void {
    this.db.prepare(SQL.erase).run(article);
  }
}
