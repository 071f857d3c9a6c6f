import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { NO_STATUS } from "../../shared/status.ts";
import { mayWrite } from "../../shared/roles.ts";
import type { Settings } from "../../shared/rpc/contract.ts";
import { useText } from "../i18n/text.tsx";
import type { OwnPresence } from "../editor/index.ts";
import { ErrorBoundary } from "../theme/error-boundary.tsx";
import { Store } from "../store/store.ts";
import { sameFields, useSelected } from "../store/use-store.ts";
import { RememberedChoice, SuggestingMode, TEXT_VIEWS, type TextView } from "../suggestions/index.ts";
import { brokenArticles, forgetBroken } from "./article/broken-articles.ts";
import { ArticleFacts } from "./article/article-facts.ts";
import type { ArticleRooms } from "./article/article-rooms.ts";
import type { OpenArticles } from "./article/open-articles.ts";
import { readFragment } from "./article/note-link.ts";
import { Reveal } from "./article/reveal.ts";
import { reportText } from "./article/text-report.ts";
import { useArticle } from "./article/use-article.ts";
import { useShownDraft } from "./draft/use-shown-draft.ts";
import { Activity } from "./presence/activity.ts";
import { FindSession } from "./find/find-session.ts";
import { Follow } from "./presence/follow.ts";
import type { OpenEntry } from "./article-page.tsx";
import { ArticleScreen } from "./article-screen.tsx";
import { useCore, useCoreState } from "./core/context.tsx";
import type { CoreState } from "./core/core-store.ts";
import { useDrawers } from "./frame/drawers.ts";
import { Header } from "./frame/header.tsx";
import { useHash, useLasting } from "./frame/hooks.ts";
import { keepFocus } from "./frame/keep-focus.ts";
import { useNewDevices } from "./frame/new-devices.ts";
import { useNotices } from "./frame/notices.tsx";
import { walkRegions } from "./frame/regions.ts";
import { StatusBar } from "./frame/status-bar.tsx";
import { Welcome } from "./frame/welcome.tsx";
import { ArchiveReport } from "./library/archive-report.tsx";
import { ImportReport } from "./library/import-report.tsx";
import { Library, type Found } from "./library/library.tsx";
import { useNewsroomLists } from "./lists/use-newsroom-lists.ts";
import { ListStore, type ListState } from "./library/list-store.ts";
import { QuickOpen } from "./library/quick-open.tsx";
import { useArchive } from "./library/use-archive.ts";
import { useLibrary } from "./library/use-library.ts";

/** Milliseconds that the core may be away before the window says so: a restart takes less. */
const GONE_AFTER = 1000;

const readUp = ({ up }: CoreState) => up;
const readSession = ({ session }: CoreState) => session;
const readDrafts = ({ drafts }: CoreState) => drafts;
/** The views of a draft: at first it is read as the text that it would be. */
const DRAFT_VIEWS = ["simple", ...TEXT_VIEWS.filter((one) => one !== "simple")] as const satisfies readonly TextView[];
const readIsEmpty = ({ isEmpty }: ListState) => isEmpty;

interface Props {
  readonly open: OpenArticles;
  readonly settings: Settings;
  readonly onSettings: (settings: Settings) => void;
}

/**
 * The window: which article is open, what is shown around it, and what it is called. It renders again when another article is
 * opened or a part is put away, never while one types (UI1).
 */
