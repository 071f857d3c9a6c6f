/** The window: which article is open, what is shown around it, and what it is called. */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { mayWrite } from "../../shared/roles.ts";
import type { Settings } from "../../shared/rpc/contract.ts";
import { useText } from "../i18n/text.tsx";
import { brokenArticles, forgetBroken } from "./article/broken-articles.ts";
import { ArticleFacts } from "./article/article-facts.ts";
import type { OpenArticles } from "./article/open-articles.ts";
import { useArticle } from "./article/use-article.ts";
import { ArticleScreen } from "./article-screen.tsx";
import { useCoreState } from "./core/context.tsx";
import { ErrorBoundary } from "./frame/error-boundary.tsx";
import { Header, type Drawer } from "./frame/header.tsx";
import { useHash, useLasting, useMedia } from "./frame/hooks.ts";
import { walkRegions } from "./frame/regions.ts";
import { StatusBar } from "./frame/status-bar.tsx";
import { Library } from "./library/library.tsx";
import { useLibrary } from "./library/use-library.ts";

/** Room for library, page and margin side by side; for page and margin. In rem, so that zoom counts. */
const WIDE = "(min-width: 72rem)";
const MIDDLE = "(min-width: 56rem)";
/** A core that is restarted is back before anyone need know. */
const GONE_AFTER = 1000;

interface Props {
  readonly open: OpenArticles;
  readonly settings: Settings;
  readonly onSettings: (settings: Settings) => void;
}

export function App({ open, settings, onSettings }: Props) {
  const t = useText();
  const { up, session, articles } = useCoreState();
  const id = useOpenId(articles?.[0]?.id ?? null);
  const entry = articles?.find((article) => article.id === id) ?? null;
  const held = useHeld(id);
  const rooms = useArticle(open, held ? null : entry && entry.id);
  const [facts] = useState(() => new ArticleFacts());
  const wide = useMedia(WIDE);
  const library = useDrawer(wide);
  const middle = useMedia(MIDDLE);
  const margin = useDrawer(middle);
  const created = useRef<string | null>(null);
  const showMargin = useCallback(() => margin.setOpen(true), [margin]);
  const gone = useLasting(!up, GONE_AFTER) && !up;

  const show = useCallback(
    (id: string) => {
      location.hash = id;
      if (!wide) library.setOpen(false);
    },
    [wide, library],
  );
  const actions = useLibrary(
    useCallback(
      (id: string) => {
        created.current = id;
        show(id);
      },
      [show],
    ),
    show,
  );

  const takesCaret = useCallback((id: string) => {
    const takes = created.current === id;
    if (takes) created.current = null;
    return takes;
  }, []);

  useEffect(() => walkRegions(), []);
  useEffect(() => {
    document.title = entry ? t("app.title", { title: entry.title || t("app.untitled") }) : t("app.name");
  }, [entry, t]);

  if (!session || !articles) return gone ? <CoreAlert /> : null;
  return (
    <div className="app" data-library={library.open || undefined} data-margin={margin.open || undefined}>
      <button type="button" className="app-skip" onClick={skipToText}>{t("app.skip")}</button>
      <Header
        title={entry ? entry.title : null}
        rooms={rooms}
        session={session}
        settings={settings}
        onSettings={onSettings}
        library={library}
        margin={middle ? null : margin}
      />
      {gone && <CoreAlert />}
      <div className="app-middle">
        {library.open && (
          <ErrorBoundary part="library">
            <Library articles={articles} selected={id} onOpen={show} actions={actions} />
          </ErrorBoundary>
        )}
        <ArticleScreen
          rooms={rooms}
          entry={entry}
          missing={id !== null && !entry}
          onRelease={held}
          session={session}
          facts={facts}
          takesCaret={takesCaret}
          onDraft={showMargin}
        />
      </div>
      <StatusBar rooms={rooms} facts={facts} mayEdit={entry !== null && mayWrite(entry.role, "body")} up={up} session={session} />
    </div>
  );
}

/** The article in the address; at the first start, the newest. */
function useOpenId(newest: string | null): string | null {
  const hash = useHash();
  useEffect(() => {
    if (hash === "" && newest !== null) {
      history.replaceState(null, "", `#${newest}`);
      window.dispatchEvent(new HashChangeEvent("hashchange"));
    }
  }, [hash, newest]);
  return hash === "" ? null : hash;
}

/** Lets an article open that broke the window before, and is kept back until then; null when it need not be let. */
function useHeld(id: string | null): (() => void) | null {
  const [broken, setBroken] = useState(brokenArticles);
  const release = useCallback(() => {
    if (id !== null) forgetBroken(id);
    setBroken(brokenArticles());
  }, [id]);
  return id !== null && broken.includes(id) ? release : null;
}

/** Open where there is room for it, and wherever the reader opened it until the window changes. */
function useDrawer(room: boolean): Drawer {
  const [chosen, setChosen] = useState<{ readonly room: boolean; readonly open: boolean } | null>(null);
  const setOpen = useCallback((open: boolean) => setChosen({ room, open }), [room]);
  const open = chosen?.room === room ? chosen.open : room;
  useEffect(() => {
    if (!open || room) return undefined;
    const close = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) setOpen(false);
    };
    document.addEventListener("keydown", close);
    return () => document.removeEventListener("keydown", close);
  }, [open, room, setOpen]);
  return useMemo(() => ({ open, setOpen }), [open, setOpen]);
}

function skipToText(): void {
  document.querySelector<HTMLElement>("[data-region=article] [role=textbox]")?.focus();
}

function CoreAlert() {
  const t = useText();
  return <p role="alert" className="app-alert">{t("app.alert.core")}</p>;
}
