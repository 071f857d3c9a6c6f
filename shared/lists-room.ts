/** The room of the newsroom's lists, which every member of the newsroom may read, and owners and editors may write (HS29). */
export const LISTS_ROOM = "newsroom/lists";

/** Bytes of its document at most: 20,000 words take some 1 MB. */
export const LISTS_BYTES = 4 * 1024 * 1024;
