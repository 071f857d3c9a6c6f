import type * as Y from "yjs";
import type { Role } from "../../roles.ts";
import { META } from "./names.ts";

const KEY = "suggesting";
/** Who writes the text and does not own it only suggests. */
const EDITORS = "editors";

/** Whether an article asks editors to suggest only (RO7). Nobody but their windows keeps to it: whoever may write can write this, too. */
export const isSuggestingRequired = (article: Y.Doc): boolean => article.getMap(META).get(KEY) === EDITORS;

/** Whether a member with this role only suggests in an article. */
export const mustSuggest = (article: Y.Doc, role: Role): boolean => role === "editor" && isSuggestingRequired(article);

export function requireSuggesting(article: Y.Doc, isRequired: boolean): void {
  if (isRequired) article.getMap(META).set(KEY, EDITORS);
  else article.getMap(META).delete(KEY);
}
