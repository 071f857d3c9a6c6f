import { LANGUAGES, type Calendar, type Language, type LanguageChoice } from "../../shared/rpc/contract.ts";

/** Digits and the calendar come with the locale: Persian and Jalali, Arabic-Indic and Gregorian, European and Gregorian (IL4, IL5). */
const LOCALES: Record<Language, string> = { fa: "fa-IR", ar: "ar-EG", he: "he-IL", en: "en-GB" };

/** Direction of the interface. */
export const DIRECTIONS: Record<Language, "rtl" | "ltr"> = { fa: "rtl", ar: "rtl", he: "rtl", en: "ltr" };

/** What an interface without any of the system's languages speaks. */
const FALLBACK: Language = "fa";

/**
 * The language that a choice stands for (IL2).
 * @param system BCP 47 tags of the system's languages, the preferred one first
 */
export function languageOfChoice(choice: LanguageChoice, system: readonly string[]): Language {
  if (choice !== "system") return choice;
  for (const tag of system) {
    const [primary] = tag.toLowerCase().split("-");
    // Browsers have called Hebrew `iw`, as it was before 1989.
    const known = LANGUAGES.find((language) => language === (primary === "iw" ? "he" : primary));
    if (known) return known;
  }
  return FALLBACK;
}

/** BCP 47 tag of a language of the interface, with the calendar that a person chose (IL5). */
export function localeOf(language: Language, calendar: Calendar): string {
  return calendar === "language" ? LOCALES[language] : `${LOCALES[language]}-u-ca-${calendar}`;
}

/** Which way the sentences of a locale run. */
export function directionOf(locale: string): "rtl" | "ltr" {
  const { language } = new Intl.Locale(locale);
  return DIRECTIONS[LANGUAGES.find((known) => known === language) ?? FALLBACK];
}
