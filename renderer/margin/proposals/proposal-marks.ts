import { Plugin, PluginKey, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { personColor } from "../../suggestions/index.ts";
import { placesKey } from "../text/places.ts";

/** Open proposals by thread, with the colours of who proposed. */
type Colors = ReadonlyMap<string, string>;

interface Marks {
  readonly colors: Colors;
  readonly decorations: DecorationSet;
}

const key = new PluginKey<Marks>("proposals");

/** While an input method composes, what is drawn waits this long before it looks again, in milliseconds. */
const LOOK_AGAIN = 100;

/** Strikes the texts of open proposals out, as SU30 does it: by a class on the letters, which stay joined. */
export class ProposalMarks {
  readonly plugin: Plugin<Marks>;
  #view: EditorView | null = null;
  #colors: Colors = new Map();
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.plugin = new Plugin<Marks>({
      key,
      state: {
        init: () => ({ colors: new Map(), decorations: DecorationSet.empty }),
        apply: (tr, marks, _before, state) => {
          const colors = (tr.getMeta(key) as Colors | undefined) ?? marks.colors;
          // Stands behind the plugin of places, which knows by then where everything is.
          if (colors !== marks.colors || (colors.size > 0 && tr.getMeta(placesKey))) return { colors, decorations: drawn(colors, state) };
          return tr.docChanged && colors.size > 0 ? { colors, decorations: marks.decorations.map(tr.mapping, tr.doc) } : marks;
        },
      },
      props: { decorations: (state) => key.getState(state)!.decorations },
      view: (view) => {
        this.#view = view;
        // The view is not complete until it is constructed.
        this.#again = setTimeout(() => this.#show());
        return {
          destroy: () => {
            clearTimeout(this.#again);
            this.#view = null;
          },
        };
      },
    });
  }

  /** Draws these proposals, and no others. */
  show(colors: Colors): void {
    this.#colors = colors;
    this.#show();
  }

  #show(): void {
    clearTimeout(this.#again);
    const view = this.#view;
    if (!view) return;
    // Text that is composed is not drawn anew.
    if (view.composing) this.#again = setTimeout(() => this.#show(), LOOK_AGAIN);
    else if (key.getState(view.state)!.colors !== this.#colors)
      view.dispatch(view.state.tr.setMeta(key, this.#colors).setMeta("addToHistory", false));
  }
}

function drawn(colors: Colors, state: EditorState): DecorationSet {
  const { found } = placesKey.getState(state)!;
  const decorations = [...colors].flatMap(([thread, color]) => {
    const range = found.get(thread);
    return range ? [Decoration.inline(range.from, range.to, { class: "proposed", style: `--person: ${personColor(color)}` })] : [];
  });
  return DecorationSet.create(state.doc, decorations);
}
