/** What the toolbar shows of the article: the form of the text at the caret, read once a frame. */
import { Plugin, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { hasKind, hasMark, linkAt, type Flag, type Kind } from "../../../shared/article/commands.ts";
import type { Direction } from "../../../shared/article/names.ts";
import { directionOf } from "../../../shared/article/schema.ts";
import { Store, type Readable } from "../../store/store.ts";
import { sameFields } from "../../store/use-store.ts";

/** Kinds that one chooses from a list; items and figures have buttons of their own. */
export const KINDS = ["paragraph", "lead", "heading1", "heading2", "heading3", "quote"] as const;
export type KindChoice = (typeof KINDS)[number];

export const FLAGS = ["bold", "italic", "underline", "strike"] as const satisfies readonly Flag[];

export interface TextForm {
  readonly kind: KindChoice | "headline" | "item" | "figure" | "divider" | "mixed";
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly strike: boolean;
  readonly link: boolean;
  /** In a list, whose levels can be changed. */
  readonly item: boolean;
  readonly bullet: boolean;
  readonly number: boolean;
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
  readonly ground: () => Direction;
  readonly history: () => { readonly canUndo: boolean; readonly canRedo: boolean };
}

function formOf(state: EditorState, { ground, history }: Source): TextForm {
  const block = state.selection.$from.parent;
  const { canUndo, canRedo } = history();
  return {
    kind: kindAt(state),
    bold: hasMark(state, "bold"),
    italic: hasMark(state, "italic"),
    underline: hasMark(state, "underline"),
    strike: hasMark(state, "strike"),
    link: linkAt(state) !== null,
    item: hasKind(state, "item"),
    bullet: hasKind(state, "item", { list: "bullet" }),
    number: hasKind(state, "item", { list: "number" }),
    direction: directionOf(block.attrs["dir"]) ?? ground(),
    canUndo,
    canRedo,
  };
}

function kindAt(state: EditorState): TextForm["kind"] {
  const choice = KINDS.find((one) => hasKind(state, ...kindOf(one)));
  if (choice) return choice;
  for (const kind of ["item", "figure", "divider"] as const) if (hasKind(state, kind)) return kind;
  const { $from, $to } = state.selection;
  return $from.index(0) === 0 && $to.index(0) === 0 ? "headline" : "mixed";
}

/** Before a view has said where its caret is: in a headline, where nothing was done yet. */
const NOWHERE: TextForm = {
  kind: "headline",
  bold: false,
  italic: false,
  underline: false,
  strike: false,
  link: false,
  item: false,
  bullet: false,
  number: false,
  direction: "rtl",
  canUndo: false,
  canRedo: false,
};

/** Feeds the toolbar from a view; it hears of a new form in the frame after it, and only when something in it is new. */
export class FormStore {
  readonly plugin: Plugin;
  readonly #source: Source;
  readonly #form = new Store(NOWHERE);
  readonly state: Readable<TextForm> = this.#form;
  #frame = 0;

  constructor(source: Source) {
    this.#source = source;
    this.plugin = new Plugin({
      view: (view) => {
        this.#schedule(view);
        return { update: () => this.#schedule(view), destroy: () => cancelAnimationFrame(this.#frame) };
      },
    });
  }

  #schedule(view: EditorView): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      if (view.isDestroyed) return;
      const next = formOf(view.state, this.#source);
      if (!sameFields(next, this.#form.get())) this.#form.set(next);
    });
  }
}
