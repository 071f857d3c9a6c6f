import { Plugin, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { hasKind, hasMark, hasScript, linkAt, type Flag, type Kind } from "../../../shared/article/commands/commands.ts";
import { isFootnote } from "../../../shared/article/model/footnotes.ts";
import type { ArticleBinding } from "../../../shared/article/sync/binding.ts";
import type { Direction } from "../../../shared/text/direction.ts";
import { maySuggestLevels } from "../change-level.ts";
import { drawnDirection } from "../direction.ts";
import { Store, type Readable } from "../../store/store.ts";
import { sameFields } from "../../store/use-store.ts";

/** Kinds that one chooses from a list; items and figures have buttons of their own. */
export const KINDS = ["paragraph", "lead", "heading1", "heading2", "heading3", "quote"] as const;
export type KindChoice = (typeof KINDS)[number];

/** Marks with a button of their own. */
export const FLAGS = ["bold", "italic", "underline", "strike"] as const satisfies readonly Flag[];

/** What the toolbar shows of the text at the caret. */
export interface ToolbarState {
  readonly kind: KindChoice | "headline" | "item" | "figure" | "divider" | "footnote" | "mixed";
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly strike: boolean;
  readonly superscript: boolean;
  readonly subscript: boolean;
  readonly link: boolean;
  /** The level can be changed: in a list, and while one suggests also in what is suggested to be one. */
  readonly item: boolean;
  readonly bullet: boolean;
  readonly number: boolean;
  /** Isolated from the text around it. */
  readonly isolated: boolean;
  readonly direction: Direction;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** What `setKind` takes for a choice. */
export function kindOf(choice: KindChoice): [kind: Kind, attrs: Readonly<Record<string, unknown>>] {
  switch (choice) {
    case "heading1":
      return ["heading", { level: 1 }];
    case "heading2":
      return ["heading", { level: 2 }];
    case "heading3":
      return ["heading", { level: 3 }];
    default:
      return [choice, {}];
  }
}

interface Source {
  /** The article's own direction. */
  readonly baseDirection: () => Direction;
  readonly binding: () => ArticleBinding;
}

function toolbarStateOf(state: EditorState, { baseDirection, binding }: Source): ToolbarState {
  const { canUndo, canRedo } = binding();
  return {
    kind: kindAt(state),
    bold: hasMark(state, "bold"),
    italic: hasMark(state, "italic"),
    underline: hasMark(state, "underline"),
    strike: hasMark(state, "strike"),
    superscript: hasScript(state, "super"),
    subscript: hasScript(state, "sub"),
    link: linkAt(state) !== null,
    item: hasKind(state, "item") || maySuggestLevels(binding(), state),
    bullet: hasKind(state, "item", { list: "bullet" }),
    number: hasKind(state, "item", { list: "number" }),
    isolated: hasMark(state, "dir"),
    direction: drawnDirection(state, baseDirection()),
    canUndo,
    canRedo,
  };
}

function kindAt(state: EditorState): ToolbarState["kind"] {
  const choice = KINDS.find((one) => hasKind(state, ...kindOf(one)));
  if (choice) return choice;
  for (const kind of ["item", "figure", "divider"] as const) if (hasKind(state, kind)) return kind;
  const { $from, $to } = state.selection;
  if (isFootnote($from.parent) && isFootnote($to.parent)) return "footnote";
  return $from.index(0) === 0 && $to.index(0) === 0 ? "headline" : "mixed";
}

/** Before the view was first read: the caret is in the headline of an article without history. */
const INITIAL: ToolbarState = {
  kind: "headline",
  bold: false,
  italic: false,
  underline: false,
  strike: false,
  superscript: false,
  subscript: false,
  link: false,
  item: false,
  bullet: false,
  number: false,
  isolated: false,
  direction: "rtl",
  canUndo: false,
  canRedo: false,
};

/**
 * Reads the toolbar's state from a view, in the frame after each of its updates.
 * @returns the plugin for that view, and the state, which changes only when something in it is new
 */
export function readToolbarState(source: Source): { readonly plugin: Plugin; readonly toolbarState: Readable<ToolbarState> } {
  const toolbarState = new Store(INITIAL);
  let frame = 0;
  const schedule = (view: EditorView): void => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      if (view.isDestroyed) return;
      const next = toolbarStateOf(view.state, source);
      if (!sameFields(next, toolbarState.get())) toolbarState.set(next);
    });
  };
  const plugin = new Plugin({
    view: (view) => {
      schedule(view);
      return { update: schedule, destroy: () => cancelAnimationFrame(frame) };
    },
  });
  return { plugin, toolbarState };
}
