import type * as Y from "yjs";
import { BODY } from "./names.ts";

/**
 * The `Y.Text` that holds the article. Everything that edits it gets it here: a `Y.Text` that is first asked for after its content
 * was loaded does not know that it holds formatting, looks places up by markers that skip formats, and then formats what it should
 * not (yjs 13.6.33: `ContentFormat.integrate` tells only a type that is there already).
 */
export function bodyOf(doc: Y.Doc): Y.Text {
  const body = doc.getText(BODY);
  Object.assign(body, { _searchMarker: null, _hasFormatting: true });
  return body;
}
