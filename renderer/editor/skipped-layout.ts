import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { isLayoutDeferred } from "./deferred-layout.ts";

/**
 * What is laid out on either side of the caret, in ProseMirror's positions: more than a screen. Chromium doubles what an input method
 * composes in a block that is not laid out, and arrow keys jump over it.
 */
const NEAR = 4000;
/** Less is not left when the caret moves. */
const LEAST = 2000;
/** Shorter articles are laid out whole. */
const LONG = 4 * NEAR;
/** After this long without a change of what all is laid out by, in milliseconds. */
const REST = 1000;
/** So many blocks may come or go at once without all being laid out anew. */
const FEW_BLOCKS = 8;
/** With Ctrl, Alt or Meta these go further than what is laid out around the caret. */
const FAR_KEYS: ReadonlySet<string> = new Set(["Home", "End", "ArrowUp", "ArrowDown", "PageUp", "PageDown"]);

const NEAR_CARET = { class: "near-caret" };

/** The blocks around the caret. */
interface NearCaret {
  readonly from: number;
  readonly to: number;
  readonly blocks: DecorationSet;
}

const key = new PluginKey<NearCaret>("skipped-layout");

/**
 * Once all of a long article was laid out, blocks that are far from the screen and from the caret are skipped by the browser
 * (`content-visibility`) and stay as tall as they were: what a key costs does not follow from how many pieces formats and suggestions
 * part the rest of the text in (SU48). See editor.css.
 */
export function skippedLayout(): Plugin<NearCaret> {
  let skipping: Skipping | null = null;
  return new Plugin<NearCaret>({
    key,
    state: {
      init: (_config, { doc, selection: { head } }) => around(doc, head - NEAR, head + NEAR),
      apply(tr, before) {
        if (!tr.docChanged && !tr.selectionSet) return before;
        const { head } = tr.selection;
        const [from, to] = [tr.mapping.map(before.from, -1), tr.mapping.map(before.to, 1)];
        const stays = from <= Math.max(0, head - LEAST) && to >= Math.min(tr.doc.content.size, head + LEAST) && to - from <= 4 * NEAR;
        if (stays && !tr.docChanged) return before;
        return stays ? around(tr.doc, from, to) : around(tr.doc, head - NEAR, head + NEAR);
      },
    },
    props: {
      decorations: (state) => key.getState(state)!.blocks,
      handleDOMEvents: {
        keydown: (_view, event) => {
          if ((event.ctrlKey || event.metaKey || event.altKey) && FAR_KEYS.has(event.key)) skipping?.layOutAll();
          return false;
        },
      },
    },
    view: (view) => (skipping = new Skipping(view)),
  });
}

/** The blocks that have something between two positions. */
function around(doc: Node, from: number, to: number): NearCaret {
  const [start, end] = [Math.max(0, from), Math.min(doc.content.size, to)];
  const blocks: Decoration[] = [];
  doc.nodesBetween(start, end, (block, pos) => {
    blocks.push(Decoration.node(pos, pos + block.nodeSize, NEAR_CARET));
    return false;
  });
  return { from: start, to: end, blocks: DecorationSet.create(doc, blocks) };
}

/** Has the far blocks of a view skipped while it rests, and all laid out where their heights may have changed. */
class Skipping {
  readonly #view: EditorView;
  readonly #page: HTMLElement;
  readonly #sizes = new ResizeObserver(() => this.#resized());
  readonly #looks = new MutationObserver(() => this.layOutAll());
  readonly #onFonts = (): void => this.layOutAll();
  #look = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(view: EditorView) {
    this.#view = view;
    this.#page = view.dom.parentElement!;
    this.#sizes.observe(view.dom);
    // Views hide some of the text.
    this.#looks.observe(view.dom, { attributeFilter: ["data-text-view", "lang", "style"] });
    document.fonts.addEventListener("loadingdone", this.#onFonts);
    this.#wait();
  }

  update(view: EditorView, before: EditorState): void {
    const isDeferred = isLayoutDeferred(view.state) || isLayoutDeferred(before);
    if (isDeferred || Math.abs(view.state.doc.childCount - before.doc.childCount) > FEW_BLOCKS) this.layOutAll();
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#sizes.disconnect();
    this.#looks.disconnect();
    document.fonts.removeEventListener("loadingdone", this.#onFonts);
    delete this.#page.dataset["skipping"];
  }

  /** All is laid out until the view has rested again. */
  layOutAll(): void {
    delete this.#page.dataset["skipping"];
    this.#wait();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#skip(), REST);
  }

  #skip(): void {
    const { state, composing } = this.#view;
    const isOpening = this.#page.dataset["opening"] !== undefined;
    if (composing || isOpening || isLayoutDeferred(state)) this.#wait();
    else if (state.doc.content.size > LONG) this.#page.dataset["skipping"] = "";
  }

  /** Where lines break otherwise, or are as tall as others, all heights change; when one writes, only that of the text. */
  #resized(): void {
    const { fontFamily, fontSize, lineHeight, width } = getComputedStyle(this.#view.dom);
    const look = [fontFamily, fontSize, lineHeight, width].join();
    if (look === this.#look) return;
    this.#look = look;
    this.layOutAll();
  }
}
