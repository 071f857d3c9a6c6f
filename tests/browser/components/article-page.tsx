/** Runs in Chromium: one article on its page, with toolbar, margin and status bar, over a scripted core. */
import { useLayoutEffect, useState, useSyncExternalStore } from "react";
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { ArticleFacts } from "../../../renderer/app/article/article-facts.ts";
import { ArticleRooms } from "../../../renderer/app/article/article-rooms.ts";
import { useShownDraft } from "../../../renderer/app/draft/use-shown-draft.ts";
import { NO_SHARED_LISTS } from "../../../renderer/app/lists/use-newsroom-lists.ts";
import { ArticleScreen } from "../../../renderer/app/article-screen.tsx";
import { CoreProvider, useCoreState } from "../../../renderer/app/core/context.tsx";
import type { CoreState } from "../../../renderer/app/core/core-store.ts";
import type { Drawer } from "../../../renderer/app/frame/drawers.ts";
import { FindSession } from "../../../renderer/app/find/find-session.ts";
import { Follow } from "../../../renderer/app/presence/follow.ts";
import { People } from "../../../renderer/app/presence/people.tsx";
import { StatusBar } from "../../../renderer/app/frame/status-bar.tsx";
import type { OwnPresence } from "../../../renderer/editor/index.ts";
import { afterFirstFrame } from "../../../renderer/layout/after-first-frame.ts";
import { Store } from "../../../renderer/store/store.ts";
import { RememberedChoice, SuggestingMode, TEXT_VIEWS, type TextView } from "../../../renderer/suggestions/index.ts";
import { articleOf } from "../../../shared/article/identity/article.ts";
import { bodyOf } from "../../../shared/article/model/body.ts";
import { fillBody } from "../../../shared/article/projection/fill.ts";
import { importMarkdown } from "../../../shared/import/markdown.ts";
import { anchorOf } from "../../../shared/notes/anchor.ts";
import { quoteOf } from "../../../shared/notes/quote.ts";
import { addThread, readThreads, reply } from "../../../shared/notes/threads.ts";
import { mayWrite, roomName, type Member, type Role } from "../../../shared/roles.ts";
import type { ClockTime } from "../../../shared/store/times.ts";
import type { AuthorRange, DraftEntry, VersionEntry, Language, Session, Settings, SyncState } from "../../../shared/rpc/contract.ts";
import { mount } from "./mount.tsx";
import { PAGE_DEFAULTS } from "../../../shared/typing/page-settings.ts";
import { TYPING_DEFAULTS } from "../../../shared/typing/settings.ts";
import { ScriptedCore, SESSION, type Asked } from "./scripted-core.ts";

const ARTICLE = "component-test";
const BODY = roomName(ARTICLE, "body");
const OMID: Member = { id: "omid", name: "Omid", color: "#804000", role: "editor" };
const MARGIN: Drawer = { name: "margin", open: true, setOpen: () => undefined, isSheet: false };
const NEVER = () => false;
const ignore = () => undefined;
const fail = (error: unknown) => {
  throw error;
};

