import { z } from "zod";

/** Faces of the article: that of its language, or one for all. */
export const FACES = ["language", "sans", "naskh", "nastaliq"] as const;
export const TEXT_SIZES = ["small", "normal", "large", "larger"] as const;
export const LINE_HEIGHTS = ["tight", "normal", "loose"] as const;
export const MEASURES = ["narrow", "normal", "wide"] as const;
export const PAPERS = ["a4", "letter"] as const;

/** How a person sees articles on their page; others see them as they chose (WS1). */
export interface PageSettings {
  readonly face: (typeof FACES)[number];
  readonly size: (typeof TEXT_SIZES)[number];
  readonly lines: (typeof LINE_HEIGHTS)[number];
  /** How long lines are. */
  readonly measure: (typeof MEASURES)[number];
  readonly justified: boolean;
  /** All but the block at the caret is dimmed. */
  readonly focus: boolean;
  /** On what they are printed. */
  readonly paper: (typeof PAPERS)[number];
}

export const PAGE_DEFAULTS: PageSettings = {
  face: "language",
  size: "normal",
  lines: "normal",
  measure: "normal",
  justified: false,
  focus: false,
  paper: "a4",
};

export const pageSchema = z.strictObject({
  face: z.enum(FACES),
  size: z.enum(TEXT_SIZES),
  lines: z.enum(LINE_HEIGHTS),
  measure: z.enum(MEASURES),
  justified: z.boolean(),
  focus: z.boolean(),
  paper: z.enum(PAPERS),
});
