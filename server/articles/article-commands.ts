import type { Place } from "../../shared/places.ts";
import { mayWrite, type Member, type Role } from "../../shared/roles.ts";
import { maySetStatus, type Status } from "../../shared/status.ts";
import { DELETED_AFTER, type ArticleCommand } from "../../shared/wire/feed.ts";
import { ApiError } from "../errors.ts";
import { noEntry, type AccessTable } from "../people/access.ts";
import type { ThreadMarks } from "../../shared/read-marks.ts";
import type { ArticleRow, ArticleTable } from "./article-table.ts";
import type { ReadTable } from "./read-table.ts";

/**
 * What members do to articles, over HTTP and over the newsroom line alike: enter, title, archive, put in the trash, give a status,
 * delete for good (RE4, RE31–RE33, RO4, RO8–RO10). Each checks the member's role.
 */
export class ArticleCommands {
  readonly #table: ArticleTable;
  readonly #reads: ReadTable;
  readonly #access: AccessTable;
  readonly #onPlace: (article: string, member: string) => void;
  readonly #onStatus: (article: string, status: Status, member: string) => void;
  readonly #now: () => number;

  /**
   * @param onPlace told before an article is moved to another place, and who moves it
   * @param onStatus told when an article is given another status, and who gives it
   */
  constructor(
    table: ArticleTable,
    reads: ReadTable,
    access: AccessTable,
    {
      now = Date.now,
      onPlace = () => undefined,
      onStatus = () => undefined,
    }: {
      readonly now?: () => number;
      readonly onPlace?: (article: string, member: string) => void;
      readonly onStatus?: (article: string, status: Status, member: string) => void;
    } = {},
  ) {
    this.#onPlace = onPlace;
    this.#onStatus = onStatus;
    this.#table = table;
    this.#reads = reads;
    this.#access = access;
    this.#now = now;
  }

  /** Runs a command of the newsroom line. @throws ApiError as the method for it. */
  run(member: Member, command: ArticleCommand): void {
    switch (command.do) {
      case "enter":
        return this.enter(member, command.article, command.title);
      case "title":
        return this.retitle(member, command.article, command.title);
      case "place":
        return this.place(member, command.article, command.place);
      case "status":
        return this.setStatus(member, command.article, command.status, command.age);
      case "suggest-from":
        return this.setSuggestFrom(member, command.article, command.from);
      case "read":
        return this.read(member, command.article, command.threads);
      case "delete":
        return this.delete(member, command.article);
      case "keep":
        return this.keep(member, command.article);
    }
  }

  /** Enters an article under the ID that its desk gave it. @throws ApiError role, article-deleted. */
  enter(member: Member, article: string, title: string): void {
    if (!mayWrite(member.role, "body")) throw new ApiError(403, "role", `${member.name} may not write articles`);
    this.#table.add(article, title);
  }

  /** @throws ApiError article-unknown, role. */
  retitle(member: Member, article: string, title: string): void {
    this.#editable(member, article);
    this.#table.rename(article, title);
  }

  /**
   * Moves an article to the desk, the archive or the trash. Out of the trash, an order to delete it is taken back.
   * @throws ApiError article-unknown, role, being-deleted when an owner has ordered its deletion and the member is none.
   */
  place(member: Member, article: string, place: Place): void {
    const { row, role } = this.#editable(member, article);
    if (row.purgeAt !== null && role !== "owner")
      throw new ApiError(409, "being-deleted", "an owner has ordered it to be deleted for good");
    if (place !== row.place) this.#onPlace(article, member.id);
    this.#table.move(article, place, place === "trash" ? row.purgeAt : null);
  }

  /**
   * Gives an article a status. Of several the one that was set last holds, whenever the relay hears of them (RO8).
   * @param age milliseconds since it was set
   * @throws ApiError article-unknown, role, status-held, status-superseded
   */
  setStatus(member: Member, article: string, status: Status, age: number): void {
    const { row, role } = this.#editable(member, article);
    if (!maySetStatus(role, row, status))
      throw new ApiError(403, "status-held", "only owners give it a status in which editors write directly");
    const at = Math.max(0, this.#now() - age);
    if (row.statusAt !== null && at < row.statusAt) throw new ApiError(409, "status-superseded", "another status was set later");
    if (at === row.statusAt && status === row.status) return;
    this.#table.setStatus(article, status, at, member.id);
    if (status !== row.status) this.#onStatus(article, status, member.id);
  }

  /** Has editors only suggest from a status on; null for never. @throws ApiError article-unknown, role */
  setSuggestFrom(member: Member, article: string, from: Status | null): void {
    if (this.#owned(member, article).suggestFrom !== from) this.#table.setSuggestFrom(article, from);
  }

  /** The member has read these notes; nobody else is told. @throws ApiError article-unknown, role */
  read(member: Member, article: string, threads: readonly ThreadMarks[]): void {
    this.#entered(member, article);
    this.#reads.mark(member.id, article, threads);
  }

  /**
   * Orders an article to be deleted for good after `DELETED_AFTER`; a second order changes nothing. @throws ApiError
   * article-unknown, role.
   */
  delete(member: Member, article: string): void {
    const row = this.#owned(member, article);
    if (row.place !== "trash") this.#onPlace(article, member.id);
    this.#table.move(article, "trash", row.purgeAt ?? this.#now() + DELETED_AFTER);
  }

  /** Takes that order back; the article stays in the trash. @throws ApiError article-unknown, role. */
  keep(member: Member, article: string): void {
    this.#table.move(article, this.#owned(member, article).place, null);
  }

  #owned(member: Member, article: string): ArticleRow {
    const { row, role } = this.#entered(member, article);
    if (role !== "owner") throw new ApiError(403, "role", `${member.name} does not own this article`);
    return row;
  }

  #editable(member: Member, article: string): { readonly row: ArticleRow; readonly role: Role } {
    const entered = this.#entered(member, article);
    if (!mayWrite(entered.role, "body")) throw new ApiError(403, "role", `${member.name} may not write this article`);
    return entered;
  }

  #entered(member: Member, article: string): { readonly row: ArticleRow; readonly role: Role } {
    const row = this.#table.find(article);
    if (!row || row.goneAt !== null) throw new ApiError(404, "article-unknown", `there is no article ${article}`);
    const role = this.#access.roleOf(member.id, article);
    if (role === null) throw new ApiError(403, "role", noEntry(article));
    return { row, role };
  }
}
