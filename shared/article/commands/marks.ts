import type { Mark, ResolvedPos } from "prosemirror-model";
import { toggleMark as toggle } from "prosemirror-commands";
import type { Command, EditorState } from "prosemirror-state";
import type { InlineAttribute } from "../model/names.ts";
import { detectDirection } from "../../text/direction.ts";
import { schema } from "../model/schema.ts";
import { textRange } from "./select.ts";

/** Formats that text either has or has not. */
export type Flag = Exclude<InlineAttribute, "link" | "dir" | "script" | "lang">;

/** Text above the line, or below it. */
export type Script = "super" | "sub";

/** Puts the mark on the selected text, or takes it off; at a caret, for the next letters. */
export const toggleMark = (name: Flag): Command => toggle(schema.marks[name]!, null, { removeWhenPresent: false });

/** Raises or lowers the selected text, or puts it back on the line; at a caret, the next letters. */
export const toggleScript =
  (script: Script): Command =>
  (state, dispatch) => {
    const type = schema.marks["script"]!;
    const mark = hasScript(state, script) ? null : type.create({ value: script });
    const { from, to } = textRange(state.selection);
    const { tr } = state;
    if (from === to) dispatch?.(mark ? tr.addStoredMark(mark) : tr.removeStoredMark(type));
    else dispatch?.((mark ? tr.addMark(from, to, mark) : tr.removeMark(from, to, type)).scrollIntoView());
    return true;
  };

/** True when the selected text, or the next letter, has the mark. */
export const hasMark = (state: EditorState, name: InlineAttribute): boolean =>
  areMarked(state, (marks) => schema.marks[name]!.isInSet(marks) !== undefined);

/** True when the selected text, or the next letter, is raised or lowered as `script` says. */
export const hasScript = (state: EditorState, script: Script): boolean =>
  areMarked(state, (marks) => schema.marks["script"]!.isInSet(marks)?.attrs["value"] === script);

function areMarked(state: EditorState, isMarked: (marks: readonly Mark[]) => boolean): boolean {
  const { from, to } = textRange(state.selection);
  if (from === to) return isMarked(state.storedMarks ?? state.selection.$from.marks());
  let all = true;
  state.doc.nodesBetween(from, to, (node) => {
    if (node.isInline && !isMarked(node.marks)) all = false;
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
