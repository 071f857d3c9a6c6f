/** Where an article is kept in the library. An article in the archive or the trash is whole, and comes back when it is put back. */
export const PLACES = ["desk", "archive", "trash"] as const;
export type Place = (typeof PLACES)[number];
