/** The window: which article is open, what is shown around it, and what it is called. */
import { memo, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { mayWrite } from "../../shared/roles.ts";
import type { Settings } from "../../shared/rpc/contract.ts";
import { useText } from "../i18n/text.tsx";
import { sameFields } from "../use-selected.ts";
import { brokenArticles, forgetBroken } from "./article/broken-articles.ts";
import { ArticleFacts } from "./article/article-facts.ts";
import type { OpenArticles } from "./article/open-articles.ts";
import { useArticle } from "./article/use-article.ts";
import { ArticleScreen, type OpenEntry } from "./article-screen.tsx";
import { useCoreState } from "./core/context.tsx";
import type { CoreState } from "./core/core-store.ts";
import { useDrawers } from "./frame/drawers.ts";
import { ErrorBoundary } from "./frame/error-boundary.tsx";
import { Header } from "./frame/header.tsx";
import { useHash, useLasting } from "./frame/hooks.ts";
import { keepFocus } from "./frame/keep-focus.ts";
import { walkRegions } from "./frame/regions.ts";
import { StatusBar } from "./frame/status-bar.tsx";
import { Welcome } from "./frame/welcome.tsx";
import { Library } from "./library/library.tsx";
import { useLibrary } from "./library/use-library.ts";

/** A core that is restarted is back before anyone need know. */
const GONE_AFTER = 1000;

const readUp = ({ up }: CoreState) => up;
const readSession = ({ session }: CoreState) => session;
/** Null while the core has not said what there is. */
const readIsEmpty = ({ articles }: CoreState) => articles && articles.length === 0;

interface Props {
  readonly open: OpenArticles;
  readonly settings: Settings;
  readonly onSettings: (settings: Settings) => void;
}

/** Renders anew when another article is opened or something is put away, never while one types (UI1). */
export function App({ open, settings, onSettings }: Props) {
  const t = useText();
  const up = useCoreState(readUp);
  const session = useCoreState(readSession);
  const isEmpty = useCoreState(readIsEmpty);
  const id = useOpenId();
  const entry = useOpenEntry(id);
  const release = useRelease(id);
  const rooms = useArticle(open, release ? null : entry && entry.id);
  const [facts] = useState(() => new ArticleFacts());
  const { library, margin, sheet } = useDrawers();
  const { show, begin, takesCaret } = useOpening(library.isSheet, library.setOpen);
  const actions = useLibrary(begin, show);
  const showMargin = useCallback(() => margin.setOpen(true), [margin]);
  const gone = useLasting(!up, GONE_AFTER) && !up;

  useEffect(() => {
    const stops = [walkRegions(), keepFocus()];
    return () => stops.forEach((stop) => stop());
  }, []);

  const isWelcome = isEmpty === true && !entry;
  if (!session || isEmpty === null) return gone ? <CoreAlert /> : null;
  return (
    <div className="app" data-library={library.open || undefined} data-margin={margin.open || undefined} data-sheet={sheet ?? undefined}>
      <WindowTitle id={entry && entry.id} />
      <button type="button" className="app-skip" onClick={skipToText}>{t("app.skip")}</button>
      <Header rooms={rooms} session={session} settings={settings} onSettings={onSettings} library={library} margin={margin} isWelcome={isWelcome} />
      {gone && <CoreAlert />}
      <div className="app-middle">
        {library.open && (
          <ErrorBoundary part="library">
            <Library selected={id} onOpen={show} actions={actions} />
          </ErrorBoundary>
        )}
        {isWelcome ? (
          <Welcome session={session} actions={actions} />
        ) : (
          <ArticleScreen
            rooms={rooms}
            entry={entry}
            missing={id !== null && !entry}
            onRelease={release}
            session={session}
            facts={facts}
            takesCaret={takesCaret}
            onDraft={showMargin}
            marginDrawer={margin}
          />
        )}
        {sheet !== null && <Scrim onPress={() => (sheet === "library" ? library : margin).setOpen(false)} />}
      </div>
      <StatusBar rooms={rooms} facts={facts} mayEdit={entry !== null && mayWrite(entry.role, "body")} session={session} />
    </div>
  );
}

/** What of the list the window follows for the open article: not its time, which changes with every key. */
function useOpenEntry(id: string | null): OpenEntry | null {
  const read = useCallback(
    ({ articles }: CoreState): OpenEntry | null => {
      const entry = articles?.find((article) => article.id === id);
      return entry ? { id: entry.id, role: entry.role } : null;
    },
    [id],
  );
  return useCoreState(read, sameFields);
}

interface Opening {
  /** Opens an article. */
  readonly show: (id: string) => void;
  /** Opens one that was just made here, with the caret in its headline. */
  readonly begin: (id: string) => void;
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
        // Instead of the sheet's own entry in the window's history.
        location.replace(`#${id}`);
        setLibraryOpen(false);
      }
    };
    const begin = (id: string) => {
      waiting.current = id;
      show(id);
    };
    const takesCaret = (id: string) => {
      const takes = waiting.current === id;
      if (takes) waiting.current = null;
      return takes;
    };
    return { show, begin, takesCaret };
  }, [isSheet, setLibraryOpen]);
}

const readTitle = (id: string | null) => ({ articles }: CoreState): string | null =>
  articles?.find((article) => article.id === id)?.title ?? null;

/** By itself, since a headline changes while it is typed. */
const WindowTitle = memo(function WindowTitle({ id }: { readonly id: string | null }) {
  const t = useText();
  const title = useCoreState(useMemo(() => readTitle(id), [id]));
  useEffect(() => {
    document.title = title === null ? t("app.name") : t("app.title", { title: title || t("app.untitled") });
  }, [title, t]);
  return null;
});

/** The article in the address; at the first start, the newest. */
function useOpenId(): string | null {
  const hash = useHash();
  const newest = useCoreState(useCallback(({ articles }: CoreState) => (hash === "" ? (articles?.[0]?.id ?? null) : null), [hash]));
  useEffect(() => {
    if (hash === "" && newest !== null) {
      history.replaceState(null, "", `#${newest}`);
      window.dispatchEvent(new HashChangeEvent("hashchange"));
    }
  }, [hash, newest]);
  return hash === "" ? null : hash;
}

/** Lets an article open that broke the window before, and is kept back until then; null when it need not be let. */
function useRelease(id: string | null): (() => void) | null {
  const [broken, setBroken] = useState(brokenArticles);
  const release = useCallback(() => {
    if (id !== null) forgetBroken(id);
    setBroken(brokenArticles());
  }, [id]);
  return id !== null && broken.includes(id) ? release : null;
}

/** What a sheet lies over. Keys have Escape for it. */
function Scrim({ onPress }: { readonly onPress: () => void }) {
  // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
  return <div className="app-scrim" onClick={onPress} />;
}

function skipToText(): void {
  document.querySelector<HTMLElement>("[data-region=article] [role=textbox]")?.focus();
}

function CoreAlert() {
  const t = useText();
  return <p role="alert" className="app-alert">{t("app.alert.core")}</p>;
}
