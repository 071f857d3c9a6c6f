/** Runs in Chromium: an editor with its margin, without core or newsroom. */
import * as Y from "yjs";
import type { EditorHandle } from "../../../renderer/editor/view.ts";
import { createMargin, type MarginModel } from "../../../renderer/margin/margin-model.ts";
import { bodyOf } from "../../../shared/article/model/body.ts";
import { openBareView } from "../bare-view.ts";

interface BareMargin {
  readonly body: Y.Doc;
  readonly notes: Y.Doc;
  readonly margin: MarginModel;
  readonly handle: EditorHandle;
}

/**
 * Opens an article beside an empty column for its margin.
 * @param text the article's, a line for each block
 * @param color of whoever suggests
 */
export function openBareMargin(text: string, mayEdit: boolean, color: string): BareMargin {
  const [body, notes] = [new Y.Doc(), new Y.Doc()];
  bodyOf(body).insert(0, text);
  const margin = createMargin({ body, notes });
  document.body.style.cssText = "display: grid; grid-template-columns: 1fr 20rem";
  const handle = openBareView(body, margin.plugins, mayEdit, { role: "textbox", tabindex: "0" });
  margin.attach(handle);
  margin.suggestions.setPeople(
    (client) => client === body.clientID,
    () => color,
  );
  margin.suggestionCommands.allow(mayEdit);
  return { body, notes, margin, handle };
}
