/** ProseMirror alone on our schema: nothing shared, nothing stored, no plugin but none. */
import { Node } from "prosemirror-model";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { schema } from "../../../../shared/article/model/schema.ts";
import { ATTRIBUTES, pageIn, type Contender } from "./contender.ts";

export function prosemirror(doc: Node): Contender {
  const json = JSON.stringify(doc.toJSON());
  return {
    items: 0,
    bytes: new TextEncoder().encode(json).length,
    open(place) {
      const view = new EditorView(pageIn(place), {
        state: EditorState.create({ doc: Node.fromJSON(schema, JSON.parse(json)) }),
        attributes: ATTRIBUTES,
      });
      return {
        view,
        doc: null,
        suggest: null,
        receive: () => {
          throw new TypeError("nobody shares a bare ProseMirror");
        },
        meet: () => {},
        close: () => {
          view.destroy();
          place.replaceChildren();
        },
      };
    },
    colleague: null,
    part: null,
  };
}
