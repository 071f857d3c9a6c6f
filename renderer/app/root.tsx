import { useCallback, useEffect, useLayoutEffect, useMemo, useState, type ReactNode } from "react";
import { I18nProvider } from "react-aria-components";
import type { RpcClient } from "../../shared/rpc/client.ts";
import { LANGUAGES, type Language, type Settings } from "../../shared/rpc/contract.ts";
import { DIRECTIONS, LOCALES, TextProvider } from "../i18n/text.tsx";
import { PAGE_DEFAULTS } from "../../shared/typing/page-settings.ts";
import { TYPING_DEFAULTS } from "../../shared/typing/settings.ts";
import { CorePictures, PictureSourceProvider } from "../pictures/picture-source.ts";
import { ErrorBoundary } from "../theme/error-boundary.tsx";
import { showPageSettings } from "../editor/index.ts";
import { App } from "./app.tsx";
import { readFragment } from "./article/note-link.ts";
import { rememberBroken } from "./article/broken-articles.ts";
import { OpenArticles } from "./article/open-articles.ts";
import { CoreProvider, useCoreState } from "./core/context.tsx";
import { CoreStore, type CoreState } from "./core/core-store.ts";
import { NoticesProvider, useNotices } from "./frame/notices.tsx";

/** `?lang=` of the address, which holds for this window; null when there is none that we speak. */
function languageOfAddress(): Language | null {
  const asked = new URLSearchParams(location.search).get("lang");
  return LANGUAGES.find((language) => language === asked) ?? null;
}

const languageOfBrowser = (): Language => (navigator.language.startsWith("en") ? "en" : "fa");

/** Language, appearance and the core, around everything else. */
export function Root({ client }: { readonly client: RpcClient }) {
  const [language, setLanguage] = useState(() => languageOfAddress() ?? languageOfBrowser());
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = DIRECTIONS[language];
  }, [language]);
  return (
    <I18nProvider locale={LOCALES[language]}>
      <TextProvider language={language}>
        <ErrorBoundary part="window" onError={() => rememberBroken(readFragment(location.hash.slice(1)).article)}>
          <NoticesProvider>
            <Connected client={client}>
              <Settled language={language} setLanguage={setLanguage} client={client} />
            </Connected>
          </NoticesProvider>
        </ErrorBoundary>
      </TextProvider>
    </I18nProvider>
  );
}

function Connected({ client, children }: { readonly client: RpcClient; readonly children: ReactNode }) {
  const { sayError } = useNotices();
  const [store] = useState(() => new CoreStore(client, sayError));
  const [pictures] = useState(() => new CorePictures(client, null));
  return (
    <CoreProvider store={store}>
      <PictureSourceProvider value={pictures}>{children}</PictureSourceProvider>
    </CoreProvider>
  );
}

const readSettings = ({ settings }: CoreState) => settings;

interface SettledProps {
  readonly client: RpcClient;
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
}

function Settled({ client, language, setLanguage }: SettledProps) {
  const { sayError } = useNotices();
  const settings = useCoreState(readSettings);
  const [open] = useState(() => new OpenArticles(client, sayError));

  useEffect(() => {
    if (settings) document.documentElement.dataset["theme"] = settings.theme;
    if (settings && languageOfAddress() === null) setLanguage(settings.language);
  }, [settings, setLanguage]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (open.pending) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [open]);

  const save = useCallback(
    (chosen: Settings) => {
      const changes = chosen.language !== language;
      if (changes) {
        dropLanguageOfAddress();
        setLanguage(chosen.language);
      }
      // The language of this window's address is no choice for the desk.
      const kept = changes ? chosen.language : (settings?.language ?? language);
      client.calls
        .saveSettings({ theme: chosen.theme, language: kept, presence: chosen.presence, typing: chosen.typing, page: chosen.page })
        .catch(sayError);
    },
    [client, language, settings, setLanguage, sayError],
  );

  const theme = settings?.theme ?? "system";
  // What is not known yet may be quiet.
  const presence = settings?.presence ?? "quiet";
  const typing = settings?.typing ?? TYPING_DEFAULTS;
  const page = settings?.page ?? PAGE_DEFAULTS;
  useLayoutEffect(() => showPageSettings(document.documentElement, page), [page]);
  const shown = useMemo(() => ({ theme, language, presence, typing, page }), [theme, language, presence, typing, page]);
  return <App open={open} settings={shown} onSettings={save} />;
}

/** Removes `?lang=` from the address: a choice in the window replaces it. */
function dropLanguageOfAddress(): void {
  const address = new URL(location.href);
  address.searchParams.delete("lang");
  history.replaceState(null, "", address);
}
