/** What people and devices called themselves, on the screen of whoever runs the relay (OP12). */

/** Commands a terminal, breaks a line, or turns round what stands beside it; not the joiners and marks of Persian. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu;

const codeOf = (character: string): string => character.codePointAt(0)!.toString(16);

/** A text in which nothing is taken for a command: such a character is shown as its number. */
export const printable = (text: string): string => text.replace(UNSAFE, (character) => `\\u{${codeOf(character)}}`);

/** JSON in one line that a terminal can show, too; whoever reads it as JSON reads the same. */
export const printableJson = (value: unknown): string =>
  JSON.stringify(value).replace(UNSAFE, (character) => `\\u${codeOf(character).padStart(4, "0")}`);
