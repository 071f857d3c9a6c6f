import { EditorState, type Command, type Plugin, type Transaction } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import type * as Y from "yjs";
import { ArticleBinding } from "../../shared/article/sync/binding.ts";
import { bodyOf } from "../../shared/article/model/body.ts";
import { projectBody } from "../../shared/article/projection/project.ts";
import { footnoteRemoval } from "../../shared/article/sync/footnote-removal.ts";
import { ComposingHost } from "./composition.ts";
import type { Direction } from "../../shared/text/direction.ts";
import { bidiRunsKey, drawBidiRuns } from "./bidi-runs.ts";
import { drawAfterComposition } from "./block-decorations.ts";
import { invisibles, invisiblesKey } from "./invisibles.ts";
import { directionsKey, drawDirections } from "./direction.ts";
import { afterFirstFrame } from "../layout/after-first-frame.ts";
import { deferredLayout } from "./deferred-layout.ts";
import { skippedLayout } from "./skipped-layout.ts";
import type { Pictures } from "./blocks/pictures.ts";
import { keepUnreadByReact } from "./unread-by-react.ts";
import { FigureView, type FigureWords } from "./blocks/figure-view.ts";

export interface EditorHandle {
  readonly view: EditorView;
  readonly binding: ArticleBinding;
  readonly host: ComposingHost;
  readonly pictures: Pictures;
}

export interface ViewOptions {
  readonly doc: Y.Doc;
  readonly plugins: readonly Plugin[];
  /** The article's own direction. */
  readonly baseDirection: () => Direction;
  readonly editable: () => boolean;
  /** Called with each edit of the view before it is made. @returns what is made instead */
  readonly beforeDispatch?: (state: EditorState, tr: Transaction) => Transaction;
  /** DOM attributes of the text: its name, its language, its direction. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly pictures: Pictures;
  readonly figureWords: () => FigureWords;
  /** Told when view and body differed and the article was read again from the body: a defect. */
  readonly onRepair: (error: unknown) => void;
}

/** The caret keeps this far from the edges of what can be seen, in pixels: a bar stands above the text. */
const SIGHT = { top: 96, bottom: 48, left: 0, right: 0 };

/**
 * The ProseMirror view of one article, bound to its body: all of the editor that React does not draw.
 * @param place the view is appended to it; the caller calls `destroyView` in the end
 */
export function createView(
  place: HTMLElement,
  { doc, plugins, baseDirection, editable, beforeDispatch, attributes, pictures, figureWords, onRepair }: ViewOptions,
): EditorHandle {
  showFirstFrame(place);
  const view = new EditorView(place, {
    state: EditorState.create({
      doc: projectBody(bodyOf(doc)),
      plugins: [footnoteRemoval(), ...plugins, ...bidiPlugins(baseDirection), deferredLayout(), skippedLayout()],
    }),
    attributes,
    editable,
    nodeViews: {
      figure: (node, view, getPos) =>
        new FigureView(node, view, getPos, {
          source: pictures.source,
          fetch: (address) => void pictures.fetch(view, [address]),
          words: figureWords,
        }),
    },
    scrollMargin: SIGHT,
    scrollThreshold: SIGHT,
    dispatchTransaction: (tr) => host.dispatch(beforeDispatch ? beforeDispatch(view.state, tr) : tr),
    handleDOMEvents: {
      // The browser's own menu and gestures; the keys are in the keymap.
      beforeinput: (view, event) => revert(binding, event) || keepUnformatted(view, event),
    },
  });
  keepUnreadByReact(view.dom);
  const host = new ComposingHost(view, doc, (tr) => binding.dispatch(tr));
  const binding: ArticleBinding = new ArticleBinding(doc, host, onRepair);
  return { view, binding, host, pictures };
}

/** What is drawn of direction, and written nowhere. */
const bidiPlugins = (baseDirection: () => Direction): readonly Plugin[] => [
  drawDirections(baseDirection),
  drawBidiRuns(baseDirection),
  invisibles(),
  drawAfterComposition([directionsKey, bidiRunsKey, invisiblesKey]),
];

/**
 * Lays out only the beginning of the article in the first frame, and the rest when what waits for that frame was drawn, so that it is
 * laid out once, or at the first key: see editor.css.
 */
function showFirstFrame(place: HTMLElement): void {
  place.dataset["opening"] = "";
  const showAll = () => {
    delete place.dataset["opening"];
    place.removeEventListener("keydown", showAll, true);
  };
  afterFirstFrame(() => requestAnimationFrame(showAll));
  // At `compositionstart` the browser has already measured where the input method writes.
  place.addEventListener("keydown", showAll, true);
}

/** Removes the view and stops following the body. */
export function destroyView({ view, binding, host }: EditorHandle): void {
  binding.destroy();
  host.destroy();
  view.destroy();
}

/** Runs a command of a button. @returns false when it does not apply */
export const runIn = (view: EditorView, command: Command): boolean => command(view.state, view.dispatch.bind(view), view);

/** While an input method composes, ProseMirror leaves its keys to the browser, which would write the letters once more to make them bold. */
function keepUnformatted(view: EditorView, event: InputEvent): boolean {
  if (!view.composing || !event.inputType.startsWith("format")) return false;
  event.preventDefault();
  return true;
}

function revert(binding: ArticleBinding, event: InputEvent): boolean {
  if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return false;
  event.preventDefault();
  if (event.inputType === "historyUndo") binding.undo();
  else binding.redo();
  return true;
}
