import type { ResolvedPos } from "prosemirror-model";
import { toggleMark as toggle } from "prosemirror-commands";
import type { Command, EditorState } from "prosemirror-state";
import type { InlineAttribute } from "../model/names.ts";
import { detectDirection, type Direction } from "../../text/direction.ts";
import { schema } from "../model/schema.ts";
import { textRange } from "./select.ts";

/** Formats that text either has or has not. */
export type Flag = Exclude<InlineAttribute, "link" | "dir">;

/** Puts the mark on the selected text, or takes it off; at a caret, for the next letters. */
export const toggleMark = (name: Flag): Command => toggle(schema.marks[name]!, null, { removeWhenPresent: false });

/** True when the selected text, or the next letter, has the mark. */
export function hasMark(state: EditorState, name: InlineAttribute): boolean {
  const type = schema.marks[name]!;
  const { from, to } = textRange(state.selection);
  if (from === to) return type.isInSet(state.storedMarks ?? state.selection.$from.marks()) !== undefined;
  let all = true;
  state.doc.nodesBetween(from, to, (node) => {
    if (node.isInline && !type.isInSet(node.marks)) all = false;
    return all;
  });
  return all;
}

/** What no space parts, up to the caret and behind it. */
const RUN_BEFORE = /\S*$/u;
const RUN_BEHIND = /^\S*/u;

/**
 * Isolates what is selected, or the run of letters and signs at the caret, from the text around it; what is isolated already, no
 * more. It runs as its own first letter does, and left to right where it has none (BD21).
 */
export const toggleIsolate: Command = (state, dispatch) => {
  const { selection } = state;
  const { $from, empty } = selection;
  const { from, to } = empty ? runAround($from) : textRange(selection);
  if (from === to) return false;
  const type = schema.marks["dir"]!;
  if (state.doc.rangeHasMark(from, to, type)) {
    dispatch?.(state.tr.removeMark(from, to, type));
  } else {
    const dir = detectDirection(state.doc.textBetween(from, to, "\n", "\uFFFC")) ?? "ltr";
    dispatch?.(state.tr.addMark(from, to, type.create({ value: dir })));
  }
  return true;
};

function runAround($pos: ResolvedPos): { readonly from: number; readonly to: number } {
  const { parent, parentOffset, pos } = $pos;
  if (!parent.inlineContent) return { from: pos, to: pos };
  const text = (from: number, to: number) => parent.textBetween(from, to, "", ({ type }) => (type.name === "line_break" ? "\n" : "\uFFFC"));
  return {
    from: pos - RUN_BEFORE.exec(text(0, parentOffset))![0].length,
    to: pos + RUN_BEHIND.exec(text(parentOffset, parent.content.size))![0].length,
  };
}

/** Makes the selected run stand by itself in the order of the line, running `dir`; null takes that off. */
export function isolate(dir: Direction | null): Command {
  return (state, dispatch) => {
    const { from, to } = textRange(state.selection);
    if (from === to) return false;
    dispatch?.(
      dir === null ? state.tr.removeMark(from, to, schema.marks["dir"]) : state.tr.addMark(from, to, schema.mark("dir", { value: dir })),
    );
    return true;
  };
}