export class ArticlePage {
  readonly #colleague = new Y.Doc();
  readonly #core = new ScriptedCore({
    syncState: () => Promise.resolve(this.#sync),
    people: () => Promise.resolve([SESSION.member, OMID]),
    // All notes but one's own are the colleague's.
    authors: ({ room }) =>
      Promise.resolve(
        room === BODY
          ? this.#ranges
          : [{ client: this.#colleague.clientID, clock: 0, end: Number.MAX_SAFE_INTEGER, author: OMID, broughtBy: OMID }],
      ),
    drafts: () => Promise.resolve(this.#drafts),
    beginDraft: () => this.#setDrafts([{ article: ARTICLE, title: "", begunAt: 0, isOrphan: this.isOrphan, secret: "a secret" }]),
    discardDraft: () => this.#setDrafts([]),
    makeVersion: ({ label }) => {
      this.#versionsAsked.push(label);
      return new Promise((resolve) => (this.#answerVersion = resolve));
    },
    times: () => {
      this.timesAsked++;
      return Promise.resolve(this.#times);
    },
  });
  /** Labels of the versions that were asked for. */
  readonly #versionsAsked: string[] = [];
  #answerVersion: (made: VersionEntry) => void = ignore;
  #drafts: readonly DraftEntry[] = [];
  /** Whether the article of a draft that is begun is gone. */
  isOrphan = false;
  #clock = 0;
  #ranges: readonly AuthorRange[] = [];
  #times: readonly ClockTime[] = [];
  /** How often the core was asked when things were written. */
  timesAsked = 0;
  readonly #role = new Store<Role>("editor");
  #sync: SyncState = { link: "connected", unconfirmed: 0 };
  #rooms!: ArticleRooms;

  /** @param markdown what the article says */
  open(language: Language, markdown: string): void {
    this.#rooms = new ArticleRooms(this.#core.client, ARTICLE, fail, afterFirstFrame);
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

  /**
   * A colleague writes notes.
   * @param on words of the article, each with what is noted on it
   * @param naming whether the reader is named in them
   */
  note(on: readonly (readonly [words: string, text: string])[], naming = false): void {
    const { body, notes } = this.#rooms;
    const text = bodyOf(body).toJSON();
    const mentions = naming ? [{ member: SESSION.member.id, name: SESSION.member.name }] : [];
    for (const [words, said] of on) {
      const from = text.indexOf(words);
      const to = from + words.length;
      addThread(this.#colleague, anchorOf(bodyOf(body), from, to), quoteOf(text, from, to), said, Date.now(), { mentions });
    }
    Y.applyUpdate(notes, Y.encodeStateAsUpdate(this.#colleague));
  }

  /** A colleague answers the note that says this. */
  answer(text: string, said: string): void {
    const { notes } = this.#rooms;
    Y.applyUpdate(this.#colleague, Y.encodeStateAsUpdate(notes));
    reply(this.#colleague, readThreads(notes).find(({ messages }) => messages[0].text === text)!.id, said, Date.now());
    Y.applyUpdate(notes, Y.encodeStateAsUpdate(this.#colleague));
  }

  /** The text of the article, whatever is shown. */
  get articleText(): string {
    return bodyOf(this.#rooms.body).toJSON();
  }

  /** The open suggestions in the article. */
  get suggestionCount(): number {
    return articleOf(this.#rooms.body).suggestions.open().length;
  }

  get draftCount(): number {
    return this.#drafts.length;
  }

  get versionsAsked(): readonly string[] {
    return this.#versionsAsked;
  }

  /** The version that was asked for last is made. */
  answerVersion(): void {
    const label = this.#versionsAsked.at(-1)!;
    this.#answerVersion({ id: "v", at: 0, reason: "named", label, author: null, people: [], inserted: 0, deleted: 0, isHere: true });
  }

  #setDrafts(drafts: readonly DraftEntry[]): Promise<void> {
    this.#drafts = drafts;
    this.#core.tell("drafts", drafts);
    return Promise.resolve();
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

  /** What a colleague writes at an index of the body; the core says whose it is, and when it came. */
  writes(name: string, client: number, at: number, text: string, time: number): void {
    const { body } = this.#rooms;
    const theirs = new Y.Doc();
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(body));
    theirs.clientID = client;
    const clock = Y.getState(theirs.store, client);
    bodyOf(theirs).insert(at, text);
    const member = { id: name, name, color: client % 2 ? "#b3261e" : "#00639c", role: "editor" as const };
    const end = Y.getState(theirs.store, client);
    this.#ranges = [...this.#ranges, { client, clock, end, author: member, broughtBy: member }];
    this.#times = [...this.#times, { client, end, at: time }];
    Y.applyUpdate(body, Y.encodeStateAsUpdate(theirs, Y.encodeStateVector(body)), "colleague");
    this.#core.tell("authors", { room: BODY });
  }

  /**
   * Colleagues are in the article.
   * @param people each with the index in the body where the caret is, or null without one
   */
  present(people: readonly { readonly name: string; readonly at: number | null; readonly mood?: string }[]): void {
    const { body, awareness } = this.#rooms;
    const from = new Awareness(new Y.Doc());
    const text = bodyOf(body);
    const clock = ++this.#clock;
    people.forEach(({ name, at, mood }, i) => {
      const head = at === null ? null : Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, at, -1));
      const cursor = head === null ? undefined : { anchor: head, head };
      from.states.set(i + 100, { cursor, mood, user: { id: name, name, color: "#00639c" } });
      from.meta.set(i + 100, { clock, lastUpdated: 0 });
    });
    applyAwarenessUpdate(
      awareness,
      encodeAwarenessUpdate(
        from,
        [...people.keys()].map((i) => i + 100),
      ),
      "colleague",
    );
    from.destroy();
  }

  /** What this window tells the others of its person. */
  get told(): unknown {
    return this.#rooms.awareness.getLocalState();
  }

  /** How often it told them something. */
  get toldTimes(): number {
    return this.#rooms.awareness.meta.get(this.#rooms.body.clientID)?.clock ?? 0;
  }

  setActivity(value: "active" | "idle" | "away"): void {
    activity.set(value);
  }

  get asked(): readonly Asked[] {
    return this.#core.asked;
  }
}

const facts = new ArticleFacts();
const textView = new RememberedChoice<TextView>(TEXT_VIEWS, () => localStorage);
const draftView = new RememberedChoice<TextView>(["simple", "marks", "final", "original"], () => localStorage);
const follow = new Follow();
const find = new FindSession();
const suggesting = new SuggestingMode(() => localStorage);
const quiet = new Store(false);
const activity = new Store<"active" | "idle" | "away">("active");
const OWN: OwnPresence = { isQuiet: quiet, activity };
const PLUGINS = () => [follow.plugin];
const readDrafts = ({ drafts }: CoreState) => drafts;
const readSession = ({ session }: CoreState) => session;

function Window({ rooms, role: store }: { readonly rooms: ArticleRooms; readonly role: Store<Role> }) {
  const session = useCoreState(readSession);
  const drafts = useCoreState(readDrafts);
  const shownDraft = useShownDraft(rooms, SESSION.member.id, drafts?.[0]);
  const shownView = shownDraft.isShown ? draftView : textView;
  const role = useSyncExternalStore(store.subscribe, store.get);
  const [settings, setSettings] = useState<Settings>({
    language: "fa",
    calendar: "language",
    theme: "light",
    presence: "shown",
    typing: TYPING_DEFAULTS,
    page: PAGE_DEFAULTS,
  });
  useLayoutEffect(() => quiet.set(settings.presence === "quiet"), [settings]);
  if (!session) return null;
  return (
    <div className="app">
      <header className="app-header">
        <People rooms={rooms} me={session.member} follow={follow} settings={settings} onSettings={setSettings} />
      </header>
      <div className="app-middle">
        <ArticleScreen
          rooms={rooms}
          entry={{ id: rooms.id, role, status: "draft", suggestFrom: null }}
          missing={false}
          onRelease={null}
          session={session}
          facts={facts}
          pluginsOf={PLUGINS}
          takesCaret={NEVER}
          onDraft={ignore}
          marginDrawer={MARGIN}
          suggesting={suggesting}
          find={find}
          textView={shownView}
          ownPresence={OWN}
          settings={settings}
          shownDraft={shownDraft}
          lists={NO_SHARED_LISTS}
        />
      </div>
      <StatusBar
        rooms={rooms}
        facts={facts}
        suggesting={suggesting}
        textView={shownView}
        draft={shownDraft.isShown ? shownDraft.draft : null}
        follow={follow}
        isQuiet={quiet}
        mayEdit={mayWrite(role, "body")}
        session={session}
      />
    </div>
  );
}

Object.assign(window, { articlePage: new ArticlePage() });
