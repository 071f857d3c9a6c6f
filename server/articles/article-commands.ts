import type { Place } from "../../shared/places.ts";
import { mayWrite, type Member, type Role } from "../../shared/roles.ts";
import { DELETED_AFTER, type ArticleCommand } from "../../shared/wire/feed.ts";
import { ApiError } from "../errors.ts";
import { NO_ENTRY, type AccessTable } from "../people/access.ts";
import type { ArticleRow, ArticleTable } from "./article-table.ts";

/**
 * What members do to articles, over HTTP and over the newsroom line alike: enter, title, archive, put in the trash, delete for good
 * (RE4, RE31–RE33, RO4). Each checks the member's role.
 */
export class ArticleCommands {
  readonly #table: ArticleTable;
  readonly #access: AccessTable;
  readonly #onPlace: (article: string, member: string) => void;
  readonly #now: () => number;

  /** @param onPlace told before an article is moved to another place, and who moves it */
  constructor(
    table: ArticleTable,
    access: AccessTable,
    {
      now = Date.now,
      onPlace = () => undefined,
    }: { readonly now?: () => number; readonly onPlace?: (article: string, member: string) => void } = {},
  ) {
    this.#onPlace = onPlace;
    this.#table = table;
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
    if (role === null) throw new ApiError(403, "role", NO_ENTRY);
    return { row, role };
  }
}
