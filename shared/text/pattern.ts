/** Regular expressions as people write them in Find, made to mean what readers take them to mean. */
import { FOLD_NONE, fold, type Folding } from "./fold.ts";

/** What is wrong with a pattern. */
export type PatternFault = "group" | "class" | "repeat" | "range" | "escape" | "reference" | "end" | "long" | "other";

/** A pattern that cannot be read. */
export class PatternError extends Error {
  readonly fault: PatternFault;

  constructor(fault: PatternFault, message: string) {
    super(message);
    this.name = "PatternError";
    this.fault = fault;
  }
}

/** Units of a pattern that is read. */
const LONGEST_PATTERN = 1_000;

/** What engines say of a fault, in parts of their messages; the first that fits. */
const MESSAGES: readonly (readonly [RegExp, PatternFault])[] = [
  [/at end of pattern/i, "end"],
  [/out of order/i, "range"],
  [/character class|unterminated class|missing terminating \]/i, "class"],
  [/nothing to repeat|quantifier|repeat/i, "repeat"],
  [/named reference|group name|named capture|named group/i, "reference"],
  [/group|unmatched|parenthes/i, "group"],
  [/escape|property name|unicode/i, "escape"],
];

/** Letters, digits and marks, and what joins them: `\w` of JavaScript knows Latin ones alone. */
const WORD = String.raw`\p{L}\p{M}\p{N}\p{Pc}\u200c\u200d`;
const EDGE = `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))`;
const NO_EDGE = `(?:(?<=[${WORD}])(?=[${WORD}])|(?<![${WORD}])(?![${WORD}]))`;
const OUTSIDE_CLASS: Readonly<Record<string, string>> = {
  w: `[${WORD}]`,
  W: `[^${WORD}]`,
  d: String.raw`\p{Nd}`,
  D: String.raw`\P{Nd}`,
  b: EDGE,
  B: NO_EDGE,
};
const INSIDE_CLASS: Readonly<Record<string, string>> = { w: WORD, d: String.raw`\p{Nd}`, D: String.raw`\P{Nd}` };

/** The parts of a pattern that mean one thing: escapes, names of groups, and single characters. */
const PART =
  /\\u\{[0-9a-f]+\}|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\[pP]\{[^}]*\}|\\k<[^>]*>|\\[^]|\(\?<(?![=!])[^>]*>|\(\?[a-z-]*(?=[:)])|[^]/giu;
const CODE = /^\\(?:u\{([0-9a-f]+)\}|[ux]([0-9a-f]+))$/i;
const SYNTAX = /[\^$\\.*+?()[\]{}|/-]/;

export interface Pattern {
  /** With the flags `gmu`, and `i` where case is folded. */
  readonly regex: RegExp;
  /** How a text is folded before the expression runs on it. */
  readonly folding: Folding;
}

/**
 * Reads a pattern. It runs on folded text, so its letters are folded as well; case is the expression's own matter. Of what
 * folding takes away, nothing is taken away where the pattern names something of its kind: a pattern with a ZWNJ looks for one.
 * Word characters, digits and word boundaries are those of all scripts.
 * @throws PatternError for one that cannot be read
 */
export function readPattern(source: string, folding: Folding): Pattern {
  if (source.length > LONGEST_PATTERN) throw new PatternError("long", `longer than ${LONGEST_PATTERN}`);
  // What is wrong is said of what was written.
  compile(source, "u");
  const parts = source.match(PART) ?? [];
  const named = parts.map(literalOf).filter((literal) => literal !== null);
  const vanishes = (name: "marks" | "joiners"): boolean => named.some((literal) => fold(literal, { ...FOLD_NONE, [name]: true }) === "");
  const used: Folding = {
    ...folding,
    case: false,
    marks: folding.marks && !vanishes("marks"),
    joiners: folding.joiners && !vanishes("joiners"),
  };
  let isInClass = false;
  const rewritten = parts.map((part) => {
    const wasInClass = isInClass;
    if (part === "[") isInClass = true;
    if (part === "]") isInClass = false;
    if (part === String.raw`\W` && wasInClass) throw new PatternError("class", String.raw`\W in a class`);
    const meaning = part.length === 2 && part[0] === "\\" ? (wasInClass ? INSIDE_CLASS : OUTSIDE_CLASS)[part[1]!] : undefined;
    if (meaning !== undefined) return meaning;
    const literal = literalOf(part);
    const folded = literal === null ? "" : fold(literal, used);
    // What several letters are folded from is not one that can be repeated, or stand in a class.
    return literal === null || folded === literal || !isOneCharacter(folded) || SYNTAX.test(folded) ? part : folded;
  });
  return { regex: compile(rewritten.join(""), folding.case ? "gimu" : "gmu"), folding: used };
}

const isOneCharacter = (text: string): boolean => /^[^]$/u.test(text);

/** The character that a part of a pattern stands for; null where it is syntax. */
function literalOf(part: string): string | null {
  const [, braced, plain] = CODE.exec(part) ?? [];
  const code = braced ?? plain;
  if (code !== undefined) {
    const point = Number.parseInt(code, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : null;
  }
  return isOneCharacter(part) && !SYNTAX.test(part) ? part : null;
}

function compile(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch (error) {
    const { message } = error as Error;
    // The message repeats the pattern, which may say anything.
    const said = message.replace(source, "");
    throw new PatternError(MESSAGES.find(([words]) => words.test(said))?.[1] ?? "other", message);
  }
}
