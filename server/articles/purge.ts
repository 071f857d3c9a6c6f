/** Deleting for good the articles whose time has come: their texts, notes and authors, and whoever is in them is shown out (RE33). */
import { roomName, type RoomKind } from "../../shared/roles.ts";
import type { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import type { Log } from "../ops/log.ts";
import type { ArticleTable } from "./article-table.ts";

const KINDS: readonly RoomKind[] = ["body", "notes"];

export interface PurgeDeps {
  readonly table: ArticleTable;
  readonly history: SqliteUpdateLog;
  /** Ends every connection to one of the article's rooms. */
  readonly leave: (article: string) => void;
  /** Commits what is on its way. */
  readonly flush: () => void;
  readonly log: Log;
}

export function purgeDue({ table, history, leave, flush, log }: PurgeDeps): void {
  for (const id of table.due()) {
    leave(id);
    flush();
    // First told, then erased: a relay that dies between the two finds the tombstone and nobody gets in.
    table.bury(id);
    for (const kind of KINDS) history.erase(roomName(id, kind));
    log.info("article-deleted", { article: id });
  }
}
