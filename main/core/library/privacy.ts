import type { ShareChoice } from "../../../shared/rpc/contract.ts";
import { migrate } from "../../../shared/store/migrate.ts";
import { writeTransaction } from "../../../shared/store/transaction.ts";
import type { SqlDatabase } from "../../../shared/store/update-log.ts";

const STEPS = ["CREATE TABLE private_articles (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;"];

/** Articles listed by title when a person chooses; nobody reads through more. */
const LISTED = 200;

/** Articles that no relay has. */
export interface Unshared {
  readonly count: number;
  /** The newest. */
  readonly listed: readonly { readonly id: string; readonly title: string }[];
}

/**
 * Which articles are private: they stay on this computer although the desk has joined a newsroom, and the relay is sent nothing of
 * them until somebody shares them. Rule DE23.
 */
export class Privacy {
  readonly #db: SqlDatabase;
  readonly #private: Set<string>;

  constructor(db: SqlDatabase) {
    migrate(db, "privacy", STEPS);
    this.#db = db;
    this.#private = new Set((db.prepare("SELECT id FROM private_articles").all() as { id: string }[]).map(({ id }) => id));
  }

  /** Whether the article stays on this computer. */
  has(article: string): boolean {
    return this.#private.has(article);
  }

  /** Articles that no relay knows, and that joining a newsroom would share. @param isJoined then those that were kept private are not among them */
  unshared(isJoined: boolean): Unshared {
    const rows = this.#unknownToRelay(isJoined);
    return { count: rows.length, listed: rows.slice(0, LISTED) };
  }

  /** Makes those of `unshared` private that are not chosen. On disk when it returns. @returns all that could be chosen */
  choose(choice: ShareChoice, isJoined: boolean): readonly string[] {
    const chosen = new Set(Array.isArray(choice) ? choice : []);
    const ids = this.#unknownToRelay(isJoined).map(({ id }) => id);
    writeTransaction(this.#db, () => {
      for (const id of ids) this.#set(id, choice !== "all" && !chosen.has(id));
    });
    return ids;
  }

  /** The article may be sent from now on. On disk when it returns. */
  share(article: string): void {
    this.#set(article, false);
  }

  #unknownToRelay(isJoined: boolean): { readonly id: string; readonly title: string }[] {
    const rows = this.#db.prepare("SELECT id, title FROM articles WHERE relay_title IS NULL ORDER BY updated_at DESC, id").all() as {
      id: string;
      title: string;
    }[];
    return isJoined ? rows.filter(({ id }) => !this.has(id)) : rows;
  }

  #set(id: string, isPrivate: boolean): void {
    if (isPrivate === this.has(id)) return;
    this.#db.prepare(isPrivate ? "INSERT OR IGNORE INTO private_articles VALUES (?)" : "DELETE FROM private_articles WHERE id = ?").run(id);
    if (isPrivate) this.#private.add(id);
    else this.#private.delete(id);
  }
}
