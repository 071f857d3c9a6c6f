/**
 * Undo of this person's own edits: `Y.UndoManager` over the local origin, cut into the steps a person expects, with the
 * selection restored (AM10).
 */
import type { EditorState, Transaction } from "prosemirror-state";
import { TextSelection, type Selection } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import * as Y from "yjs";
import { flatOf, posOf } from "./flat.ts";
import { LOCAL } from "./names.ts";
import type { BodyWriter } from "./writer.ts";

/** Edits closer together than this are undone at once, in milliseconds. */
const TYPING_PAUSE = 500;
/** The manager reads its own clock a little later than we do. */
const CLOCK_SLACK = 50;
const SELECTION = "selection";

interface RelativeSelection {
  readonly anchor: Y.RelativePosition;
  readonly head: Y.RelativePosition;
}

export class UndoHistory {
  readonly manager: Y.UndoManager;
  private readonly writer: BodyWriter;
  /** Where the last letter was typed; -1 after anything but typing. */
  private typedUntil = -1;
  private before: RelativeSelection | null = null;

  constructor(writer: BodyWriter) {
    this.writer = writer;
    this.manager = new Y.UndoManager(writer.body, { trackedOrigins: new Set([LOCAL]), captureTimeout: TYPING_PAUSE });
    this.manager.on("stack-item-added", ({ stackItem }) => {
      if (this.before) stackItem.meta.set(SELECTION, this.before);
    });
  }

  /** Call before `tr` is written: decides whether it goes on with the last undo step, and keeps the selection before it. */
  prepare(state: EditorState, tr: Transaction): void {
    const typing = typedRange(state, tr);
    if (!typing || typing.from !== this.typedUntil) this.manager.stopCapturing();
    this.typedUntil = typing ? typing.to : -1;
    const starts = Date.now() - this.manager.lastChange > TYPING_PAUSE - CLOCK_SLACK;
    this.before = starts ? this.relative(state) : null;
  }

  /** Undoes or redoes one step; `select` receives the selection that stood before it. @returns false with nothing to do. */
  revert(which: "undo" | "redo", state: EditorState, select: (anchor: number, head: number) => void): boolean {
    this.typedUntil = -1;
    this.before = this.relative(state);
    const item = this.manager[which]();
    this.before = null;
    this.manager.stopCapturing();
    if (!item) return false;
    const selection = item.meta.get(SELECTION) as RelativeSelection | undefined;
    const anchor = selection && this.absolute(selection.anchor);
    const head = selection && this.absolute(selection.head);
    if (anchor !== undefined && head !== undefined) select(anchor, head);
    return true;
  }

  destroy(): void {
    this.manager.destroy();
  }

  private relative(state: EditorState): RelativeSelection {
    const at = (pos: number) => this.writer.positionBehind(flatOf(state.doc, pos));
    return { anchor: at(state.selection.anchor), head: at(state.selection.head) };
  }

  private absolute(position: Y.RelativePosition): number | undefined {
    return Y.createAbsolutePositionFromRelativePosition(position, this.writer.body.doc!)?.index;
  }
}

/** The selection from `anchor` to `head`, indices in the body, in `state`. */
export function selectionAt(state: EditorState, anchor: number, head: number): Selection {
  const at = (flat: number) => state.doc.resolve(posOf(state.doc, flat));
  return TextSelection.between(at(anchor), at(head));
}

/** Where `tr` typed letters at the caret, or deleted them by Backspace; null for any other edit. */
function typedRange(state: EditorState, tr: Transaction): { from: number; to: number } | null {
  const step = tr.steps.length === 1 ? tr.steps[0] : undefined;
  if (!(step instanceof ReplaceStep) || !state.selection.empty || step.slice.openStart > 0 || tr.getMeta("uiEvent") || tr.getMeta("paste")) return null;
  const { from, to, slice } = step;
  if (slice.size === 0 && to - from <= 2) return state.doc.resolve(to).parentOffset >= to - from ? { from: to, to: from } : null;
  return from === to ? { from, to: from + slice.size } : null;
}
