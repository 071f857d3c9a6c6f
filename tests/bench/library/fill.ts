/** Writes articles straight into a desk's database, as years of work leave them: the desk itself would take hours. */
import { openDesk } from "../../../main/core/database.ts";
import { Library } from "../../../main/core/library.ts";
import { roomName } from "../../../shared/roles.ts";
import { SqliteUpdateLog } from "../../../shared/store/sqlite-update-log.ts";
import { articleUpdate, madeUpArticle } from "./texts.ts";

/** Articles of one commit. */
const AT_ONCE = 200;
const HOUR = 3_600_000;

export const articleId = (number: number): string => `bench-${String(number).padStart(6, "0")}`;

/** @param folder the desk's own. @param now milliseconds since 1970, when the newest of them changed */
export function fillDesk(folder: string, { articles, words, seed, now }: { readonly articles: number; readonly words: number; readonly seed: number; readonly now: number }): void {
  const db = openDesk(folder);
  try {
    let time = now - articles * HOUR;
    const library = new Library(db, () => time);
    const log = new SqliteUpdateLog(db, () => time);
    for (let from = 0; from < articles; from += AT_ONCE) {
      time += AT_ONCE * HOUR;
      const numbers = Array.from({ length: Math.min(AT_ONCE, articles - from) }, (_, i) => from + i);
      db.transaction(() => {
        for (const number of numbers) library.add(articleId(number), madeUpArticle(words, seed + number).title, "owner");
      })();
      log.append(
        numbers.map((number) => ({
          room: roomName(articleId(number), "body"),
          update: articleUpdate(words, seed + number),
          credits: [],
          waiting: false,
        })),
      );
      log.settle();
    }
    db.pragma("wal_checkpoint(TRUNCATE)");
  } finally {
    db.close();
  }
}
