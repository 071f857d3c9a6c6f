/** y-prosemirror 1.3.7 as its own page says to set it up: sync, undo and carets, on our schema, so that both draw the same DOM. */
import type { Node } from "prosemirror-model";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import {
  absolutePositionToRelativePosition,
  initProseMirrorDoc,
  yCursorPlugin,
  ySyncPlugin,
  ySyncPluginKey,
  yUndoPlugin,
  type ProsemirrorBinding,
} from "y-prosemirror";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { schema } from "../../../../shared/article/model/schema.ts";
import type { Choice } from "./api.ts";
import { editFragment, editsOf, partFrom } from "./away.ts";
import { FRAGMENT, fragmentWith, itemsOf } from "./article.ts";
import { arrive, ATTRIBUTES, colleagueOn, pageIn, spotAt, type Contender, type OpenEditor } from "./contender.ts";

export function yProsemirror(doc: Node, { history }: Choice): Contender {
  const article = fragmentWith(doc, history);
  const bytes = Y.encodeStateAsUpdate(article);
  return {
    items: itemsOf(article),
    bytes: bytes.length,
    open: (place) => open(place, bytes),
    part: (edits) => {
      const apart = partFrom(bytes, (replica, seed) => editFragment(replica, editsOf(seed, edits)));
      return {
        ...apart,
        open: (place) => open(place, apart.mine),
        read: (replica) => initProseMirrorDoc(replica.getXmlFragment(FRAGMENT), schema).doc,
      };
    },
    colleague: () => {
      const { block, offset } = spotAt(doc, 0.5);
      let at = offset;
      return colleagueOn(bytes, (replica, letter) => {
        const element = replica.getXmlFragment(FRAGMENT).get(block) as Y.XmlElement;
        (element.get(0) as Y.XmlText).insert(at++, letter);
      });
    },
  };
}

function open(place: HTMLElement, bytes: Uint8Array): OpenEditor {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, bytes);
  const fragment = doc.getXmlFragment(FRAGMENT);
  const awareness = new Awareness(doc);
  const { doc: article, mapping } = initProseMirrorDoc(fragment, schema);
  const view = new EditorView(pageIn(place), {
    state: EditorState.create({ doc: article, plugins: [ySyncPlugin(fragment, { mapping }), yCursorPlugin(awareness), yUndoPlugin()] }),
    attributes: ATTRIBUTES,
  });
  return {
    view,
    doc,
    suggest: null,
    receive: (update) => Y.applyUpdate(doc, update, "colleague"),
    meet: () => {
      const { binding } = ySyncPluginKey.getState(view.state) as { binding: ProsemirrorBinding };
      arrive(
        awareness,
        absolutePositionToRelativePosition(spotAt(view.state.doc, 0.25).pos, fragment, binding.mapping) as Y.RelativePosition,
      );
    },
    close: () => {
      view.destroy();
      awareness.destroy();
      doc.destroy();
      place.replaceChildren();
    },
  };
}
