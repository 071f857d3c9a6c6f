/** Tags of languages, as BCP 47 has them, and the letters that they are written in. */

/** RFC 5646 asks for room for so many characters; what is longer is no tag that anybody wrote. */
const LONGEST = 35;
const WELL_FORMED =
  /^[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?$/i;
/** They name no language: unknown, several, none. */
const OF_NO_LANGUAGE = new Set(["und", "mul", "mis", "zxx"]);

/** A well-formed tag in the case that is usual, `fr-FR` for `FR-fr`; null for all else, and for one that names no language. */
export function readLanguageTag(value: unknown): string | null {
  if (typeof value !== "string" || value.length > LONGEST || !WELL_FORMED.test(value)) return null;
  const [language, ...subtags] = value.toLowerCase().split("-") as [string, ...string[]];
  if (OF_NO_LANGUAGE.has(language)) return null;
  const end = subtags.findIndex(({ length }) => length === 1);
  const written = subtags.map((subtag, i) => {
    if (end >= 0 && i >= end) return subtag;
    if (/^[a-z]{4}$/.test(subtag)) return subtag[0]!.toUpperCase() + subtag.slice(1);
    return subtag.length === 2 ? subtag.toUpperCase() : subtag;
  });
  return [language, ...written].join("-");
}

/** The language that a tag names, without its script and region. */
export const languageIn = (tag: string): string => tag.split("-", 1)[0]!;

/** Scripts by tags: they are asked for at each run that is drawn. */
const scripts = new Map<string, string | null>();
/** Tags whose scripts are kept. */
const MOST_SCRIPTS = 500;

/** The script that a tag names, as ISO 15924 has it, else the one that its language is mostly written in; null where that is not known. */
export function scriptOf(tag: string): string | null {
  const found = scripts.get(tag);
  if (found !== undefined) return found;
  if (scripts.size >= MOST_SCRIPTS) scripts.clear();
  const script = likelyScript(tag);
  scripts.set(tag, script);
  return script;
}

function likelyScript(tag: string): string | null {
  try {
    return new Intl.Locale(tag).maximize().script ?? null;
  } catch {
    return null;
  }
}

/** Scripts of Unicode that make up one of ISO 15924. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  Aran: ["Arab"],
  Hans: ["Hani"],
  Hant: ["Hani"],
  Jpan: ["Hani", "Hira", "Kana"],
  Kore: ["Hang", "Hani"],
};
const HOLDS_LATIN = new Set(["Arab", "Aran", "Hebr"]);

/** Whether Latin words stand in texts of a language as its own do, so that they say nothing for it or against it. */
export const mayHoldLatin = (tag: string): boolean => HOLDS_LATIN.has(scriptOf(tag) ?? "");

interface Letters {
  readonly own: RegExp;
  readonly others: RegExp;
}

const letters = new Map<string, Letters>();

/** @throws SyntaxError for a script that Unicode does not have */
function lettersOf(script: string): Letters {
  const found = letters.get(script);
  if (found) return found;
  const own = (PARTS[script] ?? [script]).map((part) => `\\p{Script=${part}}`).join("");
  const more = `\\p{Script=Common}\\p{Script=Inherited}${HOLDS_LATIN.has(script) ? "\\p{Script=Latn}" : ""}`;
  const made = { own: new RegExp(`(?=\\p{L})[${own}]`, "u"), others: new RegExp(`(?=\\p{L})[^${own}${more}]`, "u") };
  letters.set(script, made);
  return made;
}

/** Whether a text has letters of the script of a tag, and none of another, but for Latin ones where they may stand in it. */
export function isInScriptOf(tag: string, text: string): boolean {
  const script = scriptOf(tag);
  if (script === null) return false;
  try {
    const { own, others } = lettersOf(script);
    return own.test(text) && !others.test(text);
  } catch {
    return false;
  }
}
