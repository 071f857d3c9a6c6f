/** The margin, as the frame uses it. */
export { AuthorTable, speakerOf, type AuthorOf, type Authorship } from "./threads/author-of.ts";
export { CommentButton } from "./cards/comment-button.tsx";
export { draftsIn } from "./threads/drafts.ts";
export { readMarksIn } from "./unread/read-marks.ts";
export { Margin } from "./margin.tsx";
export { createMargin, type MarginModel } from "./margin-model.ts";
export type { MarginState } from "./margin-store.ts";
