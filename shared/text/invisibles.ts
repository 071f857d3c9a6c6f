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
  tab: "\t",
} as const;

export type InvisibleKind = keyof typeof CHARACTERS | "spaces";

/** An unseen character of a text, or a row of spaces, in UTF-16 units. */
export interface Invisible {
  readonly kind: InvisibleKind;
  readonly from: number;
  readonly to: number;
}

const KINDS = new Map<string, InvisibleKind>(Object.entries(CHARACTERS).map(([kind, character]) => [character, kind as InvisibleKind]));
const INVISIBLE = new RegExp(`[${Object.values(CHARACTERS).join("")}]| {2,}`, "g");

/** What of a text one does not see (BD34). */
export const invisiblesIn = (text: string): Invisible[] =>
  Array.from(text.matchAll(INVISIBLE), ({ index, 0: { length, 0: first } }) => ({
    kind: KINDS.get(first!) ?? "spaces",
    from: index,
    to: index + length,
  }));

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
]);

/** What stripping leaves of an unseen character: joiners stay, any white space is one space. */
export function strippedOf({ kind }: Invisible, text: string): string {
  if (STRIPPED.has(kind)) return "";
  return kind === "zwnj" || kind === "zwj" ? text : " ";
}
