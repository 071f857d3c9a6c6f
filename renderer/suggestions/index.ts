/** What is suggested in an open article, as the margin and the frame use it. */
export { OpenSuggestions } from "./open-suggestions.ts";
export type { Change } from "./change.ts";
export { linesWithout, posInLine, textOfLine, type Line } from "./lines.ts";
export { isShownAlike, partsOf } from "./parts.ts";
export type { Placed, Range } from "./placed.ts";
export { suggestingKey, SuggestingMode } from "./suggesting-mode.ts";
export { hiddenIn, leftOutIn, showTextView, TEXT_VIEWS, textViewOf, type TextView } from "./text-view.ts";
