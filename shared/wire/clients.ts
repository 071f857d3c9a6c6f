/** Yjs client IDs, as far as we take them. */

/** Yjs draws them of 32 bits; the format has room for 53, SQLite takes fewer. */
export const LAST_CLIENT = 2 ** 32 - 1;
/** So many stand in one update or frame at most: every window that is ever opened has one. */
export const MOST_CLIENTS = 20_000;
