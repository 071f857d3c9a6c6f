import { LRI, PDI, RLI, FSI } from "./bidi-controls.ts";
import { ZWNJ } from "./plain.ts";

/** Characters that one does not see, by what they are. */
const CHARACTERS = {
  zwnj: ZWNJ,
  zwj: "\u200D",
  lrm: "\u200E",
  rlm: "\u200F",
  alm: "\u061C",
  lri: LRI,
  rli: RLI,
  fsi: FSI,
  pdi: PDI,
  lre: "\u202A",
  rle: "\u202B",
  pdf: "\u202C",
  lro: "\u202D",
  rlo: "\u202E",
  nbsp: "\u00A0",
  nnbsp: "\u202F",
  zwsp: "\u200B",
  shy: "\u00AD",
  bom: "\uFEFF",
  wj: "\u2060",
  tab: "\t",
} as const;

/** Spaces of other widths than that of the space bar. */
const UNUSUAL_SPACE = "\u1680\u2000-\u200A\u205F\u3000";
/**
 * What else is drawn as nothing. Variation selectors are not in it, nor the letters of a flag: they belong to the sign before them.
 * @see https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
 */
const WITHOUT_WIDTH =
  "\\u0000-\\u0008\\u000B-\\u001F\\u007F-\\u009F\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180E\\u2061-\\u2065\\u206A-\\u206F\\u3164\\uFFA0\\uFFF0-\\uFFF8" +
  "\\u{1BCA0}-\\u{1BCA3}\\u{1D173}-\\u{1D17A}\\u{E0000}-\\u{E00FF}\\u{E01F0}-\\u{E0FFF}";

/** A character of which one sees nothing, by its own name or by what it is; or several spaces. */
export type InvisibleKind = keyof typeof CHARACTERS | "spaces" | "space" | "other";

/** An unseen character of a text, or a row of spaces, in UTF-16 units. */
export interface Invisible {
  readonly kind: InvisibleKind;
  readonly from: number;
  readonly to: number;
}

const KINDS = new Map<string, InvisibleKind>(Object.entries(CHARACTERS).map(([kind, character]) => [character, kind as InvisibleKind]));
const FLAG = "\\u{1F3F4}[\\u{E0020}-\\u{E007E}]+\\u{E007F}";
const INVISIBLE = new RegExp(`${FLAG}|[${Object.values(CHARACTERS).join("")}]|([${UNUSUAL_SPACE}])|([${WITHOUT_WIDTH}])| {2,}`, "gu");

/** What of a text one does not see (BD34). */
export function invisiblesIn(text: string): Invisible[] {
  const found: Invisible[] = [];
  for (const { index, 0: seen, 1: space, 2: other } of text.matchAll(INVISIBLE)) {
    const kind = space !== undefined ? "space" : other !== undefined ? "other" : (KINDS.get(seen) ?? (seen[0] === " " ? "spaces" : null));
    if (kind !== null) found.push({ kind, from: index, to: index + seen.length });
  }
  return found;
}

/** Whether there is nothing to see of a text but blanks. */
export const isUnseen = (text: string): boolean => {
  let at = 0;
  for (const { from, to } of invisiblesIn(text)) {
    if (text.slice(at, from).trim() !== "") return false;
    at = to;
  }
  return text.slice(at).trim() === "";
};

/** What direction marks and controls are, and what is left over of other programs: what stripping takes away. */
const STRIPPED: ReadonlySet<InvisibleKind> = new Set([
  "lrm",
  "rlm",
  "alm",
  "lri",
  "rli",
  "fsi",
  "pdi",
  "lre",
  "rle",
  "pdf",
  "lro",
  "rlo",
  "zwsp",
  "shy",
  "bom",
  "wj",
  "other",
]);

/** What stripping leaves of an unseen character: joiners stay, any white space is one space. */
export function strippedOf({ kind }: Invisible, text: string): string {
  if (STRIPPED.has(kind)) return "";
  return kind === "zwnj" || kind === "zwj" ? text : " ";
}
