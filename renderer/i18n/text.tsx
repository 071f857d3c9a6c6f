import { IntlMessageFormat } from "intl-messageformat";
import { createContext, use, useMemo, type ReactNode } from "react";
import type { Language } from "../../shared/rpc/contract.ts";
import { FSI, isolateControls, PDI } from "../../shared/text/bidi-controls.ts";
import { hasLetterAgainst } from "../../shared/text/direction.ts";
import { catalogue, type MessageKey } from "./catalogue.ts";

export type Values = Readonly<Record<string, string | number | Date>>;
/** Message of `key` in the interface language; `values` fill its ICU arguments. */
export type Text = (key: MessageKey, values?: Values) => string;

/** Persian digits and the Jalali calendar come with the locale. */
export const LOCALES: Record<Language, string> = { fa: "fa-IR", en: "en-GB" };
/** Direction of the interface. */
export const DIRECTIONS: Record<Language, "rtl" | "ltr"> = { fa: "rtl", en: "ltr" };

/**
 * The messages of a language. A text in them that has letters of the other direction is isolated, so that the sentence around it stays
 * in order (SU47). No message chooses by a text, only by numbers.
 */
export function createText(language: Language): Text {
  const parsed = new Map<MessageKey, IntlMessageFormat>();
  const direction = DIRECTIONS[language];
  const isolated = (value: Values[string]) =>
    typeof value === "string" && hasLetterAgainst(direction, value) ? `${FSI}${isolateControls(value)}${PDI}` : value;
  return (key, values) => {
    let message = parsed.get(key);
    if (!message) parsed.set(key, (message = new IntlMessageFormat(catalogue[language][key], LOCALES[language])));
    return String(message.format(values && Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isolated(value)]))));
  };
}

const TextContext = createContext<{ language: Language; t: Text } | null>(null);

/** Gives the language of the interface to the components in it. */
export function TextProvider({ language, children }: { readonly language: Language; readonly children: ReactNode }) {
  const value = useMemo(() => ({ language, t: createText(language) }), [language]);
  return <TextContext value={value}>{children}</TextContext>;
}

function useContextValue() {
  const value = use(TextContext);
  if (!value) throw new Error("useText needs a TextProvider above it");
  return value;
}

/** The messages in the language of the interface. @throws Error outside a `TextProvider` */
export const useText = (): Text => useContextValue().t;
/** The language of the interface. @throws Error outside a `TextProvider` */
export const useLanguage = (): Language => useContextValue().language;
