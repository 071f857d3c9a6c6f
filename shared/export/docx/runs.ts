import type { Mark } from "prosemirror-model";
import { runLanguageOf } from "../../article/model/language.ts";
import { directionOf, outerUrl, scriptTag } from "../../article/model/schema.ts";
import { FSI, LRI, RLI } from "../../text/bidi-controls.ts";
import type { Direction } from "../../text/direction.ts";
import { wordTagOf } from "./language-tags.ts";
import { STYLES } from "./styles.ts";
import { element, escapeText } from "./xml.ts";

/** What letters look like, by the names of the article's forms. */
export type Look = Readonly<Record<string, unknown>>;

/** Forms of letters that a word processor has, and keeps as changes. */
export const LOOKS = ["bold", "italic", "underline", "strike", "code", "script", "lang"] as const;

/** @returns the values of marks by their names */
export const lookOf = (marks: readonly Mark[]): Look => Object.fromEntries(marks.map(({ type, attrs }) => [type.name, attrs["value"]]));

/** The languages of runs. */
export interface RunLanguages {
  readonly ltr: string;
  readonly rtl: string;
}

/**
 * The properties of a run, in the order of CT_RPr: what letters look like once for each kind of script, and which way they run.
 * @param change markup of what it looked like before
 */
export function runProperties(look: Look, direction: Direction, languages: RunLanguages, isLink: boolean, change = ""): string {
  const has = (name: string): boolean => look[name] !== undefined && look[name] !== null && look[name] !== false;
  const style = has("code") ? STYLES.code : isLink ? STYLES.link : null;
  const content =
    (style === null ? "" : element("w:rStyle", { "w:val": style })) +
    (has("bold") ? element("w:b") + element("w:bCs") : "") +
    (has("italic") ? element("w:i") + element("w:iCs") : "") +
    (has("strike") ? element("w:strike") : "") +
    (has("underline") ? element("w:u", { "w:val": "single" }) : "") +
    (has("script") ? verticalAlign(look["script"]) : "") +
    (direction === "rtl" ? element("w:rtl") : "") +
    element("w:lang", saidTags(look["lang"]) ?? (direction === "rtl" ? { "w:bidi": languages.rtl } : { "w:val": languages.ltr })) +
    change;
  return element("w:rPr", {}, content);
}

/** Said of all scripts alike, which no keyboard does, so that it is told apart when it comes back; null where nobody said a language. */
function saidTags(lang: unknown): Record<string, string> | null {
  const said = runLanguageOf(lang);
  const tag = said === null ? null : wordTagOf(said);
  return tag === null ? null : { "w:val": tag, "w:eastAsia": tag, "w:bidi": tag };
}

const verticalAlign = (script: unknown): string => {
  const tag = scriptTag(script);
  return tag === null ? "" : element("w:vertAlign", { "w:val": tag === "sup" ? "superscript" : "subscript" });
};

/** Text as the content of a run. @param isStruck whether the run stands in a deletion */
export function runText(text: string, isStruck: boolean): string {
  const name = isStruck ? "w:delText" : "w:t";
  return text
    .split("\t")
    .map((part) => (part === "" ? "" : element(name, { "xml:space": "preserve" }, escapeText(part))))
    .join(element("w:tab"));
}

/** What begins an isolate. */
export const isolateOf = (mark: unknown): string => {
  const direction = directionOf(mark);
  return direction === null ? FSI : direction === "rtl" ? RLI : LRI;
};

/** A control that begins or ends an isolate that somebody made, told apart from one that was typed. */
export const isolateRun = (control: string, isStruck: boolean): string =>
  element("w:r", {}, element("w:rPr", {}, element("w:rStyle", { "w:val": STYLES.isolate })) + runText(control, isStruck));

/** The address of a link that leads somewhere; null for all else. */
export const linkOf = (marks: readonly Mark[]): string | null =>
  outerUrl(marks.find(({ type }) => type.name === "link")?.attrs["value"] ?? null);
