import { firstIndex } from "../binary-search.ts";

/** A folded text, and where its units stood before. */
export class Folded {
  readonly text: string;
  readonly #stretches: Stretches;

  constructor(text: string, stretches: Stretches) {
    this.text = text;
    this.#stretches = stretches;
  }

  /** Where the character of a unit of `text` starts in the original. */
  startOf(unit: number): number {
    const at = this.#stretchOf(unit);
    const [index, start, length] = [this.#stretches[at]!, this.#stretches[at + 1]!, this.#stretches[at + 2]!];
    return length === 0 ? start + unit - index : start;
  }

  /** Where the character of a unit of `text` ends in the original, with its marks. */
  endOf(unit: number): number {
    const at = this.#stretchOf(unit);
    const [index, start, length] = [this.#stretches[at]!, this.#stretches[at + 1]!, this.#stretches[at + 2]!];
    return length === 0 ? start + unit - index + 1 : start + length;
  }

  #stretchOf(unit: number): number {
    const stretches = this.#stretches;
    return stretches.length === 3 ? 0 : 3 * (firstIndex(stretches.length / 3, (i) => stretches[3 * i]! > unit) - 1);
  }
}

/**
 * Where stretches of a folded text begin: for each its index there, its place in the original, and the length there of the one
 * character that all of its units are of; 0 where each unit is of a character of its own that is one unit long.
 */
type Stretches = readonly number[];

/** What a fold takes for the same. Each can be switched off, so that only what is written alike is found. */
export interface Folding {
  /** Similar letters of the Arabic script (ی ي ى, ک ك, ه ة ە), and forms of letters that fonts once had as characters of their own. */
  readonly letters: boolean;
  /** Alef with and without madda, hamza or wasla. */
  readonly alef: boolean;
  /** Marks on letters, hamza among them, and accents. */
  readonly marks: boolean;
  /** ZWNJ and other invisible characters, and kashida. */
  readonly joiners: boolean;
  /** Digits of all scripts. */
  readonly digits: boolean;
  readonly case: boolean;
}

export const FOLD_ALL: Folding = { letters: true, alef: true, marks: true, joiners: true, digits: true, case: true };
export const FOLD_NONE: Folding = { letters: false, alef: false, marks: false, joiners: false, digits: false, case: false };

const LETTERS: Readonly<Record<string, string>> = {
  ي: "ی",
  ى: "ی",
  ې: "ی",
  ۍ: "ی",
  ێ: "ی",
  ے: "ی",
  ك: "ک",
  ڪ: "ک",
  ة: "ه",
  ۃ: "ه",
  ە: "ه",
  ہ: "ه",
  ھ: "ه",
};
const ALEF = "ا";
const ALEFS = "آأإٱ";
/** Madda and hamza that stand on an alef as characters of their own, by the letter that they make of it. */
const ON_ALEF: Readonly<Record<number, string>> = { 0x653: "آ", 0x654: "أ", 0x655: "إ" };
/** Marks, and a hamza that stands alone. */
const MARK = /[\p{Mn}\p{Me}\u0621\u0674]/u;
/** Invisible signs (the ZWNJ among them) and kashida. */
const JOINER = /[\p{Cf}\u0640]/u;
/** Characters that belong to the letter before them, and are highlighted with it. */
const TRAILING = /[\p{Mn}\p{Me}\u0640]/u;
const DIGIT = /\p{Nd}/u;

/** Values of a table in place of the one unit that a unit folds to. */
const UNKNOWN = -1;
const OTHER = -2;

/** What characters fold to; filled as texts need it. */
interface Table {
  readonly folding: Folding;
  readonly units: Int32Array;
  /** By code point: those that fold to none or to several units, and all beyond the BMP. */
  readonly others: Map<number, string>;
}

const tables = new Map<string, Table>();

function tableOf(folding: Folding): Table {
  const key = [folding.letters, folding.alef, folding.marks, folding.joiners, folding.digits, folding.case].join();
  let table = tables.get(key);
  if (!table) tables.set(key, (table = { folding, units: new Int32Array(0x10000).fill(UNKNOWN), others: new Map() }));
  return table;
}

/**
 * Folds a text to one spelling, so that a search finds what readers take for the same (LB10): similar letters of the
 * Arabic script become one, marks, joiners and kashida are removed, digits become ASCII, and letters lose their case.
 */
export const fold = (text: string, folding: Folding = FOLD_ALL): string => foldWithOffsets(text, folding).text;

/** As `fold`, with the position of each unit in the original. */
export function foldWithOffsets(text: string, folding: Folding = FOLD_ALL): Folded {
  const table = tableOf(folding);
  const { units } = table;
  const written = new Written();
  /** Up to where the original is written. */
  let done = 0;
  for (let at = 0; at < text.length;) {
    const unit = text.charCodeAt(at);
    const value = units[unit]!;
    if (value === unit) {
      at++;
      continue;
    }
    if (done < at) written.text += text.slice(done, at);
    if (value >= 0) {
      written.text += String.fromCharCode(value);
      done = ++at;
      continue;
    }
    const point = text.codePointAt(at)!;
    const end = at + (point > 0xffff ? 2 : 1);
    const composed = ON_ALEF[point];
    if (composed !== undefined && written.end === at && written.text.endsWith(ALEF)) {
      if (!folding.alef) written.text = written.text.slice(0, -1) + composed;
      written.extend(end, true);
    } else {
      const folded = foldPoint(table, point);
      if (folded !== "") written.add(folded, at, end);
      else if (written.end === at && TRAILING.test(String.fromCodePoint(point))) written.extend(end, false);
      else written.leave(end);
    }
    done = at = end;
  }
  if (done === 0) return new Folded(text, ONE_STRETCH);
  return new Folded(written.text + text.slice(done), written.stretches);
}

const ONE_STRETCH: Stretches = [0, 0, 0];

/** A folded text up to somewhere. Its last stretch has a character for each unit, and none as long as nothing is written there. */
class Written {
  text = "";
  readonly stretches = [...ONE_STRETCH];

