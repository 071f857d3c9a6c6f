import { randomUUID } from "node:crypto";
import zlib from "node:zlib";
import { mayWrite, parseRoom, roomName, type Member } from "../../../shared/roles.ts";
import type { Committed } from "../../../shared/room/host.ts";
import type { Erasure, VersionEntry, VersionList } from "../../../shared/rpc/contract.ts";
import { RpcError } from "../../../shared/rpc/error.ts";
import type { SqliteUpdateLog } from "../../../shared/store/sqlite-update-log.ts";
import type { SqlDatabase } from "../../../shared/store/update-log.ts";
import { JobsInTurn } from "../../../shared/versions/jobs-in-turn.ts";
import type { PackedVersion } from "../../../shared/versions/jobs.ts";
import { DELETIONS_APART, LargeDeletions, type SuspectDeletion } from "../../../shared/versions/large-deletions.ts";
import { peopleOf } from "../../../shared/versions/people.ts";
import { VersionSchedule } from "../../../shared/versions/schedule.ts";
import type { Status } from "../../../shared/status.ts";
import { MOST_ASKED, type AskedReason, type Reason, type Version } from "../../../shared/version.ts";
import { isAsked, VersionTable } from "../../../shared/versions/version-table.ts";
import type { Library, LibraryArticle } from "../library/library.ts";
import { NOBODY } from "../people/identity.ts";
import { RelayRefusal, RelayUnreachable, type RelayClient } from "../relay-client.ts";
import { RelayVersions } from "./relay-versions.ts";
import type { VersionWorker } from "./version-worker.ts";

/** Milliseconds between two looks for automatic versions that are due. */
const LOOK_EVERY = 30_000;
/** How long an article's last changes may take to reach the relay before a version is made here instead, in milliseconds. */
const IN_STEP_WITHIN = 2_000;
const ASK_AGAIN = 20;
/** Changes that are older than this, in milliseconds, and that the relay does not have, were made offline. */
const OFFLINE_AFTER = 10 * 60_000;

export interface DeskVersionsDeps {
  readonly db: SqlDatabase;
  readonly worker: VersionWorker;
  readonly log: SqliteUpdateLog;
  readonly library: Library;
  readonly isPrivate: (article: string) => boolean;
  readonly member: () => Member;
  /** The relay; null while it is not to be asked. */
  readonly client: () => RelayClient | null;
  /** Whether the article is connected to the relay. */
  readonly isConnected: (article: string) => boolean;
  /** Commits what windows have sent. */
  readonly flush: () => void;
  readonly report: (error: unknown) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** What is asked for. */
interface Wanted {
  readonly id: string;
  readonly reason: Reason;
  readonly label: string;
  /** The member who asks; null for one that nobody asked for. */
  readonly author: string | null;
}

/**
 * The versions of articles as a desk has them: those that the relay made, and those that this desk made itself because the relay does
 * not have the text, which stay on this computer (VE13–VE15).
 */
export class DeskVersions {
  readonly #deps: DeskVersionsDeps;
  readonly #now: () => number;
  readonly #own: VersionTable;
  readonly #relays: RelayVersions;
  readonly #schedule: VersionSchedule;
  readonly #timer: NodeJS.Timeout;
  readonly #deletions: LargeDeletions;
  readonly #jobs = new JobsInTurn();
  /** When the oldest change was made that the relay does not have, by article. */
  readonly #unconfirmedSince = new Map<string, number>();
  #closed = false;

  constructor(deps: DeskVersionsDeps) {
    this.#deps = deps;
    this.#now = deps.now ?? Date.now;
    this.#own = new VersionTable(deps.db, zlib);
    this.#relays = new RelayVersions(deps.db);
    this.#schedule = new VersionSchedule(this.#now);
    this.#deletions = new LargeDeletions(deps.log, this.#now);
    this.#timer = setInterval(() => this.makeDue(), LOOK_EVERY).unref();
  }

