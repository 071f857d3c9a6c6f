import { toggleMark as toggle } from "prosemirror-commands";
import type { Command, EditorState } from "prosemirror-state";
import type { InlineAttribute } from "../model/names.ts";
import type { Direction } from "../../text/direction.ts";
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
