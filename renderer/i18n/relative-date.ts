/** When something happened, as people say it: «۵ دقیقه پیش», «دیروز», and a date in the reader's calendar after a week. */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WEEK = 7;

/**
 * @param then milliseconds since 1970
 * @param now the same; a `then` after it counts as now, since clocks differ
 * @param locale a BCP 47 tag; fa-IR brings the Jalali calendar and Persian digits
 */
export function relativeDate(then: number, now: number, locale: string): string {
  const { relative, year, dayInYear, day } = formatsOf(locale);
  const ago = Math.max(0, now - then);
  const days = daysBetween(then, now);
  if (ago < MINUTE) return relative.format(0, "second");
  if (ago < HOUR) return withoutNumber(relative.format(-Math.floor(ago / MINUTE), "minute"));
  if (days < 1) return withoutNumber(relative.format(-Math.floor(ago / HOUR), "hour"));
  if (days < WEEK) return relative.format(-days, "day");
  return (year.format(then) === year.format(now) ? dayInYear : day).format(then);
}

/** The Hebrew data of ICU has words for one and two of something, and the number behind them once more: «לפני שעתיים (2)» (IL44). */
const withoutNumber = (said: string): string => said.replace(/ \([12]\)$/, "");

const formats = new Map<string, ReturnType<typeof makeFormats>>();

/** Making one takes a hundred times as long as using it. */
function formatsOf(locale: string): ReturnType<typeof makeFormats> {
  let known = formats.get(locale);
  if (!known) formats.set(locale, (known = makeFormats(locale)));
  return known;
}

const makeFormats = (locale: string) => ({
  relative: new Intl.RelativeTimeFormat(locale, { numeric: "auto" }),
  year: new Intl.DateTimeFormat(locale, { year: "numeric" }),
  dayInYear: new Intl.DateTimeFormat(locale, { day: "numeric", month: "long" }),
  day: new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" }),
});

const midnight = (time: number): number => new Date(time).setHours(0, 0, 0, 0);

/** Midnights between two times, in the reader's time zone. */
function daysBetween(then: number, now: number): number {
  return Math.round((midnight(now) - midnight(then)) / (24 * HOUR));
}
