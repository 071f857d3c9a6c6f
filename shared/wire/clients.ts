/** Yjs client IDs and their clocks, as far as we take them. */

/** Yjs draws them of 32 bits; the format has room for 53, SQLite takes fewer. */
export const LAST_CLIENT = 2 ** 32 - 1;
/**
 * No clock goes as far: of text that waits for what it refers to, Yjs keeps differences of clocks (update V2), doubled, and loses
 * count beyond 2^53 — of all that waits, whoever wrote it.
 */
export const LAST_CLOCK = 2 ** 31 - 1;
/** Letters of a member's ID, at most. */
export const LONGEST_MEMBER = 64;
/** So many stand in one update or frame at most: every window that is ever opened has one. */
export const MOST_CLIENTS = 20_000;
