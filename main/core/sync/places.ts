import { mayWrite, ROOM_KINDS, roomName } from "../../../shared/roles.ts";
import type { Place } from "../../../shared/places.ts";
import { RpcError } from "../../../shared/rpc/error.ts";
import type { SqliteUpdateLog } from "../../../shared/store/sqlite-update-log.ts";
import { DELETED_AFTER, type ArticleCommand } from "../../../shared/wire/feed.ts";
import type { Library, LibraryArticle } from "../library/library.ts";
import { LineDown, type NewsroomLine } from "./newsroom-line.ts";
import type { Statuses } from "./statuses.ts";
import type { RelayTable, Wish } from "./relay-table.ts";

/** Milliseconds between two looks for articles that are to be erased. */
const LOOK_EVERY = 60_000;

export interface PlacesDeps {
  readonly table: RelayTable;
  readonly library: Library;
  readonly log: SqliteUpdateLog;
  readonly line: NewsroomLine;
  readonly isOpen: (article: string) => boolean;
  readonly onChanged: (article: string) => void;
  readonly statuses: Statuses;
  /** The rooms of an article were erased; part of no transaction. */
  readonly onErased: (article: string) => void;
  /** An article has another place, or was erased. */
  readonly onPlaced: (article: string) => void;
  readonly report: (error: unknown) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * Archive, trash and deletion at the desk: applied at once, also offline, and sent to the relay when the newsroom line is up; what the
 * relay refuses is undone. An article is erased only when the relay reports it deleted, or never had it, and never while it holds
 * unconfirmed changes. Rules SY32, SY33.
 */
export class Places {
  readonly #deps: PlacesDeps;
  readonly #now: () => number;
  readonly #timer: NodeJS.Timeout;

  constructor(deps: PlacesDeps) {
    this.#deps = deps;
    this.#now = deps.now ?? Date.now;
    this.#timer = setInterval(() => this.eraseDue(), LOOK_EVERY).unref();
  }

  /** Stops erasing. */
  close(): void {
    clearInterval(this.#timer);
  }

  /** @throws RpcError article-unknown, role, being-deleted; nothing is done then */
  set(ids: readonly string[], place: Place): void {
    const articles = ids.map((id) => this.#find(id));
    for (const { id, role } of articles) {
      if (!mayWrite(role, "body")) throw new RpcError("role", `not for a ${role}`);
      if (role !== "owner" && this.purgeAt(id) !== null)
        throw new RpcError("being-deleted", "an owner has ordered it to be deleted for good");
    }
    this.#decide(articles, place, () => place);
  }

  /** @throws RpcError article-unknown, role; nothing is done then */
  delete(ids: readonly string[]): void {
    this.#decide(this.#owned(ids), "delete", () => "trash");
  }

  /** @throws RpcError article-unknown, role; nothing is done then */
  keep(ids: readonly string[]): void {
    this.#decide(this.#owned(ids), "keep", ({ place }) => place);
  }

  /** When an article will be deleted for good, in milliseconds since 1970; null when it will not. */
  purgeAt(id: string): number | null {
    const { table } = this.#deps;
    const wish = table.wishOf(id);
    if (wish?.wish === "delete") return wish.at + DELETED_AFTER;
    if (wish?.wish === "keep") return null;
    return table.find(id)?.purgeAt ?? null;
  }

  /** Sends the relay the choices that were made while the line was down. */
  tellAll(): void {
    for (const { article, wish } of this.#deps.table.wishes()) this.tell(article, wish);
    this.eraseDue();
  }

  /** Sends the relay a choice about one article, if the line is up. */
  tell(article: string, wish: Wish): void {
    void this.#tell(article, wish);
  }

  /** Erases articles that the relay has deleted, and those that it never had and whose time is over, unless something would be lost. */
  eraseDue(): void {
    const { table, library, report } = this.#deps;
    try {
      for (const id of table.allDeleted()) this.erase(id);
      for (const { article, wish, at } of table.wishes()) {
        const isHereAlone = library.find(article)?.relayTitle === null;
        if (wish === "delete" && isHereAlone && at + DELETED_AFTER <= this.#now()) this.#erase(article);
      }
    } catch (error) {
      report(error);
    }
  }

  /** Erases an article that the relay has deleted. While it is open, or has unconfirmed changes, it stays, read-only. */
  erase(id: string): void {
    const { library, log, isOpen, onChanged, onPlaced } = this.#deps;
    if (!isOpen(id) && ROOM_KINDS.every((kind) => log.unconfirmed(roomName(id, kind)) === 0)) {
      this.#erase(id);
      return;
    }
    const isMoved = library.setPlace(id, "trash");
    if (isMoved) onPlaced(id);
    if (library.setRole(id, "reader") || isMoved) onChanged(id);
  }

  #erase(id: string): void {
    const { table, library, log, statuses, onChanged, onPlaced } = this.#deps;
    library.remove(id);
    statuses.remove(id);
    for (const kind of ROOM_KINDS) log.erase(roomName(id, kind));
    this.#deps.onErased(id);
    table.unwish(id, null);
    table.remove(id);
    onPlaced(id);
    onChanged(id);
  }

  #find(id: string): LibraryArticle {
    const article = this.#deps.library.find(id);
    if (!article) throw new RpcError("article-unknown", `there is no article ${id} on this computer`);
    return article;
  }

  #owned(ids: readonly string[]): LibraryArticle[] {
    const articles = ids.map((id) => this.#find(id));
    if (articles.some(({ role }) => role !== "owner")) throw new RpcError("role", "only owners delete articles for good");
    return articles;
  }

  #decide(articles: readonly LibraryArticle[], wish: Wish, placeOf: (article: LibraryArticle) => Place): void {
    const { table, library, onChanged, onPlaced } = this.#deps;
    for (const article of articles) {
      if (library.setPlace(article.id, placeOf(article))) onPlaced(article.id);
      table.wish(article.id, wish);
      onChanged(article.id);
      this.tell(article.id, wish);
    }
  }

  async #tell(id: string, wish: Wish): Promise<void> {
    const { line, table, library, onChanged, onPlaced, report } = this.#deps;
    // An article that the relay does not know yet is registered first; choices about it are sent after that.
    if (!line.isUp || library.find(id)?.relayTitle === null) return;
    try {
      const { error } = await line.command(commandOf(id, wish));
      table.unwish(id, wish);
      const known = table.find(id);
      if (error !== undefined && known && !table.wishOf(id) && library.setPlace(id, known.place)) onPlaced(id);
      onChanged(id);
    } catch (error) {
      if (!(error instanceof LineDown)) report(error);
    }
  }
}

function commandOf(article: string, wish: Wish): ArticleCommand {
  return wish === "delete" || wish === "keep" ? { do: wish, article } : { do: "place", article, place: wish };
}
