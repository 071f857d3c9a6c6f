/** What is suggested in an open article, as the margin and the frame use it. */
export { OpenSuggestions } from "./open-suggestions.ts";
export type { Change } from "./change.ts";
export { personColor } from "./person-color.ts";
export { linesWithout, posInLine, textOfLine, type Line } from "./lines.ts";
export { isHiddenAt, isShownAlike, marksIn, partsOf } from "./parts.ts";
export type { Placed, Range } from "./placed.ts";
export { copiedText } from "./copied-text.ts";
export { keepHidden } from "./keep-hidden.ts";
export { RememberedChoice } from "./remembered-choice.ts";
export { textViewPlugin } from "./text-view-plugin.ts";
export { suggestingKey, SuggestingMode } from "./suggesting-mode.ts";
export { hiddenIn, leftOutIn, showTextView, TEXT_VIEWS, textViewChoiceKey, textViewOf, type TextView } from "./text-view.ts";
