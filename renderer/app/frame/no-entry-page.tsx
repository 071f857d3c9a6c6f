import { LANGUAGES } from "../../../shared/rpc/contract.ts";
import "./no-entry-page.css";
import { DIRECTIONS } from "../../i18n/locale.ts";
import { createText } from "../../i18n/text.tsx";

/** Shown in place of the program when its core does not let this window in; in every language, as no setting is known. */
export function NoEntryPage() {
  return (
    <main className="app-crash no-entry">
      {LANGUAGES.map((language) => {
        const t = createText(language);
        return (
          <section key={language} lang={language} dir={DIRECTIONS[language]}>
            <h1>{t("entry.title")}</h1>
            <p>{t("entry.once")}</p>
            <p>{t("entry.safe")}</p>
          </section>
        );
      })}
    </main>
  );
}
