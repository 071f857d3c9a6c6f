import type { ArticlePictures } from "../../shared/picture-store/article-pictures.ts";
import { ROOM_KINDS, roomName } from "../../shared/roles.ts";
import type { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import type { Erasures } from "./erasures.ts";
import type { VersionTable } from "../../shared/versions/version-table.ts";
import type { Log } from "../ops/log.ts";
import type { ArticleTable } from "./article-table.ts";
import type { ReadTable } from "./read-table.ts";

/** What purging needs. */
export interface PurgeDeps {
  readonly table: ArticleTable;
  readonly history: SqliteUpdateLog;
  readonly versions: VersionTable;
  readonly reads: ReadTable;
  readonly erasures: Erasures;
  readonly pictures: ArticlePictures;
  /** Ends every connection to one of the article's rooms. */
  readonly leave: (article: string) => void;
  /** Commits what rooms have received. */
  readonly flush: () => void;
  readonly log: Log;
}

/**
 * Deletes for good the articles whose time has come: closes their connections, then erases texts, notes, authors, versions, what was read,
 * who erased what and which pictures it had (RE33).
 */
export function purgeDue({ table, history, versions, reads, erasures, pictures, leave, flush, log }: PurgeDeps): void {
  for (const id of table.due()) {
    leave(id);
    flush();
    // First the tombstone: if the relay dies before the rest is erased, nobody can open the article.
    table.bury(id);
    for (const kind of ROOM_KINDS) history.erase(roomName(id, kind));
    versions.erase(id);
    reads.erase(id);
    erasures.erase(id);
    pictures.erase(id);
    log.info("article-deleted", { article: id });
  }
}
