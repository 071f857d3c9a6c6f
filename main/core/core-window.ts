import type { ArticleEntry, ArticlePage, ArticleQuery, CoreCalls } from "../../shared/rpc/contract.ts";
import type { Port } from "../../shared/rpc/port.ts";
import { RpcServer, type ChannelConnection, type RpcHandlers } from "../../shared/rpc/server.ts";
import { articleOfDraft } from "../../shared/draft-room.ts";
import { parseRoom } from "../../shared/roles.ts";
import type { WindowArchives } from "./export/window-archives.ts";
import type { ArticleList, ArticleWatch } from "./library/article-list.ts";

/** The page of a window that watches none. */
const NOTHING: ArticlePage = { total: 0, entries: [], revision: 0 };

/** Calls that are answered alike in every window. */
export type CommonCalls = Omit<CoreCalls, "watchArticles" | keyof WindowArchives["calls"]>;

export interface CoreWindowDeps {
  /** All calls but those that are about this window. */
  readonly calls: CommonCalls;
  readonly archives: WindowArchives;
  readonly list: ArticleList;
  readonly openRoom: RpcHandlers["openRoom"];
  readonly report: (error: unknown) => void;
  /** Called once, when the window is gone. */
  readonly onEnd: (window: CoreWindow) => void;
}

/**
 * One window as the core sees it: its port, the page of the list that it watches, the archives that it has written, and the rooms that it has open. It is done with
 * when the port closes.
 */
export class CoreWindow {
  readonly tell: RpcServer["tell"];
  readonly hangUp: () => void;
  readonly #list: ArticleList;
  /** Rooms that it has open, of each article. */
  readonly #open = new Map<string, number>();
  /** The article that it asked about last, whether it exists or not. */
  #followed: string | null = null;
  #watch: ArticleWatch | null = null;

  constructor(port: Port, { calls, archives, list, openRoom, report, onEnd }: CoreWindowDeps) {
    this.#list = list;
    const server = new RpcServer(port, {
      calls: {
        ...calls,
        ...archives.calls,
        article: (input) => {
          this.#followed = input.id;
          return calls.article(input);
        },
        watchArticles: async (query) => this.#watchArticles(query),
      },
      openRoom: (room, peer) => this.#opened(room, openRoom(room, peer)),
      report,
    });
    this.tell = (name, value) => server.tell(name, value);
    this.hangUp = () => server.hangUp();
    server.onEnd(() => {
      this.#watch?.end();
      archives.close();
      onEnd(this);
    });
  }

  /** Tells the window of an article that it has open, or asked about last. */
  tellArticle(entry: ArticleEntry): void {
    if (this.#open.has(entry.id) || this.#followed === entry.id) this.tell("article", entry);
  }

  #watchArticles(query: ArticleQuery | null): ArticlePage {
    this.#watch?.end();
    this.#watch = query && this.#list.watch(query, (patch) => this.tell("articles", patch));
    return this.#watch?.page ?? NOTHING;
  }

  #opened(room: string, connection: ChannelConnection): ChannelConnection {
    const article = parseRoom(room)?.article ?? articleOfDraft(room);
    if (article === null) return connection;
    this.#open.set(article, (this.#open.get(article) ?? 0) + 1);
    return {
      receive: (frame) => connection.receive(frame),
      leave: () => {
        const left = this.#open.get(article)! - 1;
        if (left > 0) this.#open.set(article, left);
        else this.#open.delete(article);
        connection.leave();
      },
    };
  }
}
