/**
 * The local core: one desk's replica of every article, in plain Node. Windows talk to it over RPC ports; it commits before
 * anything else happens, and keeps step with the relay in the background.
 */
import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { join } from "node:path";
import type Database from "better-sqlite3";
import { Committer } from "../../shared/room/committer.ts";
import type { RoomPeer } from "../../shared/room/peer.ts";
import type { Committed } from "../../shared/room/host.ts";
import { Rooms } from "../../shared/room/rooms.ts";
import { readUpdate, UpdateError } from "../../shared/room/scan.ts";
import { mayWrite, parseRoom, roomName, type Member } from "../../shared/roles.ts";
import type { CoreCalls, InvitationOffer, Session, Settings, ShareChoice } from "../../shared/rpc/contract.ts";
import { RpcError } from "../../shared/rpc/error.ts";
import type { Port } from "../../shared/rpc/port.ts";
import type { ChannelConnection, ChannelPeer, RpcServer } from "../../shared/rpc/server.ts";
import { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import { ArticleList } from "./article-list.ts";
import { Authors } from "./authors.ts";
import { CoreWindow } from "./core-window.ts";
import { openDesk } from "./database.ts";
import { loadIdentity, NOBODY, saveIdentity, type Identity, type SecretStore } from "./identity.ts";
import { ArticleIndex } from "./index/article-index.ts";
import { headOf } from "./index/head.ts";
import { readInvitation, type Invitation } from "./invitation.ts";
import { Library } from "./library.ts";
import { NewDevices } from "./new-devices.ts";
import { Network } from "./network.ts";
import { Newsroom } from "./newsroom.ts";
import { fetchPicture } from "./pictures.ts";
import { Privacy } from "./privacy.ts";
import { RelayClient, RelayRefusal, RelayUnreachable } from "./relay-client.ts";
import { Throttle } from "./throttle.ts";
import { Uplinks } from "./uplinks.ts";

const TELL_EVERY = 100;
const AUTHORS_EVERY = 300;

export interface CoreOptions {
  /** The desk's own folder; made when it is not there. */
  readonly folder: string;
  readonly secrets: SecretStore;
  /** Told of errors that no window asked for. */
  readonly report: (error: unknown) => void;
}

export class Core {
  readonly #db: Database.Database;
  readonly #log: SqliteUpdateLog;
  readonly #library: Library;
  readonly #rooms: Rooms;
  readonly #committer: Committer;
  readonly #uplinks: Uplinks;
  readonly #newsroom: Newsroom;
  readonly #authors: Authors;
  readonly #privacy: Privacy;
  readonly #network: Network;
  readonly #secrets: SecretStore;
  readonly #report: (error: unknown) => void;
  readonly #list: ArticleList;
  readonly #index: ArticleIndex;
  readonly #windows = new Set<CoreWindow>();
  readonly #tellSync = new Throttle(TELL_EVERY, (article) => this.#tell("sync", { article, state: this.#uplinks.state(article) }), (error) => this.#report(error));
  readonly #learn = new Throttle(AUTHORS_EVERY, (room) => void this.#refreshAuthors(room), (error) => this.#report(error));
  readonly #devices: NewDevices;
  #identity: Identity | null;
  #relay: string | null = null;
  #invitation: string | null = null;
  /** The relay does not know this desk's token any more. */
  #signedOut = false;
  /** Articles whose titles may have to be told to the relay when they have been read anew. */
  readonly #titled = new Set<string>();
  #closed = false;

  private constructor(options: CoreOptions, identity: Identity | null) {
    this.#secrets = options.secrets;
    this.#report = options.report;
    this.#identity = identity;
    this.#db = openDesk(options.folder);
    this.#log = new SqliteUpdateLog(this.#db);
    this.#library = new Library(this.#db);
    this.#privacy = new Privacy(this.#db);
    this.#network = new Network(this.#db);
    this.#list = new ArticleList({
      isPrivate: (article) => this.#privacy.has(article),
      openBy: (article) => this.#newsroom.openArticles.by(article),
      db: this.#db,
      log: this.#log,
      report: this.#report,
      changedAt: (id, loggedAt) => this.#newsroom.changedAt(id, loggedAt),
      onChange: (entry) => {
        for (const window of this.#windows) window.tellArticle(entry);
      },
    });
    this.#committer = new Committer(this.#log, (run) => void setImmediate(run), this.#report);
    this.#rooms = new Rooms({
      log: this.#log,
      committer: this.#committer,
      desk: true,
      report: this.#report,
      onCommitted: (change) => this.#committed(change),
    });
    this.#authors = new Authors(this.#log, this.#library, () => (this.#identity ? this.member : null));
    this.#index = new ArticleIndex({
      file: join(options.folder, "index.sqlite"),
      log: this.#log,
      isFound: (article) => (this.#library.find(article)?.place ?? "trash") !== "trash",
      people: (room) => this.#authors.known(room).flatMap(({ author }) => author?.name ?? []),
      onFacts: (facts) => {
        for (const { article, title, lead } of facts) this.#rename(article, title, lead);
      },
      report: this.#report,
    });
    this.#devices = new NewDevices({
      library: this.#library,
      client: () => this.#client,
      onChange: (devices) => this.#tell("newDevices", devices),
      report: this.#report,
    });
    this.#uplinks = new Uplinks({
      rooms: this.#rooms,
      log: this.#log,
      library: this.#library,
      isPrivate: (article) => this.#privacy.has(article),
      member: () => this.member,
      formerly: () => this.#identity?.formerly ?? [],
      report: this.#report,
      onChange: (article) => {
        this.#tellSync.call(article);
        this.#list.grew(article);
      },
      onOpen: (article) => this.#newsroom.opened(article),
      onClose: (article) => this.#newsroom.closed(article),
    });
    this.#newsroom = new Newsroom({
      db: this.#db,
      log: this.#log,
      library: this.#library,
      rooms: this.#rooms,
      member: () => this.member,
      formerly: () => this.#identity?.formerly ?? [],
      isPrivate: (article) => this.#privacy.has(article),
      isOpen: (article) => this.#uplinks.isOpen(article),
      onMember: (member) => this.#becomeMember(member),
      onKnown: (isKnown) => {
        this.#setSignedOut(!isKnown);
        if (isKnown) void this.#devices.look();
      },
      onChanged: (article) => this.#list.changed(article),
      onOpenBy: (article) => this.#list.redraw(article),
      onPlaced: (article) => this.#index.again(article),
      onRole: (article) => this.#uplinks.restart(article),
      onSynced: (article) => this.#synced(article),
      onProgress: (progress) => this.#tell("syncProgress", progress),
      report: this.#report,
    });
  }

  /** Opens a desk. @throws Error when its database or identity cannot be read; nothing is changed then */
  static async open(options: CoreOptions): Promise<Core> {
    const identity = await loadIdentity(options.secrets);
    const core = new Core(options, identity);
    if (identity?.relay !== undefined) core.connect(identity.relay);
    return core;
  }

  get member(): Member {
    return this.#identity?.member ?? NOBODY;
  }

  get joined(): boolean {
    return this.#identity !== null;
  }

  /**
   * Becomes a member by an invitation. Whoever the relay knows no longer may do so again, at the same relay.
   * @param isKept whether the desk finds the relay by itself from now on; else whoever starts it says where it is
   * @param share which articles that no relay has are brought; of who may not write there, none
   * @throws RelayRefusal when the invitation is not good (any more), RelayUnreachable when nobody answers
   */
  async join(relay: string, code: string, isKept = false, share: ShareChoice = "all"): Promise<void> {
    const { token, member } = await new RelayClient(relay, null).join(code, hostname());
    // Before anything that makes this desk find the relay, also when it is started again.
    for (const id of this.#privacy.choose(mayWrite(member.role, "body") ? share : "none", this.joined)) this.#privacyChanged(id);
    const { formerly = [], member: before } = this.#identity ?? {};
    const all = before && before.id !== member.id ? [...formerly, before.id] : formerly;
    this.#identity = { token, member, formerly: all, ...(isKept ? { relay } : {}) };
    this.#signedOut = false;
    await saveIdentity(this.#secrets, this.#identity);
    this.#library.remember([member]);
  }

  /** Connects to the relay at this address, from now on and after every break. */
  connect(relay: string): void {
    this.#relay = relay;
    this.#goOnline();
  }

  /** An invitation that windows show for a second editor. */
  setInvitation(invitation: string | null): void {
    this.#invitation = invitation;
    this.#tell("session", this.#session());
  }

  /** Serves one window. */
  serve(port: Port): void {
    const window = new CoreWindow(port, {
      calls: this.#calls,
      list: this.#list,
      openRoom: (room, peer) => this.#openRoom(room, peer),
      report: this.#report,
      onEnd: (gone) => void this.#windows.delete(gone),
    });
    this.#windows.add(window);
  }

  /**
   * Adds updates as this desk's own change to an article, which is made when it is not there. Resolves once on disk.
   * @throws UpdateError when one of them is no Yjs update; nothing is made then
   */
  async write(article: string, updates: { readonly body?: Uint8Array; readonly notes?: Uint8Array }): Promise<void> {
    for (const update of [updates.body, updates.notes]) if (update) readUpdate(update);
    const from = { member: this.member.id, waiting: true };
    if (this.#library.add(article, "", this.member.role === "none" ? "reader" : this.member.role)) this.#list.changed(article);
    if (updates.body) await this.#rooms.apply(roomName(article, "body"), updates.body, from);
    if (updates.notes) await this.#rooms.apply(roomName(article, "notes"), updates.notes, from);
    this.#titled.add(article);
    this.#index.again(article);
    this.#newsroom.sync(article);
  }

  /** Commits what is on its way, hangs up, closes the database. */
  close(): void {
    this.#closed = true;
    for (const window of this.#windows) window.hangUp();
    this.#uplinks.use(null);
    this.#newsroom.close();
    this.#devices.close();
    this.#committer.flush();
    this.#index.close();
    this.#tellSync.flush();
    this.#list.close();
    this.#db.close();
  }

  readonly #calls: Omit<CoreCalls, "watchArticles"> = {
    lookAtInvitation: ({ invitation }) => this.#look(invitation),
    join: async ({ invitation, share }) => {
      const { relay, code } = this.#inviting(invitation);
      await asRpc(this.join(relay, code, true, share));
      this.connect(relay);
      this.#tell("session", this.#session());
    },
    invite: async ({ name, role }) => {
      const client = this.#client;
      if (!client) throw new RpcError("relay-unreachable", "the desk is off the network, or has joined no relay");
      return { url: await asRpc(client.invite(name, role)) };
    },
    session: async () => this.#session(),
    settings: async () => this.#library.settings(),
    saveSettings: async (settings: Settings) => {
      this.#library.saveSettings(settings);
      this.#tell("settings", settings);
    },
    articles: async (query) => this.#list.page(query),
    article: async ({ id }) => this.#list.entry(id),
    search: ({ text, limit, offset }) => this.#index.search(text, limit, offset),
    describe: async ({ article, text }) => {
      if (!this.#library.find(article)) throw new RpcError("article-unknown", `there is no article ${article} on this computer`);
      const { title, lead } = headOf(text);
      this.#rename(article, title, lead);
      this.#index.describe(article, text);
    },
    createArticle: async (updates) => {
      if (!mayWrite(this.member.role, "body")) throw new RpcError("role", `${this.member.name} may not create articles`);
      const id = randomBytes(12).toString("base64url");
      try {
        await this.write(id, updates);
      } catch (error) {
        if (error instanceof UpdateError) throw new RpcError("update", error.message, { cause: error });
        throw error;
      }
      return { id };
    },
    authors: async ({ room }) => {
      this.#authors.want(room);
      this.#learn.call(room);
      return this.#authors.known(room);
    },
    fetchPicture: async ({ url }) => {
      if (this.#network.offline) throw new RpcError("picture-unreachable", "the desk is off the network");
      return fetchPicture(url);
    },
    syncState: async ({ article }) => this.#uplinks.state(article),
    share: async ({ article }) => this.#share(article),
    syncProgress: async () => this.#newsroom.progress,
    newDevices: async () => this.#devices.unseen,
    dismissDevices: async () => this.#devices.dismiss(),
    setPlace: async ({ articles, place }) => this.#newsroom.places.set(articles, place),
    deleteForGood: async ({ articles }) => this.#newsroom.places.delete(articles),
    keep: async ({ articles }) => this.#newsroom.places.keep(articles),
    setOffline: async ({ offline }) => {
      this.#network.offline = offline;
      this.#goOnline();
      this.#tell("session", this.#session());
    },
  };

  get #client(): RelayClient | null {
    if (!this.#relay || !this.#identity || this.#network.offline || this.#closed) return null;
    return new RelayClient(this.#relay, this.#identity.token);
  }

  #session(): Session {
    return { member: this.member, relay: this.#relay, invitation: this.#invitation, offline: this.#network.offline, signedOut: this.#signedOut };
  }

  /** The relay of an invitation. @throws RpcError where it is none, or this desk belongs to another newsroom */
  #inviting(text: string): Invitation {
    const read = readInvitation(text);
    const again = this.#signedOut && read.relay === this.#relay;
    if (this.joined && !again) throw new RpcError("joined", `this desk belongs to ${this.member.name} at ${this.#relay} already`);
    return read;
  }

  async #look(text: string): Promise<InvitationOffer> {
    const { relay, code } = this.#inviting(text);
    const notice = await asRpc(new RelayClient(relay, null).look(code));
    const { count, listed } = this.#privacy.unshared(this.joined);
    return { ...notice, host: new URL(relay).host, unshared: count, listed };
  }

  #share(article: string): void {
    const known = this.#library.find(article);
    if (!known) throw new RpcError("article-unknown", `there is no article ${article} on this computer`);
    if (!mayWrite(this.member.role, "body")) throw new RpcError("role", `${this.member.name} may not bring articles to this newsroom`);
    this.#privacy.share(article);
    this.#uplinks.restart(article);
    this.#newsroom.sync(article);
    this.#privacyChanged(article);
    this.#tellSync.call(article);
  }

  /** The article is, or is not any more, on this computer alone: the list says so, and whether anything of it waits. */
  #privacyChanged(article: string): void {
    this.#list.redraw(article);
    this.#list.grew(article);
  }

  #openRoom(room: string, channel: ChannelPeer): ChannelConnection {
    const name = parseRoom(room);
    const article = name && this.#library.find(name.article);
    if (!name || !article) throw new RpcError("article-unknown", `there is no article for ${room} on this computer`);
    const release = this.#uplinks.open(article.id);
    const peer: RoomPeer = {
      member: this.member,
      mayWrite: () => mayWrite(this.#library.find(article.id)!.role, name.kind),
      send: (frame) => channel.send(frame),
      close: (code, reason) => {
        release();
        channel.close(code, reason);
      },
    };
    const connection = this.#rooms.join(room, peer);
    return {
      receive: (frame) => connection.receive(frame),
      leave: () => {
        connection.leave();
        release();
      },
    };
  }

  #committed({ room, stretches, member, waiting }: Committed): void {
    const { article } = parseRoom(room)!;
    this.#index.changed();
    if (waiting) {
      this.#titled.add(article);
      this.#tellSync.call(article);
    }
    if (member === null) {
      this.#authors.came(room, stretches);
      if (this.#uplinks.isOpen(article)) this.#learn.call(room);
    }
    this.#list.grew(article);
  }

  #rename(article: string, title: string, lead: string): void {
    if (!this.#library.rename(article, title, lead)) return;
    this.#list.changed(article);
    // What others wrote is told by their own desks.
    if (this.#titled.delete(article)) void this.#newsroom.tellTitle(article);
  }

  /** A closed article was brought in step: its text is the relay's, so its title ought to be. */
  #synced(article: string): void {
    this.#tellSync.call(article);
    this.#list.grew(article);
    this.#titled.add(article);
    void this.#newsroom.tellTitle(article);
  }

  async #refreshAuthors(room: string): Promise<void> {
    const client = this.#client;
    if (!client || !this.#authors.hasQuestions(room)) return;
    try {
      if ((await this.#authors.refresh(client, room)) && !this.#closed) this.#tell("authors", { room });
    } catch (error) {
      this.#unlessAway(error);
    }
  }

  #goOnline(): void {
    this.#uplinks.use(this.#client);
    this.#newsroom.use(this.#client);
  }

  #setSignedOut(signedOut: boolean): void {
    if (this.#closed || this.#signedOut === signedOut) return;
    this.#signedOut = signedOut;
    this.#tell("session", this.#session());
  }

  async #becomeMember(member: Member): Promise<void> {
    this.#library.remember([member]);
    if (!this.#identity || JSON.stringify(this.#identity.member) === JSON.stringify(member)) return;
    this.#identity = { ...this.#identity, member };
    await saveIdentity(this.#secrets, this.#identity);
    this.#tell("session", this.#session());
  }

  readonly #tell: RpcServer["tell"] = (name, value) => {
    for (const window of this.#windows) window.tell(name, value);
  };

  /** A relay that is out of reach, ails or knows us no longer is no error: the sync state says so, and all is tried again. */
  #unlessAway(error: unknown): void {
    const away = error instanceof RelayUnreachable || (error instanceof RelayRefusal && (error.status >= 500 || error.status === 401));
    if (!this.#closed && !away) this.#report(error);
  }
}

/** What the relay said, or that it said nothing, as the window hears it. */
async function asRpc<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof RelayRefusal) throw new RpcError(error.code, error.message, { cause: error, details: error.details });
    if (error instanceof RelayUnreachable) throw new RpcError("relay-unreachable", error.message, { cause: error });
    throw error;
  }
}
