import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";

/** The documents of what a page shows, and who is in them: those of an article, or of its draft. */
export interface Documents {
  /** ID of the article. */
  readonly id: string;
  readonly body: Y.Doc;
  readonly notes: Y.Doc;
  readonly awareness: Awareness;
}
