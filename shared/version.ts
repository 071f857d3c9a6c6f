/** Versions of articles: states that are kept (rules VE). */

/**
 * Why a version was made: somebody named it; work had paused; before an earlier version was restored; before changes of others were
 * merged after a time offline; the article was moved to another place, or was given another status; before a large deletion.
 */
export const REASONS = ["named", "automatic", "restore", "merge", "place", "status", "deletion"] as const;
export type Reason = (typeof REASONS)[number];

/** Reasons for which a version is made without anybody's asking: the oldest of these go in time, unless somebody named them. */
export const UNASKED_REASONS: readonly Reason[] = ["automatic", "place", "status", "deletion"];

/** Reasons for which a member asks for a version. */
export const ASKED_REASONS = ["named", "restore", "merge"] as const satisfies readonly Reason[];
export type AskedReason = (typeof ASKED_REASONS)[number];

/** Characters of a label, at most. */
export const LONGEST_LABEL = 100;

/** What is known of a version without its state. */
export interface Version {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly reason: Reason;
  /** The name that somebody gave it; for the reason `status` the status that the article got; else empty. */
  readonly label: string;
  /** ID of the member who asked for it, or whose deletion it was made before; null for others. */
  readonly author: string | null;
  /** IDs of the members who wrote since the version before, as far as it is known. */
  readonly people: readonly string[];
  /** Characters that are in this one and not in the version before, and the other way round. */
  readonly inserted: number;
  readonly deleted: number;
}

/** Versions that somebody asked for or named, of one article at most. */
export const MOST_ASKED = 1000;
/** Automatic ones of one article at most, and as many of its moves, changes of status and deletions: above it the oldest of them go. */
export const MOST_AUTOMATIC = 200;
/** People of one version who are named at most. */
export const MOST_PEOPLE = 100;
