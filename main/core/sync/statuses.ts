import { mayWrite, roomName, type Member } from "../../../shared/roles.ts";
import { RpcError } from "../../../shared/rpc/error.ts";
import { maySetStatus, NO_STATUS, type ArticleStatus, type Status } from "../../../shared/status.ts";
import { writeTransaction } from "../../../shared/store/transaction.ts";
import type { SqliteUpdateLog } from "../../../shared/store/sqlite-update-log.ts";
import type { SqlDatabase } from "../../../shared/store/update-log.ts";
import type { ArticleCommand } from "../../../shared/wire/feed.ts";
import type { Library, LibraryArticle } from "../library/library.ts";
import { LineDown, type NewsroomLine } from "./newsroom-line.ts";
import { StatusTable, type StatusChoice } from "./status-table.ts";

export interface StatusesDeps {
  readonly db: SqlDatabase;
  readonly library: Library;
  readonly log: SqliteUpdateLog;
  readonly line: NewsroomLine;
  readonly member: () => Member;
  readonly isPrivate: (article: string) => boolean;
  readonly onChanged: (article: string) => void;
  /** An article was given another status here, of which the relay does not hear now. */
  readonly onVersion: (article: string, status: Status) => void;
  /** Commits what windows have sent. */
  readonly flush: () => void;
  readonly report: (error: unknown) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * The statuses of articles at the desk: set at once, also offline, and sent to the relay once it has the text that they were set over;
 * what the relay refuses is undone. Of several the one that was set last holds. Rules RO8–RO10, VE60, VE61.
 */
export class Statuses {
  readonly #deps: StatusesDeps;
  readonly #table: StatusTable;
  readonly #now: () => number;
  /** Choices that are on their way to the relay. */
  readonly #sent = new Set<string>();

  constructor(deps: StatusesDeps) {
    this.#deps = deps;
    this.#table = new StatusTable(deps.db);
    this.#now = deps.now ?? Date.now;
  }

  /** @throws RpcError article-unknown, role, status-held; nothing is done then */
  set(ids: readonly string[], status: Status): void {
    const { library, line, member, isPrivate, flush, onVersion } = this.#deps;
    const articles = ids.map((id) => this.#find(id));
    for (const { role, ...article } of articles) {
      if (!mayWrite(role, "body")) throw new RpcError("role", `not for a ${role}`);
      if (!maySetStatus(role, article, status)) throw new RpcError("status-held", "only owners end that editors only suggest");
    }
    // The status is of the text as the windows show it.
    flush();
    for (const article of articles) {
      if (article.status === status) continue;
      const at = this.#now();
      this.#choose({ article: article.id, field: "status", value: status, at }, () =>
        library.setStatus(article.id, { ...article, status, statusAt: at, statusBy: member().name }),
      );
      // Where it hears of the status, the relay makes the version.
      if (!line.isUp || isPrivate(article.id)) onVersion(article.id, status);
    }
  }

  /** @param from from this status on editors only suggest; null for never @throws RpcError article-unknown, role */
  setSuggestFrom(id: string, from: Status | null): void {
    const article = this.#find(id);
    if (article.role !== "owner") throw new RpcError("role", "only owners require suggesting");
    this.#choose({ article: id, field: "suggest-from", value: from, at: this.#now() }, () =>
      this.#deps.library.setStatus(id, { ...article, suggestFrom: from }),
    );
  }

  /**
   * Takes what the relay says of an article; part of the transaction that is open. What was chosen here takes precedence until the
   * relay has answered it. @returns whether the article's row changed
   */
  take(id: string, told: ArticleStatus): boolean {
    this.#table.put(id, told);
    return this.#deps.library.setStatus(id, this.#withChoices(id, told));
  }

  /** Sends the relay what was chosen while the line was down. */
  tellAll(): void {
    for (const choice of this.#table.choices()) void this.#tell(choice);
  }

  /** Sends the relay what was chosen for one article: it may have its text now. */
  tell(id: string): void {
    for (const choice of this.#table.choices(id)) void this.#tell(choice);
  }

  /** The article was erased. */
  remove(id: string): void {
    this.#table.remove(id);
  }

  #find(id: string): LibraryArticle {
    const article = this.#deps.library.find(id);
    if (!article) throw new RpcError("article-unknown", `there is no article ${id} on this computer`);
    return article;
  }

  #choose(choice: StatusChoice, apply: () => void): void {
    writeTransaction(this.#deps.db, () => {
      this.#table.choose(choice);
      apply();
    });
    this.#deps.onChanged(choice.article);
    void this.#tell(choice);
  }

  /** Whether the relay has the text of an article as it is here, and answers. */
  #isInStep({ id, relayTitle, role }: LibraryArticle): boolean {
    const { line, isPrivate, log } = this.#deps;
    if (!line.isUp || relayTitle === null || isPrivate(id)) return false;
    // What a member may not write any more never arrives.
    return !mayWrite(role, "body") || log.unconfirmed(roomName(id, "body")) === 0;
  }

  async #tell(choice: StatusChoice): Promise<void> {
    const { line, library, onChanged, report } = this.#deps;
    const { article } = choice;
    const found = library.find(article);
    const key = `${article}/${choice.field}/${choice.at}`;
    if (!found || this.#sent.has(key) || !this.#isInStep(found)) return;
    this.#sent.add(key);
    try {
      const { error } = await line.command(this.#command(choice));
      this.#table.answered(choice);
      if (error === undefined) return;
      if (library.setStatus(article, this.#withChoices(article, this.#table.known(article) ?? NO_STATUS))) onChanged(article);
    } catch (error) {
      if (!(error instanceof LineDown)) report(error);
    } finally {
      this.#sent.delete(key);
    }
  }

  #command({ article, field, value, at }: StatusChoice): ArticleCommand {
    return field === "status"
      ? { do: "status", article, status: value, age: Math.max(0, this.#now() - at) }
      : { do: "suggest-from", article, from: value };
  }

  #withChoices(id: string, told: ArticleStatus): ArticleStatus {
    const chosen = this.#table.choices(id);
    let shown = told;
    for (const { field, value, at } of chosen)
      shown =
        field === "status"
          ? { ...shown, status: value, statusAt: at, statusBy: this.#deps.member().name }
          : { ...shown, suggestFrom: value };
    return shown;
  }
}
