import type { Committed } from "../../../shared/room/host.ts";
import type { Rooms } from "../../../shared/room/rooms.ts";
import { parseRoom } from "../../../shared/roles.ts";
import type { ThreadMarks } from "../../../shared/read-marks.ts";
import type { AuthorRange, SyncProgress, SyncState } from "../../../shared/rpc/contract.ts";
import type { Status } from "../../../shared/status.ts";
import type { SqliteUpdateLog } from "../../../shared/store/sqlite-update-log.ts";
import type { SqlDatabase } from "../../../shared/store/update-log.ts";
import type { ArticleList } from "../library/article-list.ts";
import type { Authors } from "../people/authors.ts";
import type { Library } from "../library/library.ts";
import type { Membership } from "../people/membership.ts";
import { NewsroomSync } from "./newsroom-sync.ts";
import type { OpenArticles } from "./open-articles.ts";
import type { ReadSync } from "./read-sync.ts";
import type { Statuses } from "./statuses.ts";
import type { Places } from "./places.ts";
import type { Privacy } from "../library/privacy.ts";
import type { ClockTime } from "../../../shared/store/times.ts";
import { RelayRefusal, RelayUnreachable } from "../relay-client.ts";
import { TrailingThrottle } from "../trailing-throttle.ts";
import { Uplinks } from "./uplinks.ts";

/** Least time between two sync states of an article that windows are told, in milliseconds. */
const TELL_EVERY = 100;
/** Least time between two requests for the authors of a room, in milliseconds. */
const AUTHORS_EVERY = 300;

export interface RelaySyncDeps {
  readonly db: SqlDatabase;
  readonly log: SqliteUpdateLog;
  readonly library: Library;
  readonly rooms: Rooms;
  readonly privacy: Privacy;
  readonly membership: Membership;
  readonly authors: Authors;
  readonly list: Pick<ArticleList, "changed" | "redraw" | "grew">;
  readonly report: (error: unknown) => void;
  /** The sync state of an article may have changed. */
  readonly onState: (article: string, state: SyncState) => void;
  /** Desk and relay have everything of one another that there is of an article's text. */
  readonly onInStep: (article: string) => void;
  /** How many pictures of the article wait to be sent. */
  readonly picturesOf: (article: string) => number;
  readonly onProgress: (progress: SyncProgress) => void;
  /** More is known of who wrote in a room. */
  readonly onAuthors: (room: string) => void;
  /** Asked before what is here of an article and what the relay has are exchanged. @returns what to wait for; null for nothing */
  readonly beforeMerge: (article: string) => Promise<void> | null;
  /** An article was moved to another place, or deleted. */
  readonly onPlaced: (article: string) => void;
  /** See `Statuses`. */
  readonly onStatusVersion: (article: string, status: Status) => void;
  /** More of an article's notes was read, here or at another desk of this member. */
  readonly onRead: (article: string, threads: readonly ThreadMarks[]) => void;
  /** All of an article was erased here. */
  readonly onErased: (article: string) => void;
  /** The relay may have lost whatever it was sent. */
  readonly onRelayForgot: () => void;
  /** Commits what windows have sent. */
  readonly flush: () => void;
  /** The relay knows this desk: the newsroom line is up. */
  readonly onKnown: () => void;
}

/**
 * Syncs this desk with the relay: open articles over an uplink for each room, everything else over the newsroom line. Knows the sync
 * state of each article. Rules SY14–SY17, SY25–SY35, DE23.
 */
export class RelaySync {
  readonly #deps: RelaySyncDeps;
  readonly #uplinks: Uplinks;
  readonly #newsroom: NewsroomSync;
  readonly #tellState: TrailingThrottle;
  readonly #refreshAuthors: TrailingThrottle;
  /** Articles written here, whose titles the relay may have to be told once they have been read anew. */
  readonly #titled = new Set<string>();
  #closed = false;

