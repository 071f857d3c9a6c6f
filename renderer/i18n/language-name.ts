import { articleLanguageOf, runLanguageOf } from "../../shared/article/model/language.ts";
import type { Text } from "./text.tsx";

/** What the interface calls a language that was said of a block or a run; null where the value names none. */
export function languageName(value: unknown, t: Text): string | null {
  const tag = runLanguageOf(value);
  if (tag === null) return null;
  const language = articleLanguageOf(tag);
  return language === null ? displayName(tag, t.locale) : t(`editor.language.${language}`);
}

function displayName(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: "language" }).of(tag) ?? tag;
  } catch {
    // Tags of older forms are well-formed, and unknown to it.
    return tag;
  }
}
