/** Runs in Chromium: the interface's styles, languages, notices and focus around one component, as `main.tsx` and `Root` set them up. */
import "@fontsource-variable/vazirmatn";
import "@fontsource-variable/noto-sans-hebrew";
import "../../../renderer/theme/tokens.css";
import "../../../renderer/theme/base.css";
import "../../../renderer/theme/controls.css";
import "../../../renderer/app/app.css";
import "../../../renderer/app/library/library.css";
import type { ReactNode } from "react";
import { I18nProvider } from "react-aria-components";
import { createRoot } from "react-dom/client";
import { keepFocus } from "../../../renderer/app/frame/keep-focus.ts";
import { NoticesProvider } from "../../../renderer/app/frame/notices.tsx";
import { DIRECTIONS, localeOf } from "../../../renderer/i18n/locale.ts";
import { TextProvider } from "../../../renderer/i18n/text.tsx";
import { typeHalfSpaceInFields } from "../../../renderer/i18n/zwnj-key.ts";
import type { Language } from "../../../shared/rpc/contract.ts";

/** Draws a component at the end of the page. */
export function mount(language: Language, component: ReactNode): void {
  document.documentElement.lang = language;
  document.documentElement.dir = DIRECTIONS[language];
  keepFocus();
  typeHalfSpaceInFields(document);
  createRoot(document.body.appendChild(document.createElement("div"))).render(
    <I18nProvider locale={localeOf(language, "language")}>
      <TextProvider language={language}>
        <NoticesProvider>{component}</NoticesProvider>
      </TextProvider>
    </I18nProvider>,
  );
}