export function App({ open, settings, onSettings }: Props) {
  const t = useText();
  const up = useCoreState(readUp);
  const session = useCoreState(readSession);
  const { client } = useCore();
  const { sayError } = useNotices();
  const [list] = useState(() => new ListStore(client, sayError));
  const isEmpty = useSelected(list.state, readIsEmpty);
  const id = useOpenId(list);
  const entry = useOpenEntry(id);
  const release = useRelease(id);
  const drafts = useCoreState(readDrafts);
  const draftEntry = drafts?.find(({ article }) => article === id);
  const shownEntry = useMemo(
    () => (entry === null && id !== null && draftEntry ? { ...NO_STATUS, id, role: "reader" as const } : entry),
    [entry, id, draftEntry],
  );
  const rooms = useArticle(open, release ? null : (shownEntry?.id ?? null));
  const shownDraft = useShownDraft(rooms, session?.member.id ?? null, draftEntry);
  const [facts] = useState(() => new ArticleFacts());
  const [suggesting] = useState(() => new SuggestingMode(() => localStorage));
  const [textView] = useState(() => new RememberedChoice<TextView>(TEXT_VIEWS, () => localStorage));
  const [draftView] = useState(() => new RememberedChoice<TextView>(DRAFT_VIEWS, () => localStorage));
  const shownView = shownDraft.isShown ? draftView : textView;
  const ownPresence = useOwnPresence(settings.presence);
  const { library, margin, sheet } = useDrawers();
  const { show, begin, goTo, takesCaret } = useOpening(library.isSheet, library.setOpen);
  const actions = useLibrary(begin, show);
  const archiving = useArchive();
  const [follow] = useState(() => new Follow());
  const [find] = useState(() => new FindSession());
  const [reveal] = useState(() => new Reveal((from) => find.startAt(from)));
  const openAt = useCallback(
    (article: string, found?: Found) => {
      show(article);
      if (found === undefined) return;
      reveal.show(article, found.words, found.index);
      find.lookFor(found.words, found.index !== null);
    },
    [show, reveal, find],
  );
  const pluginsOf = useCallback(
    (rooms: ArticleRooms, isDraft: boolean) => [
      // What a draft says is told to nobody (DR3).
      ...(isDraft ? [] : [reportText(client, rooms, sayError)]),
      reveal.plugin(rooms.id),
      follow.plugin,
    ],
    [client, reveal, follow, sayError],
  );
  const showMargin = useCallback(() => margin.setOpen(true), [margin]);
  useNewDevices();
  const lists = useNewsroomLists(session);
  const gone = useLasting(!up, GONE_AFTER) && !up;

  useEffect(() => {
    const stops = [walkRegions(), keepFocus()];
    return () => stops.forEach((stop) => stop());
  }, []);

  const isWelcome = isEmpty === true && !shownEntry;
  if (!session || isEmpty === null) return gone ? <CoreAlert /> : null;
  return (
    <div className="app" data-library={library.open || undefined} data-margin={margin.open || undefined} data-sheet={sheet ?? undefined}>
      <WindowTitle />
      <button type="button" className="app-skip" onClick={skipToText}>
        {t("app.skip")}
      </button>
      <Header
        rooms={rooms}
        session={session}
        settings={settings}
        onSettings={onSettings}
        library={library}
        margin={margin}
        follow={follow}
        isWelcome={isWelcome}
      />
      {gone && <CoreAlert />}
      <div className="app-middle">
        {library.open && (
          <ErrorBoundary part="library">
            <Library list={list} open={id} onOpen={openAt} actions={actions} archiving={archiving} />
          </ErrorBoundary>
        )}
        {isWelcome ? (
          <Welcome session={session} actions={actions} />
        ) : (
          <ArticleScreen
            rooms={rooms}
            entry={shownEntry}
            missing={shownEntry === null}
            onRelease={release}
            session={session}
            facts={facts}
            pluginsOf={pluginsOf}
            takesCaret={takesCaret}
            onDraft={showMargin}
            marginDrawer={margin}
            suggesting={suggesting}
            find={find}
            textView={shownView}
            ownPresence={ownPresence}
            settings={settings}
            shownDraft={shownDraft}
            lists={lists}
          />
        )}
        {sheet !== null && <Scrim onPress={() => (sheet === "library" ? library : margin).setOpen(false)} />}
      </div>
      <StatusBar
        rooms={rooms}
        facts={facts}
        suggesting={suggesting}
        textView={shownView}
        draft={shownDraft.isShown ? shownDraft.draft : null}
        follow={follow}
        isQuiet={ownPresence.isQuiet}
        mayEdit={entry !== null && entry !== undefined && mayWrite(entry.role, "body")}
        session={session}
      />
      <QuickOpen onOpen={goTo} />
      <div className="app-reports">
        <ImportReport imports={actions.imports} onOpen={openAt} />
        <ArchiveReport archiving={archiving} />
      </div>
    </div>
  );
}

/** What the others are told of this person, the same object at each render. */
function useOwnPresence(presence: Settings["presence"]): OwnPresence {
  const [isQuiet] = useState(() => new Store(true));
  const [activity] = useState(() => new Activity(document));
  useLayoutEffect(() => isQuiet.set(presence !== "shown"), [isQuiet, presence]);
  useEffect(() => activity.start(), [activity]);
  return useMemo(() => ({ isQuiet, activity: activity.activity }), [isQuiet, activity]);
}

