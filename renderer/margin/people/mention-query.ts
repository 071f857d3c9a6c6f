/** What is being typed behind an `@`. */
export interface MentionQuery {
  /** Where the `@` stands. */
  readonly at: number;
  /** The letters between it and the caret. */
  readonly text: string;
}

/** Names that are typed are no longer. */
const LONGEST = 60;
/** An `@` behind one of these is part of an address. */
const WORD = /[\p{L}\p{N}._-]/u;

/** The name that is being typed before the caret; null when there is none. */
export function mentionQueryAt(value: string, caret: number): MentionQuery | null {
  const at = caret === 0 ? -1 : value.lastIndexOf("@", caret - 1);
  if (at === -1 || caret - at - 1 > LONGEST) return null;
  if (at > 0 && WORD.test(value[at - 1]!)) return null;
  const text = value.slice(at + 1, caret);
  return text.includes("\n") || text.startsWith(" ") ? null : { at, text };
}
