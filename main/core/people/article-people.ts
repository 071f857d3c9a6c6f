import type { Member } from "../../../shared/roles.ts";
import { migrate } from "../../../shared/store/migrate.ts";
import { writeTransaction } from "../../../shared/store/transaction.ts";
import type { SqlDatabase } from "../../../shared/store/update-log.ts";
import type { Library } from "../library/library.ts";
import { RelayRefusal, RelayUnreachable, type RelayClient } from "../relay-client.ts";

const STEPS = [
  `CREATE TABLE article_people (
     article TEXT NOT NULL,
     -- Its place in the list.
     at INTEGER NOT NULL,
     member TEXT NOT NULL,
     PRIMARY KEY (article, at)
   ) STRICT, WITHOUT ROWID;`,
];

export interface ArticlePeopleDeps {
  readonly db: SqlDatabase;
  readonly library: Library;
  /** The desk's own member; null until it joins a newsroom. */
  readonly me: () => Member | null;
  readonly client: () => RelayClient | null;
  /** Nothing of a private article reaches the relay, nor that it exists (DE23). */
  readonly isPrivate: (article: string) => boolean;
}

/** Who may enter which article, as the relay last told this desk: those who can be mentioned there (NO31). */
export class ArticlePeople {
  readonly #deps: ArticlePeopleDeps;

  constructor(deps: ArticlePeopleDeps) {
    migrate(deps.db, "article-people", STEPS);
    this.#deps = deps;
  }

  /** Those who may enter an article: asked of the relay, else as last told. @throws what SQLite throws when the disk refuses */
  async of(article: string): Promise<readonly Member[]> {
    const client = this.#deps.client();
    if (client && !this.#deps.isPrivate(article)) {
      try {
        this.#store(article, await client.people(article));
      } catch (error) {
        // An article that was not shared yet has nobody else, and an older relay does not know the question.
        if (!(error instanceof RelayRefusal || error instanceof RelayUnreachable)) throw error;
      }
    }
    return this.#known(article);
  }

  #known(article: string): readonly Member[] {
    const { db, library, me } = this.#deps;
    const rows = db.prepare("SELECT member FROM article_people WHERE article = ? ORDER BY at").all(article) as { member: string }[];
    const people = rows.flatMap(({ member }) => library.member(member) ?? []).filter(({ name }) => name !== "");
    const own = me();
    return own === null || people.some(({ id }) => id === own.id) ? people : [...people, own];
  }

  #store(article: string, people: readonly Member[]): void {
    const { db, library } = this.#deps;
    const add = db.prepare("INSERT INTO article_people (article, at, member) VALUES (?, ?, ?)");
    writeTransaction(db, () => {
      library.remember(people);
      db.prepare("DELETE FROM article_people WHERE article = ?").run(article);
      people.forEach(({ id }, at) => add.run(article, at, id));
    });
  }
}