  constructor(deps: RelaySyncDeps) {
    this.#deps = deps;
    const { db, log, library, rooms, privacy, membership, list, report, onState, onInStep, onProgress, onPlaced, beforeMerge } = deps;
    this.#tellState = new TrailingThrottle(TELL_EVERY, (article) => onState(article, this.state(article)), report);
    this.#refreshAuthors = new TrailingThrottle(AUTHORS_EVERY, (room) => void this.#askForAuthors(room), report);
    const isPrivate = (article: string): boolean => privacy.has(article);
    const member = () => membership.member;
    const formerly = () => membership.formerly;
    this.#uplinks = new Uplinks({
      rooms,
      log,
      library,
      isPrivate,
      member,
      formerly,
      report,
      beforeMerge,
      onInStep,
      onChange: (article) => {
        this.#tellState.call(article);
        list.grew(article);
      },
      onOpen: (article) => this.#newsroom.opened(article),
      onClose: (article) => this.#newsroom.closed(article),
    });
    this.#newsroom = new NewsroomSync({
      db,
      log,
      library,
      rooms,
      member,
      formerly,
      isPrivate,
      isOpen: (article) => this.#uplinks.isOpen(article),
      onMember: (next) => membership.update(next),
      onKnown: (isKnown) => {
        membership.setSignedOut(!isKnown);
        if (isKnown) deps.onKnown();
      },
      onChanged: (article) => list.changed(article),
      onOpenBy: (article) => list.redraw(article),
      onPlaced,
      onStatusVersion: deps.onStatusVersion,
      onRead: deps.onRead,
      onErased: deps.onErased,
      onRelayForgot: deps.onRelayForgot,
      flush: deps.flush,
      beforeMerge,
      onRole: (article) => this.#uplinks.restart(article),
      onSynced: (article, isInStep) => {
        this.#synced(article);
        if (isInStep) onInStep(article);
      },
      onProgress,
      report,
    });
  }

  /** How many closed articles of those that are to be synced are done. */
  get progress(): SyncProgress {
    return this.#newsroom.progress;
  }

  /** Archive, trash and deletion. */
  get places(): Places {
    return this.#newsroom.places;
  }

  /** The statuses of articles. */
  get statuses(): Statuses {
    return this.#newsroom.statuses;
  }

  /** What this desk's member has read of the notes. */
  get reads(): ReadSync {
    return this.#newsroom.reads;
  }

  /** Who else has which article open. */
  get openArticles(): OpenArticles {
    return this.#newsroom.openArticles;
  }

  /** Goes online with the membership's client, or offline where it has none. */
  useClient(): void {
    const { client } = this.#deps.membership;
    this.#uplinks.use(client);
    this.#newsroom.use(client);
  }

  /** How far an article is in step with the relay; a picture that waits is a change. */
  state(article: string): SyncState {
    const state = this.#uplinks.state(article);
    return state.link === "private" ? state : { ...state, unconfirmed: state.unconfirmed + this.#deps.picturesOf(article) };
  }

  /** The sync state of the article may have changed. */
  changed(article: string): void {
    this.#tellState.call(article);
  }

  /** Whether an open article's text is connected to the relay. */
  isConnected(article: string): boolean {
    return this.#uplinks.isConnected(article);
  }

  /** @param loggedAt when its text was last written to this desk's disk. @returns when the article was changed, on any desk; milliseconds since 1970 */
  changedAt(article: string, loggedAt: number): number {
    return this.#newsroom.changedAt(article, loggedAt);
  }

  /** A window opened a room of the article. @returns a function to call when it closes it; once is enough */
  open(article: string): () => void {
    return this.#uplinks.open(article);
  }

  /** Compares a closed article with the relay's, soon. */
  compare(article: string): void {
    this.#newsroom.sync(article);
  }

  /** Sends an article to the relay that was private until now. */
  share(article: string): void {
    this.#deps.privacy.share(article);
    this.#uplinks.restart(article);
    this.#newsroom.sync(article);
    this.privacyChanged(article);
    this.#tellState.call(article);
  }

  /** The article is, or no longer is, on this computer alone: its row says so, and counts its unconfirmed changes anew. */
  privacyChanged(article: string): void {
    this.#deps.list.redraw(article);
    this.#deps.list.grew(article);
  }

  /** The article was written to here: when it has been read anew, its title is told to the relay. */
  wroteHere(article: string): void {
    this.#titled.add(article);
  }

  /** The article has another title or lead. What others wrote is told by their own desks. */
  renamed(article: string): void {
    if (this.#titled.delete(article)) void this.#newsroom.tellTitle(article);
  }

  /** A room's changes are on this computer's disk. */
  committed({ room, stretches, member, unconfirmed }: Committed): void {
    const { article } = parseRoom(room)!;
    if (unconfirmed) {
      this.wroteHere(article);
      this.#tellState.call(article);
    }
    if (member === null) {
      this.#deps.authors.came(room, stretches);
      if (this.#uplinks.isOpen(article)) this.#refreshAuthors.call(room);
    }
    this.#deps.list.grew(article);
  }

  /** Who wrote what in a room, as far as it is known here; the relay is asked for more, which `onAuthors` tells. */
  authors(room: string): readonly AuthorRange[] {
    this.#deps.authors.want(room);
    this.#refreshAuthors.call(room);
    return this.#deps.authors.known(room);
  }

  /** When what a room holds was stored; `authors` asks the relay for more. */
  times(room: string): readonly ClockTime[] {
    return this.#deps.authors.times(room);
  }

  /** Closes all connections. Call `flush` when everything is committed. */
  close(): void {
    this.#closed = true;
    this.#uplinks.use(null);
    this.#newsroom.close();
  }

  /** Reports the states that are due. */
  flush(): void {
    this.#tellState.flush();
  }

  /** A closed article is synced: the relay has its text, and should have its title. */
  #synced(article: string): void {
    this.#tellState.call(article);
    this.#deps.list.grew(article);
    this.wroteHere(article);
    void this.#newsroom.tellTitle(article);
  }

  async #askForAuthors(room: string): Promise<void> {
    const { authors, membership, onAuthors } = this.#deps;
    const { client } = membership;
    if (!client || !authors.hasQuestions(room)) return;
    try {
      if ((await authors.refresh(client, room)) && !this.#closed) onAuthors(room);
    } catch (error) {
      this.#reportUnlessAway(error);
    }
  }

  /** A relay that is out of reach, fails or no longer knows this desk is no error: the sync state says so, and all is tried again. */
  #reportUnlessAway(error: unknown): void {
    const away = error instanceof RelayUnreachable || (error instanceof RelayRefusal && (error.status >= 500 || error.status === 401));
    if (!this.#closed && !away) this.#deps.report(error);
  }
}
