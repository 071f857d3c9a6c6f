/** Runs in Chromium: one article on its page, with toolbar, margin and status bar, over a scripted core. */
import { useSyncExternalStore } from "react";
import { ArticleFacts } from "../../../renderer/app/article/article-facts.ts";
import { ArticleRooms } from "../../../renderer/app/article/article-rooms.ts";
import { ArticleScreen } from "../../../renderer/app/article-screen.tsx";
import { CoreProvider, useCoreState } from "../../../renderer/app/core/context.tsx";
import type { CoreState } from "../../../renderer/app/core/core-store.ts";
import type { Drawer } from "../../../renderer/app/frame/drawers.ts";
import { StatusBar } from "../../../renderer/app/frame/status-bar.tsx";
import { Store } from "../../../renderer/store/store.ts";
import { RememberedChoice, SuggestingMode, TEXT_VIEWS, type TextView } from "../../../renderer/suggestions/index.ts";
import { bodyOf } from "../../../shared/article/model/body.ts";
import { fillBody } from "../../../shared/article/projection/fill.ts";
import { importMarkdown } from "../../../shared/import/markdown.ts";
import { mayWrite, type Role } from "../../../shared/roles.ts";
import type { Language, Session, SyncState } from "../../../shared/rpc/contract.ts";
import { mount } from "./mount.tsx";
import { ScriptedCore, SESSION, type Asked } from "./scripted-core.ts";

const ARTICLE = "component-test";
const MARGIN: Drawer = { name: "margin", open: true, setOpen: () => undefined, isSheet: false };
const NO_PLUGINS = () => [];
const NEVER = () => false;
const ignore = () => undefined;

export class ArticlePage {
  readonly #core = new ScriptedCore({ syncState: () => Promise.resolve(this.#sync) });
  readonly #role = new Store<Role>("editor");
  #sync: SyncState = { link: "connected", unconfirmed: 0 };
  #rooms!: ArticleRooms;

  /** @param markdown what the article says */
  open(language: Language, markdown: string): void {
    this.#rooms = new ArticleRooms(this.#core.client, ARTICLE, (error) => {
      throw error;
    });
    // A page that is loaded again has the same characters.
    this.#rooms.body.clientID = 1;
    fillBody(bodyOf(this.#rooms.body), importMarkdown(markdown));
    mount(
      language,
      <CoreProvider store={this.#core.store}>
        <Window rooms={this.#rooms} role={this.#role} />
      </CoreProvider>,
    );
  }

  setRole(role: Role): void {
    this.#role.set(role);
  }

  /** The core says how the article is synced. */
  tellSync(state: SyncState): void {
    this.#sync = state;
    this.#core.tell("sync", { article: ARTICLE, state });
  }

  tellSession(change: Partial<Session>): void {
    this.#core.tell("session", { ...SESSION, ...change });
  }

  stopCore(): void {
    this.#core.stop();
  }

  startCore(): void {
    this.#core.start();
  }

  get asked(): readonly Asked[] {
    return this.#core.asked;
  }
}

const facts = new ArticleFacts();
const textView = new RememberedChoice<TextView>(TEXT_VIEWS, () => localStorage);
const suggesting = new SuggestingMode(() => localStorage);
const readSession = ({ session }: CoreState) => session;

function Window({ rooms, role: store }: { readonly rooms: ArticleRooms; readonly role: Store<Role> }) {
  const session = useCoreState(readSession);
  const role = useSyncExternalStore(store.subscribe, store.get);
  if (!session) return null;
  return (
    <div className="app">
      <div className="app-middle">
        <ArticleScreen
          rooms={rooms}
          entry={{ id: rooms.id, role }}
          missing={false}
          onRelease={null}
          session={session}
          facts={facts}
          pluginsOf={NO_PLUGINS}
          takesCaret={NEVER}
          onDraft={ignore}
          marginDrawer={MARGIN}
          suggesting={suggesting}
          textView={textView}
        />
      </div>
      <StatusBar
        rooms={rooms}
        facts={facts}
        suggesting={suggesting}
        textView={textView}
        mayEdit={mayWrite(role, "body")}
        session={session}
      />
    </div>
  );
}

Object.assign(window, { articlePage: new ArticlePage() });