  /** Where its last character ends in the original; -1 where there is none. */
  get end(): number {
    const { stretches, text } = this;
    let last = stretches.length - 3;
    if (stretches[last] === text.length) last -= 3;
    if (last < 0) return -1;
    const [index, start, length] = [stretches[last]!, stretches[last + 1]!, stretches[last + 2]!];
    return start + (length === 0 ? text.length - index : length);
  }

  /** Writes what one character folds to. */
  add(folded: string, start: number, end: number): void {
    this.#push(this.text.length, start, end - start);
    this.text += folded;
    this.#push(this.text.length, end, 0);
  }

  /** Leaves a character out that ends there. */
  leave(end: number): void {
    this.#push(this.text.length, end, 0);
  }

  /** Takes what stands behind the last character along with it. @param isUnit with the last unit alone, where the character folds to several */
  extend(end: number, isUnit: boolean): void {
    const { stretches, text } = this;
    const size = text.length;
    let last = stretches.length - 3;
    const isOfSeveral = stretches[last] === size;
    if (isOfSeveral) last -= 3;
    const [index, begin] = [stretches[last]!, stretches[last + 1]!];
    if (isOfSeveral && !isUnit) stretches[last + 2] = end - begin;
    else {
      const start = isOfSeveral ? begin : begin + size - 1 - index;
      if (isOfSeveral) stretches.length -= 3;
      this.#push(size - 1, start, end - start);
    }
    this.#push(size, end, 0);
  }

  /** In place of the last stretch where this would be empty. */
  #push(index: number, start: number, length: number): void {
    const { stretches } = this;
    if (stretches.at(-3) === index) stretches.length -= 3;
    stretches.push(index, start, length);
  }
}

function foldPoint(table: Table, point: number): string {
  let folded = table.others.get(point);
  if (folded !== undefined) return folded;
  folded = compute(String.fromCodePoint(point), table.folding);
  const isOne = folded.length === 1 && point <= 0xffff && ON_ALEF[point] === undefined;
  if (point <= 0xffff) table.units[point] = isOne ? folded.charCodeAt(0) : OTHER;
  if (!isOne) table.others.set(point, folded);
  return folded;
}

function compute(character: string, folding: Folding): string {
  let folded = "";
  for (const part of folding.letters ? character.normalize("NFKC") : character) {
    if (ALEFS.includes(part)) folded += folding.alef ? ALEF : part;
    else for (const piece of folding.marks ? part.normalize("NFD") : part) folded += computePart(piece, folding);
  }
  return folded;
}

function computePart(part: string, folding: Folding): string {
  if ((folding.marks && MARK.test(part)) || (folding.joiners && JOINER.test(part))) return "";
  if (folding.digits && DIGIT.test(part)) return digit(part);
  const letter = folding.letters ? (LETTERS[part] ?? part) : part;
  return folding.case ? letter.toLowerCase().replace("ς", "σ") : letter;
}

/** Digits of one script follow each other from zero on. */
function digit(character: string): string {
  const point = character.codePointAt(0)!;
  let value = 0;
  while (value < 9 && DIGIT.test(String.fromCodePoint(point - value - 1))) value++;
  return String(value);
}
