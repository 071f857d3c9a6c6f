import { mayWrite } from "../../shared/roles.ts";
import { RpcError } from "../../shared/rpc/error.ts";
import type { RpcServer } from "../../shared/rpc/server.ts";
import { asRpc } from "./as-rpc.ts";
import type { CommonCalls } from "./core-window.ts";
import type { ArticleList } from "./library/article-list.ts";
import type { Articles } from "./articles.ts";
import type { Drafts } from "./drafts/drafts.ts";
import type { ArticleIndex } from "./index/article-index.ts";
import type { OfferedFiles } from "./export/offered-files.ts";
import type { NightlyExports } from "./export/nightly.ts";
import type { Dictionaries } from "./library/dictionaries.ts";
import type { Library } from "./library/library.ts";
import type { ArticlePeople } from "./people/article-people.ts";
import type { Membership } from "./people/membership.ts";
import type { Network } from "./library/network.ts";
import type { NewDevices } from "./people/new-devices.ts";
import { fetchPicture } from "./library/fetch-picture.ts";
import type { Pictures } from "./pictures/pictures.ts";
import type { RelaySync } from "./sync/relay-sync.ts";
import type { Absences } from "./versions/absences.ts";
import { versionCalls } from "./versions/version-calls.ts";
import type { DeskVersions } from "./versions/versions.ts";

export interface CoreCallsDeps {
  readonly membership: Membership;
  readonly network: Network;
  readonly articles: Articles;
  readonly library: Library;
  readonly list: ArticleList;
  readonly index: ArticleIndex;
  readonly sync: RelaySync;
  readonly devices: NewDevices;
  readonly people: ArticlePeople;
  readonly versions: DeskVersions;
  readonly absences: Absences;
  readonly drafts: Drafts;
  readonly nightly: NightlyExports;
  readonly offered: OfferedFiles;
  readonly dictionaries: Dictionaries;
  readonly pictures: Pictures;
  /** Goes online with the membership's client, or offline where it has none. */
  readonly useClient: () => void;
  /** Tells every window. */
  readonly tell: RpcServer["tell"];
}

/**
 * The RPC handlers: each call of the contract, as the parts of the core answer it. Those that are about one window
 * are answered by `CoreWindow`. Inputs have been checked against their schemas (RP10).
 * @returns functions that throw RpcError for what a window is told, and anything else for a fault of the core
 */
export function coreCalls({
  membership,
  network,
  articles,
  library,
  list,
  index,
  sync,
  devices,
  people,
  versions,
  absences,
  drafts,
  nightly,
  offered,
  dictionaries,
  pictures,
  useClient,
  tell,
}: CoreCallsDeps): CommonCalls {
  const tellSession = (): void => tell("session", membership.session);
  return {
    lookAtInvitation: ({ invitation }) => asRpc(membership.lookAt(invitation)),
    join: async ({ invitation, share }) => {
      const { relay, code } = membership.readInvitation(invitation);
      await asRpc(membership.join(relay, code, true, share));
      membership.setRelay(relay);
      useClient();
      tellSession();
    },
    invite: async ({ name, role }) => {
      const { client } = membership;
      if (!client) throw new RpcError("relay-unreachable", "the desk is off the network, or has joined no relay");
      return { url: await asRpc(client.invite(name, role)) };
    },
    session: async () => membership.session,
    settings: async () => library.settings(),
    saveSettings: async (settings) => {
      library.saveSettings(settings);
      tell("settings", settings);
    },
    dictionaries: async () => dictionaries.all,
    dictionary: async ({ language }) => dictionaries.find(language),
    addDictionary: async ({ language, name, files }) => {
      dictionaries.add(language, name, files);
      tell("dictionaries", dictionaries.all);
    },
    removeDictionary: async ({ language }) => {
      dictionaries.remove(language);
      tell("dictionaries", dictionaries.all);
    },
    articles: async (query) => list.page(query),
    article: async ({ id }) => list.entry(id),
    search: ({ text, limit, offset }) => index.search(text, limit, offset),
    describe: async ({ article, text }) => articles.describe(article, text),
    createArticle: (updates) => asRpc(articles.create(updates)),
    authors: async ({ room }) => sync.authors(room),
    times: async ({ room }) => sync.times(room),
    people: async ({ article }) => {
      articles.find(article);
      return people.of(article);
    },
    fetchPicture: async ({ url }) => {
      if (network.offline) throw new RpcError("picture-unreachable", "the desk is off the network");
      return fetchPicture(url);
    },
    storePicture: async ({ bytes }) => ({ src: pictures.store(bytes) }),
    picture: async ({ sha256, article }) => ({ bytes: pictures.read(sha256, article) }),
    readMarks: async ({ article }) => {
      articles.find(article);
      return sync.reads.of(article);
    },
    markRead: async ({ article, threads }) => {
      articles.find(article);
      sync.reads.mark(article, threads);
    },
    syncState: async ({ article }) => sync.state(article),
    share: async ({ article }) => {
      articles.find(article);
      const { role, name } = membership.member;
      if (!mayWrite(role, "body")) throw new RpcError("role", `${name} may not bring articles to this newsroom`);
      sync.share(article);
    },
    syncProgress: async () => sync.progress,
    newDevices: async () => devices.unseen,
    dismissDevices: async () => devices.dismiss(),
    setPlace: async ({ articles: ids, place }) => sync.places.set(ids, place),
    setStatus: async ({ articles: ids, status }) => sync.statuses.set(ids, status),
    setSuggestFrom: async ({ article, from }) => sync.statuses.setSuggestFrom(article, from),
    deleteForGood: async ({ articles: ids }) => sync.places.delete(ids),
    keep: async ({ articles: ids }) => sync.places.keep(ids),
    ...versionCalls(versions, absences),
    nightly: async () => nightly.state,
    setNightly: async (settings) => nightly.set(settings),
    exportNow: async () => void nightly.run(),
    offerFile: async ({ ticket, articles, format }) => offered.offer(ticket, articles, format),
    drafts: async () => drafts.list(),
    beginDraft: async ({ article }) => drafts.begin(article),
    discardDraft: async ({ article }) => drafts.discard(article),
    setOffline: async ({ offline }) => {
      network.offline = offline;
      useClient();
      tellSession();
    },
  };
}
