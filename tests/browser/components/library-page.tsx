/** Runs in Chromium: the library with its list, filter, search and import, over a scripted core that keeps a list of articles. */
import { useState } from "react";
import { CoreProvider, useCoreState } from "../../../renderer/app/core/context.tsx";
import type { CoreState } from "../../../renderer/app/core/core-store.ts";
import { ImportReport } from "../../../renderer/app/library/import-report.tsx";
import { Library, type Found } from "../../../renderer/app/library/library.tsx";
import { QuickOpen } from "../../../renderer/app/library/quick-open.tsx";
import { ListStore } from "../../../renderer/app/library/list-store.ts";
import { useArchive } from "../../../renderer/app/library/use-archive.ts";
import { useLibrary } from "../../../renderer/app/library/use-library.ts";
import type { ArticleEntry, ArticlePage, DraftEntry, ArticleQuery, Language, SearchResult, Session } from "../../../shared/rpc/contract.ts";
import { NO_STATUS } from "../../../shared/status.ts";
import { mount } from "./mount.tsx";
import { ScriptedCore, SESSION, type Asked } from "./scripted-core.ts";

const HOUR = 3_600_000;

/** What a test says of an article; the rest is as of one that everybody has. */
export type Row = Pick<ArticleEntry, "id" | "title"> & Partial<ArticleEntry>;

export class LibraryPage {
  #rows: readonly ArticleEntry[] = [];
  #watched: ArticleQuery | null = null;
  #revision = 1;
  #found: SearchResult = { total: 0, hits: [], unread: 0 };
  readonly #opened: string[] = [];
  readonly #core = new ScriptedCore({
    articles: (query) => Promise.resolve(this.#page(query)),
    watchArticles: (query) => {
      this.#watched = query;
      return Promise.resolve(query ? this.#page(query) : { total: 0, entries: [], revision: this.#revision });
    },
    setPlace: ({ articles, place }) => {
      this.#core.asked.push(["setPlace", { articles, place }]);
      this.#change((row) => (articles.includes(row.id) ? { ...row, place } : row));
      return Promise.resolve();
    },
    deleteForGood: ({ articles }) => {
      this.#change((row) => (articles.includes(row.id) ? { ...row, purgeAt: Date.now() + 24 * HOUR } : row));
      return Promise.resolve();
    },
    keep: ({ articles }) => {
      this.#change((row) => (articles.includes(row.id) ? { ...row, purgeAt: null } : row));
      return Promise.resolve();
    },
    search: () => Promise.resolve(this.#found),
    createArticle: () => {
      const id = `made-${this.#rows.length}`;
      this.#rows = [...this.#rows, entryOf({ id, title: "" })];
      return Promise.resolve({ id });
    },
  });

  /** Shows these articles, the newest first, of which one is open. */
  open(language: Language, rows: readonly Row[], open: string | null = null): void {
    this.#rows = rows.map((row, i) => entryOf({ updatedAt: Date.now() - i * HOUR, ...row }));
    const show = (id: string, found?: Found) =>
      void this.#opened.push(found === undefined ? id : `${id} at ${found.words}${found.index === null ? "" : ` ${found.index}`}`);
    mount(
      language,
      <CoreProvider store={this.#core.store}>
        <Window core={this.#core} open={open} onOpen={show} />
      </CoreProvider>,
    );
  }

  /** What the next search finds. */
  find(result: SearchResult): void {
    this.#found = result;
  }

  tellDrafts(drafts: readonly DraftEntry[]): void {
    this.#core.tell("drafts", drafts);
  }

  tellSession(change: Partial<Session>): void {
    this.#core.tell("session", { ...SESSION, ...change });
  }

  /** IDs of the articles that were opened, with what was looked for there. */
  get opened(): readonly string[] {
    return this.#opened;
  }

  get asked(): readonly Asked[] {
    return this.#core.asked;
  }

  #page({ text, filter, status, sort, offset, limit }: ArticleQuery): ArticlePage {
    const listed = this.#rows.filter((row) => isIn(filter, row));
    const rows = listed.filter((row) => row.title.includes(text) && (status === null || row.status === status));
    const sorted = sort === "title" ? rows.toSorted((a, b) => a.title.localeCompare(b.title, "fa")) : rows;
    return { total: rows.length, entries: sorted.slice(offset, offset + limit), revision: this.#revision };
  }

  #change(change: (row: ArticleEntry) => ArticleEntry): void {
    this.#rows = this.#rows.map(change);
    if (!this.#watched) return;
    const since = this.#revision++;
    const { total, entries } = this.#page(this.#watched);
    this.#core.tell("articles", { since, revision: this.#revision, total, entries, order: entries.map(({ id }) => id) });
  }
}

function isIn(filter: ArticleQuery["filter"], { place, unread, mentions, assigned, unconfirmed }: ArticleEntry): boolean {
  if (filter === "for-me") return mentions + assigned > 0;
  if (filter === "unread") return unread > 0;
  return filter === "unconfirmed" ? unconfirmed > 0 : place === filter;
}

const entryOf = (row: Row): ArticleEntry => ({
  lead: "",
  createdAt: Date.now() - HOUR,
  updatedAt: Date.now(),
  role: "editor",
  place: "desk",
  purgeAt: null,
  ...NO_STATUS,
  unread: 0,
  mentions: 0,
  assigned: 0,
  unconfirmed: 0,
  openBy: [],
  private: false,
  ...row,
});

interface WindowProps {
  readonly core: ScriptedCore;
  readonly open: string | null;
  readonly onOpen: (id: string, found?: Found) => void;
}

const readSession = ({ session }: CoreState) => session;

function Window({ core, open, onOpen }: WindowProps) {
  const [list] = useState(
    () =>
      new ListStore(core.client, (error) => {
        throw error;
      }),
  );
  const session = useCoreState(readSession);
  const archiving = useArchive();
  const actions = useLibrary(onOpen, onOpen);
  if (!session) return null;
  return (
    <div className="app" data-library>
      <div className="app-middle">
        <Library list={list} open={open} onOpen={onOpen} actions={actions} archiving={archiving} />
      </div>
      <QuickOpen onOpen={onOpen} />
      <ImportReport imports={actions.imports} onOpen={onOpen} />
    </div>
  );
}

Object.assign(window, { libraryPage: new LibraryPage() });
