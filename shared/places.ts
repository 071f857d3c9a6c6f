/** Where an article is kept: in use, put away, or thrown away and to be had back for a while. */
export const PLACES = ["desk", "archive", "trash"] as const;
export type Place = (typeof PLACES)[number];
