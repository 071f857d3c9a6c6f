/** Writes articles straight into a desk's database, as years of work leave them: the desk itself would take hours. */
import * as Y from "yjs";
import { openDesk } from "../../../main/core/database.ts";
import { Library } from "../../../main/core/library/library.ts";
import { roomName } from "../../../shared/roles.ts";
import { SqliteUpdateLog } from "../../../shared/store/sqlite-update-log.ts";
import { articleUpdate, madeUpArticle } from "./texts.ts";

/** Articles of one commit. */
const AT_ONCE = 200;
const HOUR = 3_600_000;

export const articleId = (number: number): string => `bench-${String(number).padStart(6, "0")}`;

/** @param folder the desk's own. @param now milliseconds since 1970, when the newest of them changed */
export function fillDesk(
  folder: string,
  { articles, words, seed, now }: { readonly articles: number; readonly words: number; readonly seed: number; readonly now: number },
): void {
  const db = openDesk(folder);
  try {
    let time = now - articles * HOUR;
    const library = new Library(db, () => time);
    const log = new SqliteUpdateLog(db, () => time);
    for (let from = 0; from < articles; from += AT_ONCE) {
      time = Math.min(now, time + AT_ONCE * HOUR);
      const numbers = Array.from({ length: Math.min(AT_ONCE, articles - from) }, (_, i) => from + i);
      db.transaction(() => {
        for (const number of numbers) library.add(articleId(number), madeUpArticle(words, seed + number).title, "owner");
      })();
      log.append(
        numbers.map((number) => ({
          room: roomName(articleId(number), "body"),
          update: articleUpdate(words, seed + number),
          credits: [],
          unconfirmed: false,
        })),
      );
      log.compactJournal();
    }
    db.pragma("wal_checkpoint(TRUNCATE)");
  } finally {
    db.close();
  }
}

/** One article whose log is what typing `keys` letters leaves, where nobody compacted it. */
export function fillHistory(folder: string, keys: number): void {
  const db = openDesk(folder);
  const doc = new Y.Doc();
  try {
    new Library(db).add(articleId(0), "", "owner");
    const log = new SqliteUpdateLog(db);
    const room = roomName(articleId(0), "body");
    let updates: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => updates.push(update));
    const body = doc.getText("body");
    for (let key = 0; key < keys; key++) {
      // A writer goes back now and then, so that it is no single run.
      const at = key % 40 === 0 ? Math.floor(body.length / 2) : body.length;
      body.insert(at, key % 80 === 79 ? "\n" : key % 6 === 5 ? " " : "ب");
      if (updates.length < 2_000 && key < keys - 1) continue;
      log.append(updates.map((update) => ({ room, update, credits: [], unconfirmed: false })));
      updates = [];
    }
    log.compactJournal();
  } finally {
    doc.destroy();
    db.close();
  }
}
