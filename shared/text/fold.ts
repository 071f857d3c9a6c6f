export interface Folded {
  readonly text: string;
  /** For each unit of `text`, where its character starts in the original, and where it ends with its marks. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

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
  let [units, starts, ends] = [new Uint16Array(text.length), new Int32Array(text.length), new Int32Array(text.length)];
  let size = 0;
  for (let at = 0; at < text.length;) {
    const unit = text.charCodeAt(at);
    const value = table.units[unit]!;
    if (value >= 0) {
      units[size] = value;
      starts[size] = at;
      ends[size++] = ++at;
      continue;
    }
    const point = text.codePointAt(at)!;
    const end = at + (point > 0xffff ? 2 : 1);
    const composed = ON_ALEF[point];
    if (composed !== undefined && size > 0 && ends[size - 1] === at && units[size - 1] === ALEF.charCodeAt(0)) {
      if (!folding.alef) units[size - 1] = composed.charCodeAt(0);
      ends[size - 1] = end;
    } else {
      const folded = foldPoint(table, point);
      if (size + folded.length + text.length - end > units.length) {
        const more = folded.length + text.length;
        units = grown(units, new Uint16Array(size + more));
        starts = grown(starts, new Int32Array(size + more));
        ends = grown(ends, new Int32Array(size + more));
      }
      for (let i = 0; i < folded.length; i++) {
        units[size] = folded.charCodeAt(i);
        starts[size] = at;
        ends[size++] = end;
      }
      if (folded === "" && size > 0 && ends[size - 1] === at && TRAILING.test(String.fromCodePoint(point))) {
        for (let i = size - 1; i >= 0 && ends[i] === at; i--) ends[i] = end;
      }
    }
    at = end;
  }
  return { text: stringOf(units, size), starts: starts.subarray(0, size), ends: ends.subarray(0, size) };
}

function grown<A extends Uint16Array | Int32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}

/** Units that are made a string at once: more would not fit on the stack as arguments. */
const AT_ONCE = 8_192;

function stringOf(units: Uint16Array, size: number): string {
  let text = "";
  for (let at = 0; at < size; at += AT_ONCE) {
    text += String.fromCharCode.apply(null, units.subarray(at, Math.min(size, at + AT_ONCE)) as unknown as number[]);
  }
  return text;
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
