/** Characters that command a terminal, break a line, or reverse the text beside them; not the joiners and marks of Persian. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu;

const codeOf = (character: string): string => character.codePointAt(0)!.toString(16);

/** A text that is safe on a terminal (OP12): each such character is shown as its number. */
export const printable = (text: string): string => text.replace(UNSAFE, (character) => `\\u{${codeOf(character)}}`);

/** JSON in one line that is safe on a terminal; a JSON parser reads the same value. */
export const printableJson = (value: unknown): string =>
  JSON.stringify(value).replace(UNSAFE, (character) => `\\u${codeOf(character).padStart(4, "0")}`);
