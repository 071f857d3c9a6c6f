import { MAX_INDENT } from "../../article/model/names.ts";
import type { Styles } from "./styles.ts";
import { childOf, childrenOf, valueOf, type Xml } from "./xml-tree.ts";

export interface ListPlace {
  /** Which list of the document it is. */
  readonly id: string;
  readonly list: "bullet" | "number";
  readonly indent: number;
  /** As the list counts it. */
  readonly level: number;
}

/** The number that the document shows. */
export interface ShownNumber {
  readonly value: number;
  /** With the signs around it, such as `1.2)`. */
  readonly label: string;
  /** Whether it is a number and nothing but it, with a sign before or behind it. */
  readonly isPlain: boolean;
}

interface Level {
  readonly format: string;
  readonly text: string;
  readonly start: number;
}

interface List {
  /** What it counts with: lists of one kind go on counting. */
  readonly kind: string;
  readonly levels: ReadonlyMap<number, Level>;
  /** Levels that begin anew with this list, and with what. */
  readonly starts: Map<number, number>;
}

const PLAIN: Level = { format: "bullet", text: "", start: 1 };
/** Levels of a list. */
const LEVELS = 9;
/** Longest label that is made, in UTF-16 units. */
const LONGEST = 40;
/** A kind of lists may be that of a style, whose list may be of that kind again. */
const MOST_STEPS = 5;

/** Which signs the lists of a document have, and how far they have counted. */
export class Numbering {
  readonly #lists = new Map<string, List>();
  readonly #counts = new Map<string, (number | undefined)[]>();

  constructor(part: Xml | null, styles: Styles) {
    const root = part ?? undefined;
    const kinds = new Map(childrenOf(root, "w:abstractNum").map((kind) => [kind.attributes["w:abstractNumId"] ?? "", kind]));
    const lists = new Map(childrenOf(root, "w:num").map((list) => [list.attributes["w:numId"] ?? "", list]));
    for (const [id, list] of lists) {
      let kind = valueOf(list, "w:abstractNumId") ?? "";
      for (let step = 0; step < MOST_STEPS; step++) {
        const style = valueOf(kinds.get(kind), "w:numStyleLink");
        const next = style === undefined ? undefined : valueOf(lists.get(styles.listOf(style) ?? ""), "w:abstractNumId");
        if (next === undefined) break;
        kind = next;
      }
      const overrides = childrenOf(list, "w:lvlOverride");
      const levels = new Map(
        [...childrenOf(kinds.get(kind), "w:lvl"), ...overrides.flatMap((override) => childrenOf(override, "w:lvl"))].map((level) => {
          const at = numberOf(level.attributes["w:ilvl"], 0);
          const [format, text] = [valueOf(level, "w:numFmt") ?? "decimal", valueOf(level, "w:lvlText") ?? `%${at + 1}`];
          return [at, { format, text, start: numberOf(valueOf(level, "w:start"), 1) }];
        }),
      );
      const starts = new Map(
        overrides.flatMap((override) => {
          const start = valueOf(override, "w:startOverride");
          return start === undefined ? [] : [[numberOf(override.attributes["w:ilvl"], 0), numberOf(start, 1)] as const];
        }),
      );
      this.#lists.set(id, { kind, levels, starts });
    }
  }

  /** Where a paragraph stands in a list; null for one that stands in none. @param properties its `w:pPr` */
  placeOf(properties: Xml | undefined, styles: Styles): ListPlace | null {
    const numbering = styles.paragraphProperty(properties, "w:numPr");
    const id = valueOf(numbering, "w:numId");
    if (id === undefined || id === "0") return null;
    const named = numberOf(valueOf(childOf(properties, "w:numPr") ?? numbering, "w:ilvl"), 0);
    const level = Math.min(named, LEVELS - 1);
    const { format } = this.#lists.get(id)?.levels.get(level) ?? PLAIN;
    const isNumbered = format !== "bullet" && format !== "none";
    return { id, list: isNumbered ? "number" : "bullet", indent: Math.min(named + styles.depthOf(properties), MAX_INDENT), level };
  }

  /** Counts a paragraph, as a word processor does; what it asks for it asks once for each. @returns null for one without a number */
  count({ id, list, level }: ListPlace): ShownNumber | null {
    const known = this.#lists.get(id);
    if (!known) return null;
    const counts = this.#counts.get(known.kind) ?? [];
    const start = known.starts.get(level);
    known.starts.delete(level);
    const value = start ?? (counts[level] === undefined ? (known.levels.get(level)?.start ?? 1) : counts[level] + 1);
    counts.length = level;
    counts[level] = value;
    this.#counts.set(known.kind, counts);
    if (list !== "number") return null;
    const { text, format } = known.levels.get(level) ?? PLAIN;
    const label = text.slice(0, LONGEST).replaceAll(/%([1-9])/g, (_, at: string) => {
      const other = Number(at) - 1;
      const own = known.levels.get(other);
      return written(counts[other] ?? own?.start ?? 1, own?.format ?? "decimal");
    });
    const isPlain = format.startsWith("decimal") && /^[^%]*%[1-9][^%]*$/.test(text);
    return { value, label: label.trim().slice(0, LONGEST), isPlain };
  }
}

/** A number of a document, from 0 to a million. */
function numberOf(said: string | undefined, otherwise: number): number {
  const value = Number(said ?? otherwise);
  return Number.isInteger(value) && value >= 0 ? Math.min(value, 1_000_000) : otherwise;
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, "m"],
  [900, "cm"],
  [500, "d"],
  [400, "cd"],
  [100, "c"],
  [90, "xc"],
  [50, "l"],
  [40, "xl"],
  [10, "x"],
  [9, "ix"],
  [5, "v"],
  [4, "iv"],
  [1, "i"],
];
const LETTERS: Readonly<Record<string, string>> = {
  lowerLetter: "abcdefghijklmnopqrstuvwxyz",
  upperLetter: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  arabicAlpha: "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
  arabicAbjad: "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
  hebrew1: "אבגדהוזחט",
  hebrew2: "אבגדהוזחטיכלמנסעפצקרשת",
};

/** A number in the letters of its list, where these are few enough to be told. */
function written(value: number, format: string): string {
  const letters = Object.hasOwn(LETTERS, format) ? LETTERS[format]! : "";
  if (value > 0 && value <= letters.length) return letters[value - 1]!;
  if (!/roman$/i.test(format) || value <= 0 || value > 3999) return String(value);
  let left = value;
  const roman = ROMAN.map(([worth, sign]) => {
    const times = Math.floor(left / worth);
    left -= times * worth;
    return sign.repeat(times);
  }).join("");
  return format.startsWith("upper") ? roman.toUpperCase() : roman;
}
