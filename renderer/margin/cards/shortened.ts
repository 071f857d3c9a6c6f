import { isolateControls } from "../../../shared/text/bidi-controls.ts";

const LONGEST_QUOTE = 80;

/** A quote in one line, as long as a person needs to recognise it. */
export const shortened = (text: string): string =>
  isolateControls((text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE).toWellFormed()}…` : text).replaceAll("\n", " "));
