import type Database from "better-sqlite3";
import type { AddedDictionary, AddedLanguage, DictionaryFiles } from "../../../shared/spelling/added-dictionary.ts";

/** The spelling dictionaries that a person added at this desk (SP15): one for a language, in the desk's database. */
export class Dictionaries {
  readonly #db: Database.Database;

  constructor(db: Database.Database) {
    this.#db = db;
  }

  /** Which there are, by language. */
  get all(): readonly AddedDictionary[] {
    return this.#db
      .prepare("SELECT language, name, length(aff) + length(dic) AS size FROM dictionaries ORDER BY language")
      .all() as AddedDictionary[];
  }

  /** The files of a language's dictionary; null where there is none. */
  find(language: AddedLanguage): DictionaryFiles | null {
    const found = this.#db.prepare("SELECT aff, dic FROM dictionaries WHERE language = ?").get(language);
    return (found as DictionaryFiles | undefined) ?? null;
  }

  /** Stores a dictionary in the place of the one that the language had; on disk when it returns. */
  add(language: AddedLanguage, name: string, { aff, dic }: DictionaryFiles): void {
    this.#db.prepare("INSERT OR REPLACE INTO dictionaries (language, name, aff, dic) VALUES (?, ?, ?, ?)").run(language, name, aff, dic);
  }

  /** Forgets the dictionary of a language. */
  remove(language: AddedLanguage): void {
    this.#db.prepare("DELETE FROM dictionaries WHERE language = ?").run(language);
  }
}
