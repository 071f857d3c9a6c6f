/** The margin, as the frame uses it. */
export { AuthorTable, speakerOf, type AuthorOf, type Authorship } from "../../shared/notes/author-of.ts";
export { CommentButton } from "./cards/comment-button.tsx";
export { draftsIn } from "./threads/drafts.ts";
export type { ReadMarkStore } from "./unread/read-mark-store.ts";
export { Margin } from "./margin.tsx";
export { createMargin, type MarginModel } from "./margin-model.ts";
export type { MarginState } from "./margin-store.ts";
