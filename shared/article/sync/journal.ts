import type { CharacterId, CharacterRun } from "../model/character-id.ts";
import { without, type ContentRun, type TextRun } from "../model/text-run.ts";
import type { RecordChange } from "../identity/suggestions.ts";
import type { Attributes } from "../model/tokens.ts";

/** Characters that were deleted. */
export interface DeletedRun extends TextRun {
  /** Those that had taken their place before, there or gone: word of the deletion by whoever wrote these had not arrived. */
  readonly otherCopies: readonly CharacterRun[];
  /** The first of each stretch of the same length that they had taken the place of, nearest first (LN1). */
  readonly ancestors: readonly CharacterId[];
  /** What the same step wrote in their place: it moved them. */
  copies: readonly MovedCopy[];
}

/** Characters that took the place of others, as they were written. */
interface MovedCopy extends CharacterRun {
  /** The first of those whose place they took. */
  readonly of: CharacterId;
  readonly attributes: Attributes;
}

/** Some characters that were formatted. */
export interface FormattedRun extends CharacterRun {
  /** Of the stretch that was formatted at once: the clocks up to which each client's characters were known then. */
  readonly known: ReadonlyMap<number, number>;
  /** Of the formats that were changed: what the characters had before, null for none; and what they have now. */
  readonly before: Attributes;
  readonly after: Attributes;
}

/** Some of those, or of the characters that took their place. */
export interface PlacedRun extends FormattedRun {
  /** Of the first of them, among all that are formatted together: how many were before it. */
  readonly place: number;
}

/** Characters that were put back. */
export interface Restored {
  readonly of: CharacterRun;
  /** The first of those that are there now. */
  readonly copy: CharacterId;
  /** The first of each stretch that they had taken the place of before they went. */
  readonly ancestors: readonly CharacterId[];
  /** Other copies of them that there were before they went. */
  readonly otherCopies: readonly CharacterRun[];
}

/** An entry of a block, with what it said before and says now. */
interface BlockChange {
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
  /** Yjs' ID of what it says now, or said last when it says nothing. */
  readonly id: CharacterId | null;
}

/** Characters that a suggestion struck out, as they stood. */
export interface StruckRun extends DeletedRun {
  readonly suggestion: string;
}

/** What was written into an article, in order and by the identity of characters: what undo takes back. */
export interface Journal {
  /** Records of suggestions and of decisions on them. */
  readonly suggestions: RecordChange[];
  readonly inserted: ContentRun[];
  readonly deleted: DeletedRun[];
  /** Comes back with the strike if somebody has accepted that since. */
  readonly struck: StruckRun[];
  readonly formatted: FormattedRun[];
  readonly blocks: BlockChange[];
}

/** @returns a journal of its own, to be written into */
export const emptyJournal = (): Journal => ({ suggestions: [], inserted: [], deleted: [], struck: [], formatted: [], blocks: [] });

/** Whether anything was written. */
export const isSomething = ({ inserted, deleted, formatted, blocks, suggestions }: Journal): boolean =>
  [inserted, deleted, formatted, blocks, suggestions].some((part) => part.length > 0);

/** Goes on with a step. What it inserted itself, also in the same transaction, and deletes again is not to come back. */
export function append(journal: Journal, more: Journal): void {
  for (const run of more.inserted) {
    const last = journal.inserted.at(-1);
    const follows = last?.client === run.client && last.clock + last.length === run.clock;
    if (follows && typeof last.content === "string" && typeof run.content === "string") {
      journal.inserted[journal.inserted.length - 1] = { ...last, length: last.length + run.length, content: last.content + run.content };
    } else journal.inserted.push(run);
  }
  journal.deleted.push(...more.deleted.flatMap((run) => without(run, journal.inserted)));
  journal.formatted.push(...more.formatted);
  journal.blocks.push(...more.blocks);
  journal.suggestions.push(...more.suggestions);
  journal.struck.push(...more.struck);
}
