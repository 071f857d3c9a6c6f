import { uint53 } from "lib0/random";

/** Longest ID of a footnote that counts, in UTF-16 units. */
const LONGEST = 64;

/** The ID of a footnote that a value says; null where it says none. */
export const footnoteId = (value: unknown): string | null =>
  typeof value === "string" && value !== "" && value.length <= LONGEST ? value : null;

/** An ID that no footnote has. */
export const newFootnoteId = (): string => uint53().toString(36);

/** The embedded value that refers to a footnote. */
export const referenceValue = (id: string): unknown => ({ footnote: id });

/** The ID of the footnote that an embedded value refers to; null for any other value. */
export const footnoteIdOfValue = (value: unknown): string | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? footnoteId((value as Record<string, unknown>)["footnote"]) : null;
