/** The margin, as the frame uses it. */
export { CommentButton } from "./comment-button.tsx";
export type { AuthorOf } from "./authors.ts";
export { draftsIn } from "./drafts.ts";
export { Margin, type MarginProps } from "./margin.tsx";
export { createMargin, type MarginModel } from "./model.ts";
