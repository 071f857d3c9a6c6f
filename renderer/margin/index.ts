/** The margin, as the frame uses it. */
export { AuthorTable, speakerOf, type AuthorOf, type Authorship } from "./author-of.ts";
export { CommentButton } from "./comment-button.tsx";
export { draftsIn } from "./drafts.ts";
export { Margin, type MarginProps } from "./margin.tsx";
export { createMargin, type MarginModel } from "./model.ts";
