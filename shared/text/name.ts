/** Controls, line and paragraph separators, halves of surrogate pairs. */
const UNSHOWN = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u;
const INVISIBLE = /[\p{Cf}\s]/gu;
const LONGEST = 100;

/** Embeddings and overrides, which POP DIRECTIONAL FORMATTING ends, and isolates, which POP DIRECTIONAL ISOLATE ends. */
const EMBEDDING = /[\u202a\u202b\u202d\u202e]/;
const ISOLATE = /[\u2066-\u2068]/;

/** Whether a name of a person or device is valid: something visible in one line, no control characters, and every change of direction ended (ID10). */
export function isName(text: string): boolean {
  return text.length <= LONGEST && text.replace(INVISIBLE, "") !== "" && !UNSHOWN.test(text) && isBalanced(text);
}

/** Whether every change of direction in a text is ended in it. */
function isBalanced(text: string): boolean {
  const open: string[] = [];
  for (const character of text) {
    if (EMBEDDING.test(character)) open.push("\u202c");
    else if (ISOLATE.test(character)) open.push("\u2069");
    else if ((character === "\u202c" || character === "\u2069") && open.pop() !== character) return false;
  }
  return open.length === 0;
}
