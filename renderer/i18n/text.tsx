import { IntlMessageFormat } from "intl-messageformat";
import { createContext, use, useMemo, type ReactNode } from "react";
import type { Calendar, Language } from "../../shared/rpc/contract.ts";
import { catalogue, type MessageKey } from "./catalogue.ts";
import { isolated } from "./isolated.ts";
import { DIRECTIONS, localeOf } from "./locale.ts";

export type Values = Readonly<Record<string, string | number | Date>>;
/** Says messages in the interface language. */
export interface Text {
  /** Message of `key`; `values` fill its ICU arguments. */
  (key: MessageKey, values?: Values): string;
  /** BCP 47 tag for what else is said beside them. */
  readonly locale: string;
}

/**
 * The messages of a language. A text in them that has letters of the other direction is isolated, so that the sentence around it stays
 * in order (SU47). No message chooses by a text, only by numbers.
 * @param locale of numbers and dates
 */
export function createText(language: Language, locale = localeOf(language, "language")): Text {
  const parsed = new Map<MessageKey, IntlMessageFormat>();
  const shown = (value: Values[string]) => (typeof value === "string" ? isolated(value, DIRECTIONS[language]) : value);
  const t = (key: MessageKey, values?: Values): string => {
    let message = parsed.get(key);
    if (!message) parsed.set(key, (message = new IntlMessageFormat(catalogue[language][key], locale)));
    return String(message.format(values && Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shown(value)]))));
  };
  return Object.assign(t, { locale });
}

const TextContext = createContext<{ language: Language; locale: string; t: Text } | null>(null);

interface TextProps {
  readonly language: Language;
  readonly calendar?: Calendar;
  readonly children: ReactNode;
}

/** Gives the language of the interface, with its calendar, to the components in it. */
export function TextProvider({ language, calendar = "language", children }: TextProps) {
  const value = useMemo(() => {
    const locale = localeOf(language, calendar);
    return { language, locale, t: createText(language, locale) };
  }, [language, calendar]);
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
/** BCP 47 tag for numbers, dates and lists of the interface (IL4, IL5). @throws Error outside a `TextProvider` */
export const useLocale = (): string => useContextValue().locale;
