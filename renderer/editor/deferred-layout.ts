import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { RenewStep } from "../../shared/article/sync/renew.ts";

/** What is laid out in one frame, in ProseMirror's positions: some 20 ms of work. */
const SLICE = 8000;
/** What is laid out on either side of the caret: more than a screen. */
const NEAR = 4000;

/** The blocks that are laid out only when they come into sight; null for none. Meta of a transaction: which of them are laid out now. */
const key = new PluginKey<DecorationSet | null>("deferred-layout");
type Due = "next" | "all";

/**
 * After a change from elsewhere of most of the article, the blocks in sight and around the caret are laid out at once, the others
 * frame by frame (AM20): the layout of 10,000 words takes a quarter of a second.
 */
export function deferredLayout(): Plugin<DecorationSet | null> {
  return new Plugin<DecorationSet | null>({
    key,
    state: {
      init: () => null,
      apply(tr, before) {
        const due = tr.getMeta(key) as Due | undefined;
        if (due) return due === "next" && before ? withoutNext(before) : null;
        const deferred = tr.steps.some((step) => step instanceof RenewStep) ? allOf(tr.doc) : before?.map(tr.mapping, tr.doc);
        // Chromium doubles what an input method composes in a block that is not laid out, and arrow keys jump over it.
        return deferred?.remove(deferred.find(tr.selection.head - NEAR, tr.selection.head + NEAR)) ?? null;
      },
    },
    props: {
      decorations: (state) => key.getState(state),
      handleDOMEvents: {
        // Such keys may go, select or search anywhere.
        keydown: (view, { ctrlKey, metaKey, altKey }) => {
          if ((ctrlKey || metaKey || altKey) && key.getState(view.state)) layOut(view, "all");
          return false;
        },
      },
    },
    view: (view) => new Frames(view),
  });
}

/** Whether blocks are left that are laid out only when they come into sight. */
export const isLayoutDeferred = (state: EditorState): boolean => (key.getState(state) ?? null) !== null;

/** All blocks but the items of lists: what may be skipped counts for itself. */
function allOf(doc: Node): DecorationSet {
  const blocks: Decoration[] = [];
  doc.forEach((block, pos) => {
    if (block.type.name !== "item") blocks.push(Decoration.node(pos, pos + block.nodeSize, { class: "deferred" }));
  });
  return DecorationSet.create(doc, blocks);
}

/** Lays out some of the deferred blocks in each frame. */
class Frames {
  readonly #view: EditorView;
  #frame = 0;

  constructor(view: EditorView) {
    this.#view = view;
  }

  update(): void {
    if (this.#frame === 0 && key.getState(this.#view.state)) this.#frame = requestAnimationFrame(() => this.#layOutNext());
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
  }

  #layOutNext(): void {
    this.#frame = 0;
    if (key.getState(this.#view.state)) layOut(this.#view, "next");
  }
}

const layOut = (view: EditorView, due: Due): void => view.dispatch(view.state.tr.setMeta(key, due));

function withoutNext(deferred: DecorationSet): DecorationSet | null {
  const blocks = deferred.find();
  const next: Decoration[] = [];
  for (let size = 0; size < SLICE && next.length < blocks.length; size += next.at(-1)!.to - next.at(-1)!.from)
    next.push(blocks[next.length]!);
  return next.length === blocks.length ? null : deferred.remove(next);
}
