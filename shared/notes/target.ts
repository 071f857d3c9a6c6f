/**
 * What a thread is about: a range of the text, a whole block or picture, the headline, or the article. The anchor of a block or a
 * picture is the line break that begins it, which stays while all of its words change. Headline and article need no anchor.
 */
const TARGETS = ["range", "block", "picture", "headline", "article"] as const;
export type Target = (typeof TARGETS)[number];

/** Reads a stored target. Entries of older programs have none, and are about a range; so is any other value. */
export const readTarget = (value: unknown): Target => (TARGETS.includes(value as Target) ? (value as Target) : "range");

/** Whether it is found without an anchor: an article always has a headline. */
export const isWithoutAnchor = (target: Target): boolean => target === "headline" || target === "article";

/** Whether the anchor is the line break that begins what it is about. */
export const isWholeBlock = (target: Target): boolean => target === "block" || target === "picture";
