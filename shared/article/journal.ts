/** What was written into an article, by the identity of characters: what undo takes back. */
import type { CharacterId, CharacterRun } from "./character-id.ts";
import type { Embed } from "./embed.ts";
import type { Place } from "./graves.ts";
import type { Attributes } from "./tokens.ts";

/** Characters and what they say: text, or one embedded value. */
export interface ContentRun extends CharacterRun {
  readonly content: string | Embed;
}

/** Characters as they stand in the body, or stood there. */
export interface TextRun extends ContentRun {
  readonly attributes: Attributes;
}

/** Characters that were deleted. */
export interface DeletedRun extends TextRun {
  /** Those that had taken their place and stood beside them: word of the deletion by whoever wrote these had not arrived. */
  readonly twins: readonly CharacterRun[];
  /** Where they stood, once they were gone: what others change in its formats is meant for them too. */
  place: Place;
}

/** Some characters that were formatted. */
export interface FormattedRun extends CharacterRun {
  /** Of the stretch that was formatted at once: the clocks up to which each client's characters were known then. */
  readonly known: ReadonlyMap<number, number>;
  /** Of the formats that were changed: what the characters had before, null for none; and what they have now. */
  readonly before: Attributes;
  readonly after: Attributes;
}

/** Characters that were put back. */
export interface Restored {
  readonly of: CharacterRun;
  /** The first of those that are there now. */
  readonly copy: CharacterId;
}

/** What was written, in order. */
export interface Journal {
  readonly inserted: ContentRun[];
  readonly deleted: DeletedRun[];
  readonly formatted: FormattedRun[];
  /** Entries of blocks, with what they said before and say now. */
  readonly blocks: { readonly key: string; readonly before: unknown; readonly after: unknown }[];
}

export const emptyJournal = (): Journal => ({ inserted: [], deleted: [], formatted: [], blocks: [] });
