import type { Span } from "./writing-record.ts";

const formats = new Map<string, Intl.DateTimeFormat>();

/** When something was written, to the minute, in the reader's calendar. @param locale a BCP 47 tag */
export function spanText({ first, last }: Span, locale: string): string {
  let format = formats.get(locale);
  if (!format) formats.set(locale, (format = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" })));
  return format.formatRange(first, last);
}
