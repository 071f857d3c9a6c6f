/** What the toolbar shows of the article: the form of the text at the caret, read once a frame. */
import { Plugin, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { hasKind, hasMark, linkAt, type Flag, type Kind } from "../../../shared/article/commands.ts";
import type { Direction } from "../../../shared/article/names.ts";
import { directionOf } from "../../../shared/article/schema.ts";

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

/** Feeds the toolbar from a view; it hears of a new form in the frame after it. */
export class FormStore {
  readonly plugin: Plugin;
  readonly #source: Source;
  readonly #handlers = new Set<() => void>();
  #form: TextForm | null = null;
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

  readonly subscribe = (handler: () => void): (() => void) => {
    this.#handlers.add(handler);
    return () => void this.#handlers.delete(handler);
  };

  readonly form = (): TextForm | null => this.#form;

  #schedule(view: EditorView): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      if (view.isDestroyed) return;
      const next = formOf(view.state, this.#source);
      if (this.#form && Object.entries(next).every(([name, value]) => this.#form![name as keyof TextForm] === value)) return;
      this.#form = next;
      for (const handler of this.#handlers) handler();
    });
  }
}
