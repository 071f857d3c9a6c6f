/** The margin, as the frame uses it. */
export { AuthorTable, type AuthorOf, type Authorship } from "./threads/author-of.ts";
export { CommentButton } from "./cards/comment-button.tsx";
export { draftsIn } from "./threads/drafts.ts";
export { Margin, type MarginProps } from "./margin.tsx";
export { createMargin, type MarginModel, type MarginState } from "./model.ts";