/**
 * ID, role and status of the open article, without its time, which changes with every key. Null when it is not on this
 * computer, undefined before that is known.
 */
function useOpenEntry(id: string | null): OpenEntry | null | undefined {
  const core = useCore();
  useEffect(() => core.follow(id), [core, id]);
  const read = useCallback(
    ({ followed }: CoreState): OpenEntry | null | undefined => {
      if (id === null || followed?.id !== id) return undefined;
      if (!followed.entry) return followed.entry;
      const { role, status, suggestFrom } = followed.entry;
      return { id, role, status, suggestFrom };
    },
    [id],
  );
  return useCoreState(read, isSameEntry);
}

const isSameEntry = (a: OpenEntry | null | undefined, b: OpenEntry | null | undefined): boolean => (a && b ? sameFields(a, b) : a === b);

interface Opening {
  /** Opens an article. */
  readonly show: (id: string) => void;
  /** Opens one that was just made here, with the caret in its headline. */
  readonly begin: (id: string) => void;
  /** Opens one that was asked for by keys: these go on in its text, or in the note that the link names. */
  readonly goTo: (id: string) => void;
  /** Whether the caret is to go to this article. Asked once, when it can be written. */
  readonly takesCaret: (id: string) => boolean;
}

/** @param isSheet whether articles are chosen in a sheet, which closes then; what comes next happens in the text */
function useOpening(isSheet: boolean, setLibraryOpen: (open: boolean) => void): Opening {
  const waiting = useRef<string | null>(null);
  return useMemo(() => {
    const show = (id: string) => {
      if (!isSheet) location.hash = id;
      else {
        if (location.hash.slice(1) === id) skipToText();
        else waiting.current = id;
        // Replaces the entry that the sheet has in the window's history.
        location.replace(`#${id}`);
        setLibraryOpen(false);
      }
    };
    const begin = (id: string) => {
      waiting.current = id;
      show(id);
    };
    const goTo = (id: string) => (location.hash.slice(1) === id ? show(id) : begin(id));
    const takesCaret = (id: string) => {
      const takes = waiting.current === id;
      if (takes) waiting.current = null;
      return takes;
    };
    return { show, begin, goTo, takesCaret };
  }, [isSheet, setLibraryOpen]);
}

const readTitle = ({ followed }: CoreState): string | null => followed?.entry?.title ?? null;

/** Sets the window's title. A component of its own, so that typing a headline renders nothing else (UI1). */
const WindowTitle = memo(function WindowTitle() {
  const t = useText();
  const title = useCoreState(readTitle);
  useEffect(() => {
    document.title = title === null ? t("app.name") : t("app.title", { title: title || t("app.untitled") });
  }, [title, t]);
  return null;
});

/** The article in the address; at the first start, the newest. */
function useOpenId(list: ListStore): string | null {
  const hash = readFragment(useHash()).article;
  const newest = useSelected(
    list.state,
    useCallback(({ newest }: ListState) => (hash === "" ? newest : null), [hash]),
  );
  useEffect(() => {
    if (hash === "" && newest !== null) {
      history.replaceState(null, "", `#${newest}`);
      window.dispatchEvent(new HashChangeEvent("hashchange"));
    }
  }, [hash, newest]);
  return hash === "" ? null : hash;
}

/** @returns what opens an article that is held back because it broke the window before (NO25); null when it is not held back */
function useRelease(id: string | null): (() => void) | null {
  const [broken, setBroken] = useState(brokenArticles);
  const release = useCallback(() => {
    if (id !== null) forgetBroken(id);
    setBroken(brokenArticles());
  }, [id]);
  return id !== null && broken.includes(id) ? release : null;
}

/** Dims what is below a sheet, and closes the sheet when pressed; Escape does so by keyboard. */
function Scrim({ onPress }: { readonly onPress: () => void }) {
  // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
  return <div className="app-scrim" onClick={onPress} />;
}

function skipToText(): void {
  document.querySelector<HTMLElement>("[data-region=article] [role=textbox]")?.focus();
}

function CoreAlert() {
  const t = useText();
  return (
    <p role="alert" className="app-alert">
      {t("app.alert.core")}
    </p>
  );
}
