import { z } from "zod";

/** Which digits are written where others are typed: none, those of the language, or Latin ones. */
export const DIGIT_POLICIES = ["typed", "language", "latin"] as const;

/** Aids that are on or off. */
export const AIDS = ["quotes", "pairs", "ellipsis", "punctuation", "blocks", "menu"] as const;
type Aid = (typeof AIDS)[number];

/** What helps a person type, as they chose it on this computer (TA1). */
export interface TypingSettings extends Readonly<Record<Aid, boolean>> {
  readonly digits: (typeof DIGIT_POLICIES)[number];
}

export const TYPING_DEFAULTS: TypingSettings = {
  quotes: true,
  pairs: true,
  ellipsis: true,
  punctuation: true,
  blocks: true,
  menu: true,
  digits: "typed",
};

export const typingSchema = z.strictObject({
  quotes: z.boolean(),
  pairs: z.boolean(),
  ellipsis: z.boolean(),
  punctuation: z.boolean(),
  blocks: z.boolean(),
  menu: z.boolean(),
  digits: z.enum(DIGIT_POLICIES),
});