  /** A change of a room is on disk. */
  committed(change: Committed): void {
    const { room, member, unconfirmed, deletions } = change;
    const { article, kind } = parseRoom(room)!;
    if (kind !== "body") return;
    // What the relay sees at once, or others delete, it looks at itself.
    if (unconfirmed && deletions.length > 0 && !this.#deps.isConnected(article)) {
      const suspect = this.#deletions.changed(article, change);
      if (suspect) this.#soon(this.#jobs.run(article, () => this.#makeBefore(article, suspect)));
    }
    this.#schedule.changed(article, member);
    if (unconfirmed && !this.#unconfirmedSince.has(article)) this.#unconfirmedSince.set(article, this.#now());
  }

  /** The relay has all of an article that this desk wrote. */
  confirmed(article: string): void {
    this.#unconfirmedSince.delete(article);
  }

  /** All versions of an article, the newest first: those of this desk, and the relay's, as last heard of where it is out of reach. */
  async list(article: string): Promise<VersionList> {
    const known = this.#find(article);
    let isComplete = true;
    if (this.#isShared(known)) isComplete = await this.#ask(article);
    const own = this.#own.list(article).map((version) => this.#entry(version, true));
    const relays = this.#relays.list(article).map((version) => this.#entry(version, false));
    return { entries: [...own, ...relays].sort((a, b) => b.at - a.at), isComplete };
  }

  /** The state of a version, as an update of Yjs. @throws RpcError version-unknown; RelayUnreachable, RelayRefusal */
  async state(article: string, id: string): Promise<Uint8Array> {
    this.#find(article);
    const known = this.#own.state(article, id) ?? this.#relays.state(article, id);
    if (known) return known;
    const client = this.#deps.client();
    if (!client) throw new RelayUnreachable("the desk is off the network, or has joined no relay");
    const state = await client.version(article, id);
    this.#relays.keep(article, id, state, this.#now());
    return state;
  }

  /**
   * Makes a version of an article as it is here: at the relay where that has all of it, else at this desk.
   * @throws RpcError role, too-many-versions, article-unknown; RelayRefusal
   */
  async make(article: string, reason: AskedReason, label: string): Promise<VersionEntry> {
    const { role } = this.#find(article);
    if (!mayWrite(role, "body")) throw new RpcError("role", `not for a ${role}`);
    this.#deps.flush();
    // The same here as at the relay, which may have made it though its answer did not come in time.
    const id = randomUUID();
    const client = await this.#relayInStep(article);
    if (client) {
      try {
        return this.#entry(await client.makeVersion(article, { id, reason, label }), false);
      } catch (error) {
        if (!(error instanceof RelayUnreachable)) throw error;
      }
    }
    this.#checkRoom(article);
    return this.#entry(await this.#makeHere(article, { id, reason, label, author: this.#deps.member().id }), true);
  }

  /** Who erased what of an article's text, as the relay knows it; nothing where it is out of reach, or has not the article. */
  async erasures(article: string): Promise<readonly Erasure[]> {
    const client = this.#isShared(this.#find(article)) ? this.#deps.client() : null;
    if (!client) return [];
    try {
      const { erasures, members } = await client.erasures(article);
      this.#deps.library.remember(members);
      const known = new Map(members.map((member) => [member.id, member]));
      return erasures.flatMap(([client, clock, end, id, at, isBrought]) => {
        const member = known.get(id);
        return member ? [{ client, clock, end, member, at, isBrought }] : [];
      });
    } catch (error) {
      if (error instanceof RelayUnreachable || error instanceof RelayRefusal) return [];
      throw error;
    }
  }

  /**
   * Names a version, at the relay where it is the relay's.
   * @throws RpcError role, too-many-versions, version-unknown; RelayUnreachable, RelayRefusal
   */
  async name(article: string, id: string, label: string): Promise<VersionEntry> {
    const { role } = this.#find(article);
    if (!mayWrite(role, "body")) throw new RpcError("role", `not for a ${role}`);
    const own = this.#own.find(article, id);
    if (own) {
      if (!isAsked(own)) this.#checkRoom(article);
      this.#own.name(article, id, label);
      return this.#entry({ ...own, label }, true);
    }
    const client = this.#deps.client();
    if (!client) throw new RelayUnreachable("the desk is off the network, or has joined no relay");
    const named = await client.nameVersion(article, id, label);
    this.#relays.put(
      article,
      this.#relays.list(article).map((version) => (version.id === id ? named : version)),
    );
    return this.#entry(named, false);
  }

  /** Deletes a version, at the relay where it is the relay's. @throws RpcError version-unknown; RelayUnreachable, RelayRefusal */
  async remove(article: string, id: string): Promise<void> {
    this.#find(article);
    if (this.#own.remove(article, id)) return;
    const client = this.#deps.client();
    if (!client) throw new RelayUnreachable("the desk is off the network, or has joined no relay");
    await client.deleteVersion(article, id);
    this.#relays.put(
      article,
      this.#relays.list(article).filter((version) => version.id !== id),
    );
  }

  /**
   * Before this desk and the relay exchange what they have of an article: keeps what was written here offline (VE14).
   * @returns null where there is nothing to keep; else what resolves when it is kept, or never once the desk is closed
   */
  beforeMerge(article: string): Promise<void> | null {
    if (this.#closed) return null;
    const { log, library } = this.#deps;
    if (log.unconfirmed(roomName(article, "body")) === 0 || library.find(article)?.relayTitle === null) return null;
    if (this.#now() - (this.#unconfirmedSince.get(article) ?? 0) < OFFLINE_AFTER) return null;
    return this.#keep(article);
  }

  /** An article was given a status here, and the relay does not hear of it now: this desk makes the version (VE61). */
  statusSet(article: string, status: Status): void {
    this.#makeHere(article, { id: randomUUID(), reason: "status", label: status, author: this.#deps.member().id }).catch(
      (error: unknown) => {
        if (!this.#closed && !(error instanceof RpcError)) this.#deps.report(error);
      },
    );
  }

  /** Makes the automatic versions that are due, of what the relay cannot make one of. */
  makeDue(): void {
    const { library, log } = this.#deps;
    this.#deletions.forgetOld();
    for (const article of this.#schedule.due((id) => this.#own.lastAt(id, "automatic"))) {
      const known = library.find(article);
      if (!known || (this.#isShared(known) && log.unconfirmed(roomName(article, "body")) === 0)) {
        this.#schedule.taken(article);
        continue;
      }
      this.#soon(this.#makeHere(article, unasked("automatic")));
    }
  }

  /** Erases all versions of an article that are here. */
  erase(article: string): void {
    this.#own.erase(article);
    this.#relays.erase(article);
  }

  /** Makes no more versions. */
  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
  }

  #checkRoom(article: string): void {
    if (this.#own.countAsked(article) >= MOST_ASKED) throw new RpcError("too-many-versions", `${MOST_ASKED} at most`);
  }

  #find(article: string): LibraryArticle {
    const known = this.#deps.library.find(article);
    if (!known) throw new RpcError("article-unknown", `there is no article ${article} on this computer`);
    return known;
  }

  #isShared({ id, relayTitle }: LibraryArticle): boolean {
    return relayTitle !== null && !this.#deps.isPrivate(id);
  }

  /** Asks the relay for its versions. @returns whether it answered */
  async #ask(article: string): Promise<boolean> {
    const client = this.#deps.client();
    if (!client) return false;
    try {
      const { versions, members } = await client.versions(article);
      this.#deps.library.remember(members);
      this.#relays.put(article, versions);
      // Those made here as well, because the relay's answer did not come in time.
      const there = new Set(versions.map(({ id }) => id));
      for (const { id } of this.#own.list(article)) if (there.has(id)) this.#own.remove(article, id);
      return true;
    } catch (error) {
      if (error instanceof RelayUnreachable || error instanceof RelayRefusal) return false;
      throw error;
    }
  }

  /** The relay, once it has all of an article that is here; null where it will not soon. */
  async #relayInStep(article: string): Promise<RelayClient | null> {
    const { log, client, isConnected } = this.#deps;
    const room = roomName(article, "body");
    for (const end = performance.now() + IN_STEP_WITHIN; performance.now() < end;) {
      if (this.#closed || !client() || !isConnected(article)) return null;
      if (log.unconfirmed(room) === 0) return client();
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN));
    }
    return null;
  }

