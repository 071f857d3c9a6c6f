/** What the core and its index worker say to each other. The worker asks for what it needs, so that the core is never flooded. */
import type { SearchHit } from "../../../shared/rpc/contract.ts";
import type { RoomChange } from "../../../shared/store/update-log.ts";

/** Which state of an article the worker has read: times of the last changes of its rooms. */
export interface Wanted {
  readonly article: string;
  readonly bodyAt: number;
  readonly notesAt: number;
  /** 1 when some of its notes count by what the body says: they are read together. */
  readonly isReviewed: 0 | 1;
}

/** An article as the update log has it, for the worker to read; null for one that is not to be found any more. */
export interface Source {
  readonly article: string;
  readonly found: SourceRooms | null;
}

/** What the worker reads of an article: the rooms that it has not read as they are, and of one in review both. */
export interface SourceRooms {
  readonly bodyAt: number;
  readonly notesAt: number;
  /** All updates of the room; null for one that is not to be read. */
  readonly body: readonly Uint8Array[] | null;
  readonly notes: readonly Uint8Array[] | null;
  /** Names of those who wrote in it, each in a line. */
  readonly people: string;
}

/** What the list shows of an article. */
export interface Facts {
  readonly article: string;
  readonly title: string;
  readonly lead: string;
}

/** What of an article's threads counts, as the index read it. */
export interface ArticleNotes {
  readonly article: string;
  /** `ThreadFacts[]` in JSON. */
  readonly facts: string;
}

/** A text that a window handed over, as it was when the body last changed at `at`. */
export interface Described {
  readonly article: string;
  readonly at: number;
  /** The whole body, a line for each block. */
  readonly flat: string;
}

/** From the core to the worker. */
export type ToWorker =
  /** Something changed: ask for it. */
  | { readonly type: "changed" }
  /** The article is to be read anew, whether it changed or not. */
  | { readonly type: "again"; readonly article: string }
  | { readonly type: "described"; readonly described: Described }
  | { readonly type: "feed"; readonly changes: readonly RoomChange[]; readonly more: boolean; readonly sources: readonly Source[] }
  | { readonly type: "search"; readonly id: number; readonly text: string; readonly limit: number; readonly offset: number }
  | { readonly type: "close" };

/** From the worker to the core. */
export type FromWorker =
  /**
   * The worker has taken in all changes up to `since` and wants the next, and the sources of `wanted`. `facts` and `notes` are of what it read
   * since it asked last: they are on the core's disk before it answers.
   */
  | {
      readonly type: "pull";
      readonly since: number;
      readonly wanted: readonly Wanted[];
      readonly facts: readonly Facts[];
      readonly notes: readonly ArticleNotes[];
    }
  | { readonly type: "found"; readonly id: number; readonly total: number; readonly hits: readonly SearchHit[]; readonly unread: number }
  | { readonly type: "search-failed"; readonly id: number; readonly message: string }
  /** An article that cannot be read: it is left out until it changes. */
  | { readonly type: "unreadable"; readonly article: string; readonly message: string };
