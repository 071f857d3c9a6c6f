import { parseRoom, roomName } from "../../shared/roles.ts";
import type { Committed } from "../../shared/room/host.ts";
import type { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import { JobsInTurn } from "../../shared/versions/jobs-in-turn.ts";
import type { PackedVersion } from "../../shared/versions/jobs.ts";
import { DELETIONS_APART, LargeDeletions, type SuspectDeletion } from "../../shared/versions/large-deletions.ts";
import { peopleOf } from "../../shared/versions/people.ts";
import { VersionSchedule } from "../../shared/versions/schedule.ts";
import type { Reason, Version } from "../../shared/version.ts";
import type { VersionTable } from "../../shared/versions/version-table.ts";
import { ApiError } from "../errors.ts";
import { newId } from "../people/secrets.ts";
import type { LogWorker } from "../store/log-worker.ts";
import type { ArticleTable } from "./article-table.ts";

/** What versions need of the relay. */
export interface VersionsDeps {
  readonly table: VersionTable;
  readonly articles: ArticleTable;
  readonly history: SqliteUpdateLog;
  readonly worker: LogWorker;
  /** Commits what rooms have received. */
  readonly flush: () => void;
  readonly report: (error: unknown) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** What is asked for. */
interface Wanted {
  readonly reason: Reason;
  readonly label: string;
  /** The member who asks; null for an automatic one. */
  readonly author: string | null;
  /** Chosen by whoever asks, so that asking once more makes no second one. */
  readonly id?: string;
}

/**
 * Makes versions of what this relay has of a text, never of what somebody says that it was: on request, when work has paused, when
 * an article is moved to another place or given another status, and before a large deletion (VE1–VE5, VE39, VE60).
 */
export class Versions {
  readonly #deps: VersionsDeps;
  readonly #now: () => number;
  readonly #schedule: VersionSchedule;
  readonly #deletions: LargeDeletions;
  readonly #jobs = new JobsInTurn();
  #closed = false;

  constructor(deps: VersionsDeps) {
    this.#deps = deps;
    this.#now = deps.now ?? Date.now;
    this.#schedule = new VersionSchedule(this.#now);
    this.#deletions = new LargeDeletions(deps.history, this.#now);
  }

  /** An update is on disk. */
  changed(change: Committed): void {
    const name = parseRoom(change.room);
    if (name?.kind !== "body") return;
    const { article } = name;
    this.#schedule.changed(article, change.member);
    const suspect = this.#deletions.changed(article, change);
    if (suspect && this.#now() - this.#deps.table.lastAt(article, "deletion") >= DELETIONS_APART)
      this.#soon(this.#jobs.run(article, () => this.#makeBefore(article, suspect)));
  }

  /**
   * Makes a version of the text as it is now; one version of an article after the other.
   * @returns the new one; the one with the ID that is wanted, where it was made before; or for a version without a label the
   * latest one, when nothing changed since
   * @throws ApiError article-unknown when the article goes meanwhile, bad-request where the ID is that of another's version; Error
   * when the disk refuses
   */
  make(article: string, wanted: Wanted): Promise<Version> {
    return this.#jobs.run(article, () => this.#make(article, wanted));
  }

  /** Makes a version for which nobody waits; a failure is reported. */
  makeSoon(article: string, reason: "automatic" | "place" | "status", author: string | null, label = ""): void {
    const make = async (): Promise<void> => {
      // Not in the transaction that may be open now: the worker sees what is committed alone.
      await new Promise((resolve) => setImmediate(resolve));
      if (!this.#closed) await this.make(article, { reason, label, author });
    };
    this.#soon(make());
  }

  /** Makes the automatic versions that are due. */
  makeDue(): void {
    const { table } = this.#deps;
    for (const article of this.#schedule.due((id) => table.lastAt(id, "automatic"))) this.makeSoon(article, "automatic", null);
    this.#deletions.forgetOld();
  }

  /** The state of a version. @throws ApiError version-unknown */
  async state(article: string, id: string): Promise<Uint8Array> {
    const state = await this.#deps.worker.ask({ do: "versionState", article, id });
    if (!state) throw unknownVersion(id);
    return state;
  }

  /** No version is reported from here on. */
  close(): void {
    this.#closed = true;
  }

  #soon(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (!this.#closed && !(error instanceof ApiError)) this.#deps.report(error);
    });
  }

  /** Makes a version of the text before a deletion, if that is a large one. */
  async #makeBefore(article: string, { before, member }: SuspectDeletion): Promise<void> {
    const { table, articles, history, worker, flush } = this.#deps;
    const room = roomName(article, "body");
    flush();
    history.compactJournal();
    // Another look may have made it.
    if (this.#now() - table.lastAt(article, "deletion") < DELETIONS_APART) return;
    const made = await worker.ask({ do: "deletion", article, room, before });
    articles.checkHas(article);
    if (made) this.#add(article, { reason: "deletion", label: "", author: member }, made, []);
  }

  #add(article: string, wanted: Wanted, { state, packed, inserted, deleted, news }: PackedVersion, others: readonly string[]): Version {
    const { table, history } = this.#deps;
    const people = peopleOf(news, (client) => history.authorsOf(roomName(article, "body"), client), others);
    const { id = newId(), reason, label, author } = wanted;
    const version: Version = { id, at: this.#now(), reason, label, author, people, inserted, deleted };
    table.add(article, version, state, packed);
    return version;
  }

  async #make(article: string, wanted: Wanted): Promise<Version> {
    const { table, articles, history, worker, flush } = this.#deps;
    const { id, reason, author } = wanted;
    const known = id === undefined ? null : table.find(article, id);
    if (known && known.author !== author) throw new ApiError(400, "bad-request", "id: another member's version has it");
    if (known) return known;
    const room = roomName(article, "body");
    flush();
    history.compactJournal();
    const session = this.#schedule.taken(article);
    const made = await worker.ask({ do: "version", article, room, isNamed: reason === "named" });
    articles.checkHas(article);
    if (!made) {
      const [latest] = table.list(article);
      // It was deleted meanwhile.
      return latest ?? this.#make(article, wanted);
    }
    return this.#add(article, wanted, made, session);
  }
}

/** There is no such version. */
export const unknownVersion = (id: string): ApiError => new ApiError(404, "version-unknown", `there is no version ${id}`);
