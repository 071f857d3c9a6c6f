import { isolated } from "./isolated.ts";
import { directionOf } from "./locale.ts";

const formats = new Map<string, Intl.ListFormat>();

/**
 * Several names as a part of one sentence, each isolated: «امید و سارا».
 * @param locale a BCP 47 tag
 */
export function listOf(names: readonly string[], locale: string): string {
  const [only, next] = names;
  if (only !== undefined && next === undefined) return isolated(only, directionOf(locale));
  let format = formats.get(locale);
  if (!format) formats.set(locale, (format = new Intl.ListFormat(locale)));
  return format.format(names.map((name) => isolated(name, directionOf(locale))));
}
