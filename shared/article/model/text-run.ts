import type { CharacterRun } from "./character-id.ts";
import type { Embed } from "./embed.ts";
import type { Attributes } from "./tokens.ts";

/** Characters and what they say: text, or one embedded value. */
export interface ContentRun extends CharacterRun {
  readonly content: string | Embed;
}

/** Characters as they stand in the body, or stood there. */
export interface TextRun extends ContentRun {
  readonly attributes: Attributes;
}