  async #keep(article: string): Promise<void> {
    try {
      await this.#makeHere(article, unasked("merge"));
    } catch (error) {
      if (!this.#closed) this.#deps.report(error);
    }
    // Whoever waits does not go on with a database that is closed.
    if (this.#closed) await new Promise(() => undefined);
  }

  #soon(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (!this.#closed) this.#deps.report(error);
    });
  }

  /** Makes a version of the text before a deletion, if that is a large one. */
  async #makeBefore(article: string, { before, member }: SuspectDeletion): Promise<void> {
    const { log, worker } = this.#deps;
    if (this.#now() - this.#own.lastAt(article, "deletion") < DELETIONS_APART) return;
    log.compactJournal();
    const made = await worker.makeBeforeDeletion({ article, room: roomName(article, "body"), before });
    if (!this.#closed && made && this.#deps.library.find(article)) this.#add(article, { ...unasked("deletion"), author: member }, made, []);
  }

  #add(article: string, wanted: Wanted, made: PackedVersion, others: readonly string[]): Version {
    const { state, packed, inserted, deleted, news } = made;
    const people = peopleOf(news, (client) => this.#deps.log.authorsOf(roomName(article, "body"), client), others);
    const version: Version = { ...wanted, at: this.#now(), people, inserted, deleted };
    this.#own.add(article, version, state, packed);
    return version;
  }

  /** One version of an article after the other. */
  #makeHere(article: string, wanted: Wanted): Promise<Version> {
    return this.#jobs.run(article, () => this.#makeNext(article, wanted));
  }

  async #makeNext(article: string, wanted: Wanted): Promise<Version> {
    const { log, worker } = this.#deps;
    const room = roomName(article, "body");
    log.compactJournal();
    const people = this.#schedule.taken(article);
    const made = await worker.make({ article, room, isNamed: wanted.reason === "named" });
    if (this.#closed) throw new Error("the desk is closed");
    this.#find(article);
    if (!made) {
      const [latest] = this.#own.list(article);
      return latest ?? this.#makeNext(article, wanted);
    }
    return this.#add(article, wanted, made, people);
  }

  #entry({ author, people, ...version }: Version, isHere: boolean): VersionEntry {
    const { library, member } = this.#deps;
    const memberOf = (id: string): Member | null => (id === NOBODY.id ? member() : (library.member(id) ?? null));
    return { ...version, author: author === null ? null : memberOf(author), people: people.flatMap((id) => memberOf(id) ?? []), isHere };
  }
}

const unasked = (reason: Reason): Wanted => ({ id: randomUUID(), reason, label: "", author: null });
