/** What is suggested in an open article, as the margin and the frame use it. */
export { OpenSuggestions } from "./open-suggestions.ts";
export type { Change } from "./change.ts";
export { personColor } from "./person-color.ts";
export type { Placed, Range } from "./placed.ts";
export { suggestingKey, SuggestingMode } from "./suggesting-mode.ts";
