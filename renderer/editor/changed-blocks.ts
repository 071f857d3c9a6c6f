import type { Node } from "prosemirror-model";
import { Plugin, type EditorState, type Transaction } from "prosemirror-state";
import { AttrStep } from "prosemirror-transform";
import type { EditorView } from "prosemirror-view";

/** Milliseconds after a composition: the browser finishes it first, and ProseMirror redraws 20 ms later what it held back. */
const COMPOSED_AFTER = 50;
/** Meta: what was postponed is to be drawn. */
const REDRAW = "redraw-postponed";

/** The blocks whose decorations are to be made anew, by their positions. */
export interface ChangedBlocks {
  readonly changed: ReadonlySet<number>;
  /** The block in which an input method composes and whose text changed: it is drawn anew when the composition has ended (AM17). */
  readonly postponed: number | null;
}

/**
 * The blocks that a transaction changed, and that which waited for the end of a composition.
 * @param postponed that block, before the transaction @param isComposing whether an input method composes at the caret
 * @returns null where there is nothing to do
 */
export function changedBlocks(
  tr: Transaction,
  { doc, selection: { $from } }: Pick<EditorState, "doc" | "selection">,
  postponed: number | null,
  isComposing: boolean,
): ChangedBlocks | null {
  if (!tr.docChanged && (postponed === null || isComposing)) return null;
  const changed = positionsOfChanges(tr, doc);
  const mapped = postponed === null ? null : tr.mapping.mapResult(postponed);
  const waiting = mapped === null || mapped.deleted ? null : mapped.pos;
  const composed = isComposing && $from.depth > 0 ? $from.before(1) : null;
  if (waiting !== null && waiting !== composed) changed.add(waiting);
  const isPostponed = composed !== null && (changed.delete(composed) || waiting === composed);
  return { changed, postponed: isPostponed ? composed : null };
}

function positionsOfChanges(tr: Transaction, doc: Node): Set<number> {
  const changed = new Set<number>();
  for (const [i, map] of tr.mapping.maps.entries()) {
    const later = tr.mapping.slice(i + 1);
    const step = tr.steps[i];
    if (step instanceof AttrStep) changed.add(later.map(step.pos));
    map.forEach((_start, _end, newStart, newEnd) => {
      doc.nodesBetween(Math.max(0, later.map(newStart, -1) - 1), Math.min(doc.content.size, later.map(newEnd, 1) + 1), (_block, pos) => {
        changed.add(pos);
        return false;
      });
    });
  }
  return changed;
}

/** Draws what waits for the end of a composition. */
export const redrawPostponed = (view: EditorView): void => view.dispatch(view.state.tr.setMeta(REDRAW, true));

/** Draws after each composition what waited for its end. @param isWaiting whether anything does */
export function drawAfterComposition(isWaiting: (state: EditorState) => boolean): Plugin {
  return new Plugin({
    view(view) {
      let timer = 0;
      const onEnd = () => {
        window.clearTimeout(timer);
        timer = window.setTimeout(() => {
          if (!view.isDestroyed && !view.composing && isWaiting(view.state)) redrawPostponed(view);
        }, COMPOSED_AFTER);
      };
      view.dom.addEventListener("compositionend", onEnd);
      return {
        destroy() {
          window.clearTimeout(timer);
          view.dom.removeEventListener("compositionend", onEnd);
        },
      };
    },
  });
}
