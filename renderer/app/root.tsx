import { useCallback, useEffect, useLayoutEffect, useMemo, useState, type ReactNode } from "react";
import { I18nProvider } from "react-aria-components";
import type { RpcClient } from "../../shared/rpc/client.ts";
import { LANGUAGES, type Calendar, type Language, type LanguageChoice, type Settings } from "../../shared/rpc/contract.ts";
import { DIRECTIONS, languageOfChoice, localeOf } from "../i18n/locale.ts";
import { TextProvider } from "../i18n/text.tsx";
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

/** What the interface speaks, and how it writes dates. */
interface Speech {
  readonly language: LanguageChoice;
  readonly calendar: Calendar;
}

/** The language that a choice stands for, now and when the system's languages change. */
function useSystemLanguage(choice: LanguageChoice): Language {
  const [system, setSystem] = useState(() => navigator.languages);
  useEffect(() => {
    const listen = () => setSystem(navigator.languages);
    window.addEventListener("languagechange", listen);
    return () => window.removeEventListener("languagechange", listen);
  }, []);
  return languageOfChoice(choice, system);
}

/** Language, appearance and the core, around everything else. */
export function Root({ client }: { readonly client: RpcClient }) {
  const [speech, setSpeech] = useState<Speech>(() => ({ language: languageOfAddress() ?? "system", calendar: "language" }));
  const { calendar } = speech;
  const language = useSystemLanguage(speech.language);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = DIRECTIONS[language];
  }, [language]);
  return (
    <I18nProvider locale={localeOf(language, calendar)}>
      <TextProvider language={language} calendar={calendar}>
        <ErrorBoundary part="window" onError={() => rememberBroken(readFragment(location.hash.slice(1)).article)}>
          <NoticesProvider>
            <Connected client={client}>
              <Settled speech={speech} setSpeech={setSpeech} client={client} />
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
  readonly speech: Speech;
  readonly setSpeech: (speech: Speech) => void;
}

function Settled({ client, speech, setSpeech }: SettledProps) {
  const { language, calendar } = speech;
  const { sayError } = useNotices();
  const settings = useCoreState(readSettings);
  const [open] = useState(() => new OpenArticles(client, sayError));

  useEffect(() => {
    if (settings) document.documentElement.dataset["theme"] = settings.theme;
    if (settings) setSpeech({ language: languageOfAddress() ?? settings.language, calendar: settings.calendar });
  }, [settings, setSpeech]);

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
      if (changes) dropLanguageOfAddress();
      setSpeech({ language: chosen.language, calendar: chosen.calendar });
      // The language of this window's address is no choice for the desk.
      const kept = changes ? chosen.language : (settings?.language ?? language);
      client.calls.saveSettings({ ...chosen, language: kept }).catch(sayError);
    },
    [client, language, settings, setSpeech, sayError],
  );

  const theme = settings?.theme ?? "system";
  // What is not known yet may be quiet.
  const presence = settings?.presence ?? "quiet";
  const typing = settings?.typing ?? TYPING_DEFAULTS;
  const page = settings?.page ?? PAGE_DEFAULTS;
  useLayoutEffect(() => showPageSettings(document.documentElement, page), [page]);
  const shown = useMemo(() => ({ theme, language, calendar, presence, typing, page }), [theme, language, calendar, presence, typing, page]);
  return <App open={open} settings={shown} onSettings={save} />;
}

/** Removes `?lang=` from the address: a choice in the window replaces it. */
function dropLanguageOfAddress(): void {
  const address = new URL(location.href);
  address.searchParams.delete("lang");
  history.replaceState(null, "", address);
}
