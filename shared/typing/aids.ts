import { digitsOf } from "../text/digits.ts";
import type { Direction } from "../text/direction.ts";
import { quoteFor } from "./quotes.ts";
import type { TypingSettings } from "./settings.ts";

/** Where a character was typed. */
export interface TypingPlace {
  /** The text of the block up to the caret, with the character. Line breaks are `\n`. */
  readonly before: string;
  /** The text of the block behind the caret; its first character does. */
  readonly after: string;
  readonly direction: Direction;
  /** The language of the block, as BCP 47 names it; null where it may be any. */
  readonly language: string | null;
  readonly isParagraph: boolean;
}

/** What is made of the end of the text before the caret: other words, or another kind of block without them. */
export type TypingAid = { readonly length: number; readonly text: string } | ({ readonly length: number } & StartedBlock);

/** A kind of block, and its attributes. */
interface StartedBlock {
  readonly kind: "item" | "heading" | "quote";
  readonly attrs: Readonly<Record<string, unknown>>;
}

/** Typed alone, these may be followed by an aid; all other characters cost nothing. */
const TRIGGERS = new Set(Array.from('",;?. 0123456789۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩'));

/** Whether an aid may follow what was typed; for all other keys nothing else is asked. */
export const isTrigger = (typed: string): boolean => TRIGGERS.has(typed);

/** The aid for the character that was just typed at a place, which is its end; null where there is none (TA2–TA9). */
export function aidFor(place: TypingPlace, settings: TypingSettings): TypingAid | null {
  const typed = place.before.at(-1)!;
  if (typed === " ") return (settings.blocks ? blockFor(place) : null) ?? (settings.punctuation ? commaFor(place) : null);
  if (typed === '"') return settings.quotes && place.language ? textFor(quoteFor(place.before.slice(0, -1), place.language)) : null;
  if (isInLatin(place)) return null;
  if (typed === ".") return settings.ellipsis ? ellipsisFor(place.before) : null;
  if (PUNCTUATION.has(typed)) return settings.punctuation ? textFor(punctuationFor(typed, place)) : null;
  return textFor(digitFor(typed, place, settings.digits));
}

const textFor = (text: string | null): TypingAid | null => (text === null ? null : { length: 1, text });

const LATIN_LETTER = /\p{Script=Latin}/u;
const ADDRESS = /:\/\/|@|^www\.|\//iu;

/** Whether the word at the caret is Latin, or, in a block of Latin, an address. */
function isInLatin({ before, after, direction }: TypingPlace): boolean {
  const word = /\S*$/u.exec(before.slice(-200, -1))![0] + /^\S?/u.exec(after)![0];
  return ADDRESS.test(word) || (direction === "rtl" && LATIN_LETTER.test(word));
}

const ellipsisFor = (before: string): TypingAid | null => (/(?<![.…])\.\.\.$/u.test(before) ? { length: 3, text: "…" } : null);

const PUNCTUATION: ReadonlyMap<string, string> = new Map([
  [",", "،"],
  [";", "؛"],
  ["?", "؟"],
]);
const WRITES_ARABIC: ReadonlySet<string | null> = new Set(["fa", "ar", "ckb", "ur"]);

/** What stands between a word and the sign that follows it. */
const CLOSING = /[\s»”’)\]}!؟…\u200C]+$/u;

function punctuationFor(typed: string, { before, direction, language }: TypingPlace): string | null {
  if (direction !== "rtl" || !WRITES_ARABIC.has(language)) return null;
  const last = before.slice(-64, -1).replace(CLOSING, "").at(-1) ?? "";
  // Behind digits a comma parts thousands.
  const follows = /[\p{Script=Arabic}\p{Mn}٠-٩]/u.test(last) && !(typed === "," && /\p{Nd}/u.test(last));
  return follows ? PUNCTUATION.get(typed)! : null;
}

/** A comma behind a number that a blank follows parts no thousands: سال ۱۴۰۵، تهران (TA14). */
function commaFor({ before, direction, language }: TypingPlace): TypingAid | null {
  if (direction !== "rtl" || !WRITES_ARABIC.has(language)) return null;
  const sentence = /^(.*?)(?<!\S)[«“(]?\p{Nd}[\p{Nd}.,٫٬/:]*(?<![.,٫٬/:])[%٪»”)]*, $/su.exec(before.slice(-64))?.[1];
  const last = sentence === undefined ? null : /\p{L}\p{Mn}*(?=\P{L}*$)/u.exec(sentence);
  return last && /\p{Script=Arabic}/u.test(last[0]) ? { length: 2, text: "، " } : null;
}

/** The first digit of each system. */
const ZEROS = { latn: 0x30, arab: 0x660, arabext: 0x6f0 } as const;
type System = keyof typeof ZEROS;
const SYSTEMS = Object.keys(ZEROS) as System[];

const systemOf = (digit: string): System | undefined =>
  SYSTEMS.find((system) => digit.codePointAt(0)! >= ZEROS[system] && digit.codePointAt(0)! <= ZEROS[system] + 9);

/** A number goes on in the digits that it began with. */
function digitFor(typed: string, { before, direction, language }: TypingPlace, policy: TypingSettings["digits"]): string | null {
  const system = systemOf(typed);
  if (policy === "typed" || !system) return null;
  const last = /[0-9٠-٩۰-۹](?=[^\s\p{L}\p{Nd}]*$)/u.exec(/\S*$/u.exec(before.slice(-64, -1))![0])?.[0];
  const byPolicy = policy === "latin" ? "latn" : language && digitsOf(language, direction === "ltr").numberingSystem;
  const wanted = last ? systemOf(last) : byPolicy;
  if (!wanted || wanted === system) return null;
  return String.fromCodePoint(typed.codePointAt(0)! - ZEROS[system] + ZEROS[wanted]);
}

const BLOCK_STARTS: readonly (StartedBlock & { readonly start: RegExp })[] = [
  { start: /^[-*•] $/u, kind: "item", attrs: { list: "bullet", indent: 0 } },
  { start: /^[1۱١][.)] $/u, kind: "item", attrs: { list: "number", indent: 0 } },
  { start: /^# $/u, kind: "heading", attrs: { level: 1 } },
  { start: /^## $/u, kind: "heading", attrs: { level: 2 } },
  { start: /^### $/u, kind: "heading", attrs: { level: 3 } },
  { start: /^> $/u, kind: "quote", attrs: {} },
];

function blockFor({ before, isParagraph }: TypingPlace): TypingAid | null {
  const found = isParagraph && before.length <= 4 && BLOCK_STARTS.find(({ start }) => start.test(before));
  return found ? { length: before.length, kind: found.kind, attrs: found.attrs } : null;
}
