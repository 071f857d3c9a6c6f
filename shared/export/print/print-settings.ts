import type { PageSettings } from "../../typing/page-settings.ts";

/** What becomes of threads: endnotes, or nothing. */
export const PRINTED_NOTES = ["none", "end"] as const;
/** What becomes of open suggestions: the text without them, the text as if all were accepted, or both texts with signs. */
export const PRINTED_SUGGESTIONS = ["original", "final", "marked"] as const;

/** What somebody chose for a printed article. */
export interface PrintSettings {
  readonly notes: (typeof PRINTED_NOTES)[number];
  readonly suggestions: (typeof PRINTED_SUGGESTIONS)[number];
  /** How text is set, as this person sees articles, and on which paper. */
  readonly page: Pick<PageSettings, "face" | "size" | "lines" | "justified" | "paper">;
}
