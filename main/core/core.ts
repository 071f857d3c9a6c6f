import { join } from "node:path";
import type Database from "better-sqlite3";
import { Committer } from "../../shared/room/committer.ts";
import { Rooms } from "../../shared/room/rooms.ts";
import { parseRoom, type Member } from "../../shared/roles.ts";
import type { ShareChoice } from "../../shared/rpc/contract.ts";
import type { Port } from "../../shared/rpc/port.ts";
import { RpcError } from "../../shared/rpc/error.ts";
import type { RpcServer } from "../../shared/rpc/server.ts";
import { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import { ArticleList } from "./library/article-list.ts";
import { Articles, type ArticleUpdates } from "./articles.ts";
import { ArticlePeople } from "./people/article-people.ts";
import { Authors } from "./people/authors.ts";
import { coreCalls } from "./calls.ts";
import { CoreWindow } from "./core-window.ts";
import { databaseIn, openDesk, openDrafts, openLists, openPictures } from "./database.ts";
import { debugLog } from "./debug.ts";
import { Drafts } from "./drafts/drafts.ts";
import { NightlyExports } from "./export/nightly.ts";
import type { WrittenFile } from "./export/file-thread.ts";
import { OfferedFiles } from "./export/offered-files.ts";
import { WindowArchives } from "./export/window-archives.ts";
import { loadIdentity, type Identity, type SecretStore } from "./people/identity.ts";
import { ArticleIndex } from "./index/article-index.ts";
import { Lists } from "./lists/lists.ts";
import { Dictionaries } from "./library/dictionaries.ts";
import { Library } from "./library/library.ts";
import { Membership } from "./people/membership.ts";
import { NoteCounts } from "./notes/note-counts.ts";
import { Network } from "./library/network.ts";
import { NewDevices } from "./people/new-devices.ts";
import { Pictures } from "./pictures/pictures.ts";
import { Privacy } from "./library/privacy.ts";
import { Absences } from "./versions/absences.ts";
import { VersionWorker } from "./versions/version-worker.ts";
import { DeskVersions } from "./versions/versions.ts";
import { RelaySync } from "./sync/relay-sync.ts";

const debugRoom = debugLog("room");
const debugWindow = debugLog("window");

export interface CoreOptions {
  /** The desk's own folder; made when it is not there. */
  readonly folder: string;
  readonly secrets: SecretStore;
  /** Told of errors that no window asked for. */
  readonly report: (error: unknown) => void;
}

/**
 * The local core: one desk's replica of every article, in plain Node. Windows talk to it over RPC ports; it commits to SQLite before
 * anything else happens, and syncs with the relay in the background. This class only makes its parts and connects them.
 */
export class Core {
  readonly #db: Database.Database;
  readonly #committer: Committer;
  readonly #membership: Membership;
  readonly #list: ArticleList;
  readonly #index: ArticleIndex;
  readonly #sync: RelaySync;
  readonly #articles: Articles;
  readonly #counts: NoteCounts;
  readonly #devices: NewDevices;
  readonly #versions: DeskVersions;
  readonly #absences: Absences;
  readonly #versionWorker: VersionWorker;
  readonly #drafts: Drafts;
  readonly #lists: Lists;
  readonly #nightly: NightlyExports;
  readonly #offered: OfferedFiles;
  readonly #pictures: Pictures;
  readonly #calls: ReturnType<typeof coreCalls>;
  readonly #report: (error: unknown) => void;
  readonly #folder: string;
  readonly #windows = new Set<CoreWindow>();

  private constructor({ folder, secrets, report }: CoreOptions, identity: Identity | null) {
    this.#report = report;
    this.#folder = folder;
    const db = openDesk(folder);
    this.#db = db;
    const log = new SqliteUpdateLog(db);
    const library = new Library(db);
    const privacy = new Privacy(db);
    const network = new Network(db);
    const membership = new Membership(secrets, identity, {
      library,
      privacy,
      network,
      onSession: () => {
        this.#lists.memberChanged();
        this.#tell("session", this.#membership.session);
      },
      onPrivacy: (article) => this.#sync.privacyChanged(article),
    });
    this.#membership = membership;
    this.#lists = new Lists({ db: openLists(folder), membership, report });
    this.#pictures = new Pictures({
      db: openPictures(folder),
      library,
      client: () => membership.client,
      isPrivate: (article) => privacy.has(article),
      onCame: (sha256) => this.#tell("picture", { sha256 }),
      onSent: (article) => this.#sync.changed(article),
      report,
    });
    this.#list = new ArticleList({
      db,
      log,
      report,
      isPrivate: (article) => privacy.has(article),
      openBy: (article) => this.#sync.openArticles.by(article),
      changedAt: (id, loggedAt) => this.#sync.changedAt(id, loggedAt),
      onChange: (entry) => {
        for (const window of this.#windows) window.tellArticle(entry);
      },
    });
    this.#committer = new Committer(log, (run) => void setImmediate(run), report);
    const rooms = new Rooms({
      log,
      committer: this.#committer,
      desk: true,
      report,
      onCommitted: (change) => {
        const { room, stretches, unconfirmed, member } = change;
        debugRoom("committed", {
          room,
          count: stretches.length,
          state: member === null ? "from the relay" : unconfirmed ? "unconfirmed" : "confirmed",
        });
        this.#index.changed();
        this.#pictures.committed(change);
        this.#versions.committed(change);
        this.#absences.committed(change);
        this.#sync.committed(change);
      },
    });
    const authors = new Authors(log, library, () => (membership.joined ? membership.member : null));
    this.#index = new ArticleIndex({
      file: join(folder, "index.sqlite"),
      log,
      isFound: (article) => (library.find(article)?.place ?? "trash") !== "trash",
      people: (room) => authors.known(room).flatMap(({ author }) => author?.name ?? []),
      onFacts: (facts) => {
        for (const { article, title, lead } of facts) this.#articles.rename(article, title, lead);
      },
      onNotes: (notes) => this.#counts.take(notes),
      report,
    });
    const worker = new VersionWorker(databaseIn(folder));
    this.#versionWorker = worker;
    this.#versions = new DeskVersions({
      db,
      worker,
      log,
      library,
      isPrivate: (article) => privacy.has(article),
      member: () => membership.member,
      client: () => membership.client,
      isConnected: (article) => this.#sync.isConnected(article),
      flush: () => this.#committer.flush(),
      report,
    });
    this.#absences = new Absences({
      db,
      worker,
      log,
      isShared: (article) => !privacy.has(article) && (library.find(article)?.relayTitle ?? null) !== null,
      isConnected: (article) => this.#sync.isConnected(article),
      onCollided: (article) => this.#tell("collided", { article }),
      report,
    });
    this.#devices = new NewDevices({
      library,
      client: () => membership.client,
      onChange: (devices) => this.#tell("newDevices", devices),
      report,
    });
    this.#sync = new RelaySync({
      db,
      log,
      library,
      rooms,
      privacy,
      membership,
      authors,
      list: this.#list,
      report,
      onState: (article, state) => {
        if (state.unconfirmed === 0) {
          this.#versions.confirmed(article);
          this.#sync.statuses.tell(article);
        }
        this.#pictures.send(article);
        this.#tell("sync", { article, state });
      },
      picturesOf: (article) => this.#pictures.unconfirmed(article),
      onInStep: (article) => this.#absences.inStep(article),
      onProgress: (progress) => this.#tell("syncProgress", progress),
      onAuthors: (room) => {
        this.#tell("authors", { room });
        const { article, kind } = parseRoom(room)!;
        if (kind === "notes") this.#counts.count(article);
      },
      onPlaced: (article) => {
        this.#index.again(article);
        if (!library.find(article)) {
          this.#versions.erase(article);
          this.#absences.erase(article);
          this.#pictures.erase(article);
        }
        this.#drafts.placed(article);
      },
      onStatusVersion: (article, status) => this.#versions.statusSet(article, status),
      flush: () => this.#committer.flush(),
      onRead: (article, threads) => {
        this.#tell("readMarks", { article, threads });
        this.#counts.count(article);
      },
      onErased: (article) => this.#counts.erase(article),
      onRelayForgot: () => this.#pictures.relayForgot(),
      beforeMerge: (article) => this.#versions.beforeMerge(article),
      onKnown: () => {
        void this.#devices.look();
        this.#pictures.resume();
        this.#counts.memberChanged();
      },
    });
    this.#counts = new NoteCounts({
      db,
      library,
      me: () => (membership.joined ? membership.member : null),
      authors: (room) => authors.known(room),
      read: (article) => this.#sync.reads.of(article),
      onOwn: (article, threads) => this.#sync.reads.mark(article, threads),
      onChanged: (article) => this.#list.redraw(article),
    });
    this.#articles = new Articles({
      library,
      rooms,
      list: this.#list,
      index: this.#index,
      sync: this.#sync,
      member: () => membership.member,
    });
    this.#drafts = new Drafts({
      db: openDrafts(folder),
      member: () => membership.member,
      findArticle: (id) => library.find(id),
      onChange: (drafts) => this.#tell("drafts", drafts),
      onCommitted: (change) => this.#pictures.committed(change),
      onDiscarded: (room) => this.#pictures.erase(room),
      report,
    });
    const people = new ArticlePeople({
      db,
      library,
      me: () => (membership.joined ? membership.member : null),
      client: () => membership.client,
      isPrivate: (article) => privacy.has(article),
    });
    this.#nightly = new NightlyExports({ db, desk: folder, onChange: (state) => this.#tell("nightly", state) });
    this.#offered = new OfferedFiles({ desk: folder, flush: () => this.#committer.flush() });
    this.#calls = coreCalls({
      membership,
      network,
      articles: this.#articles,
      library,
      list: this.#list,
      index: this.#index,
      sync: this.#sync,
      devices: this.#devices,
      people,
      versions: this.#versions,
      absences: this.#absences,
      drafts: this.#drafts,
      nightly: this.#nightly,
      offered: this.#offered,
      dictionaries: new Dictionaries(db),
      pictures: this.#pictures,
      useClient: this.#useClient,
      tell: this.#tell,
    });
  }

  /** Opens a desk. @throws Error when its database or identity cannot be read; nothing is changed then */
  static async open(options: CoreOptions): Promise<Core> {
    const identity = await loadIdentity(options.secrets);
    const core = new Core(options, identity);
    if (identity?.relay !== undefined) core.connect(identity.relay);
    return core;
  }

  /** This desk's member; `NOBODY` until it joins a newsroom. */
  get member(): Member {
    return this.#membership.member;
  }

  /** Whether this desk is a member of a newsroom. */
  get joined(): boolean {
    return this.#membership.joined;
  }

  /**
   * Becomes a member by an invitation, as `Membership.join`.
   * @throws RelayRefusal when the invitation is not valid, RelayUnreachable when the relay does not answer
   */
  join(relay: string, code: string, isKept = false, share: ShareChoice = "all"): Promise<void> {
    return this.#membership.join(relay, code, isKept, share);
  }

  /** Connects to the relay at this base address, from now on and after every break. */
  connect(relay: string): void {
    this.#membership.setRelay(relay);
    this.#useClient();
  }

  /** @param invitation address that windows show for a second editor */
  setInvitation(invitation: string | null): void {
    this.#membership.setInvitation(invitation);
  }

  /** What a window offers, as one file: several articles are a zip. Null as of `OfferedFiles.take`. */
  async takeOffered(ticket: string): Promise<WrittenFile | null> {
    return (await this.#offered.take(ticket, true))?.[0] ?? null;
  }

  /** What a window offers, a file for each article. */
  takeOfferedFiles(ticket: string): Promise<readonly WrittenFile[] | null> {
    return this.#offered.take(ticket, false);
  }

  /** Serves one window, until its port closes. */
  serve(port: Port): void {
    const window = new CoreWindow(port, {
      calls: this.#calls,
      archives: new WindowArchives(this.#folder),
      list: this.#list,
      openRoom: (room, peer) =>
        this.#drafts.openRoom(room, peer) ?? this.#lists.openRoom(room, peer) ?? this.#articles.openRoom(room, peer),
      report: this.#report,
      onEnd: (gone) => {
        this.#windows.delete(gone);
        debugWindow("closed", { count: this.#windows.size });
      },
    });
    this.#windows.add(window);
    debugWindow("opened", { count: this.#windows.size });
  }

  /** Makes an article of this desk's member, as `Articles.create`. */
  create(updates: ArticleUpdates): Promise<{ readonly id: string }> {
    return this.#articles.create(updates);
  }

  /** Stores a picture. @returns the `src` of a figure that shows it; null for one that cannot be stored */
  storePicture(bytes: Uint8Array): string | null {
    try {
      return this.#pictures.store(bytes);
    } catch (error) {
      if (error instanceof RpcError) return null;
      throw error;
    }
  }

  /**
   * Adds updates as this desk's own change to an article, which is made when it is not there. Resolves when they are on disk.
   * @throws UpdateError when one of them is no Yjs update; nothing is made then
   */
  write(article: string, updates: ArticleUpdates): Promise<void> {
    return this.#articles.write(article, updates);
  }

  /** Commits what is under way, hangs up, closes the database. */
  close(): void {
    this.#membership.close();
    for (const window of this.#windows) window.hangUp();
    this.#sync.close();
    this.#devices.close();
    this.#versions.close();
    this.#counts.close();
    this.#absences.close();
    this.#versionWorker.close();
    this.#nightly.close();
    this.#offered.close();
    this.#drafts.close();
    this.#lists.close();
    this.#committer.flush();
    this.#index.close();
    this.#sync.flush();
    this.#list.close();
    this.#pictures.close();
    this.#db.close();
  }

  readonly #useClient = (): void => {
    this.#sync.useClient();
    this.#lists.useClient();
    this.#pictures.useClient();
  };

  readonly #tell: RpcServer["tell"] = (name, value) => {
    for (const window of this.#windows) window.tell(name, value);
  };
}
