import { TextSelection, type Selection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

/**
 * What is selected in the page when the state says otherwise (AM18). The browser moves the caret at once, by a key or a click, and tells
 * so in the next frame (`selectionchange`). Until then ProseMirror does not know of it: whatever makes it draw puts the caret back to
 * where it was, and a command applies there.
 * @param view its text in the page must be that of its state
 * @returns null where the state is right
 */
export function unreadSelection(view: EditorView): Selection | null {
  const { anchorNode, anchorOffset, focusNode, focusOffset } = view.dom.ownerDocument.getSelection()!;
  if (!isIn(view, anchorNode) || !isIn(view, focusNode)) return null;
  const { doc, selection } = view.state;
  const [anchor, head] = [view.posAtDOM(anchorNode, anchorOffset), view.posAtDOM(focusNode, focusOffset)];
  if (anchor === selection.anchor && head === selection.head) return null;
  const read = TextSelection.between(doc.resolve(anchor), doc.resolve(head));
  return read.eq(selection) ? null : read;
}

/** True for the text itself: the boxes that are drawn into it have the browser's selection, too. */
function isIn({ dom }: EditorView, node: Node | null): node is Node {
  if (node === null || !dom.contains(node)) return false;
  const box = (node instanceof Element ? node : node.parentElement!).closest('[contenteditable="false"]');
  return box === null || box.contains(dom);
}
