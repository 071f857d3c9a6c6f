import type { Mark } from "prosemirror-model";
import type { Command, EditorState } from "prosemirror-state";
import { safeUrl, schema } from "../model/schema.ts";
import { deleteSelected, textRange } from "./select.ts";

/** A link, and the positions between which its text stands. */
export interface LinkRange {
  readonly from: number;
  readonly to: number;
  readonly href: string;
}

/** The link at the caret or at the start of the selection, with all of its text; null when there is none. */
export function linkAt(state: EditorState): LinkRange | null {
  const { $from } = state.selection;
  if ($from.depth === 0) return null;
  const type = schema.marks["link"]!;
  const at =
    ($from.nodeAfter && type.isInSet($from.nodeAfter.marks)) ??
    (state.selection.empty && $from.nodeBefore ? type.isInSet($from.nodeBefore.marks) : undefined);
  if (!at) return null;
  const parts: { from: number; to: number; mark: Mark | undefined }[] = [];
  $from.parent.forEach((node, offset) => {
    const mark = type.isInSet(node.marks);
    const from = $from.start() + offset;
    const last = parts.at(-1);
    if (last?.mark && mark?.eq(last.mark)) last.to = from + node.nodeSize;
    else parts.push({ from, to: from + node.nodeSize, mark });
  });
  const part = parts.find(({ from, to, mark }) => mark?.eq(at) && from <= $from.pos && $from.pos <= to);
  return part ? { from: part.from, to: part.to, href: String(at.attrs["value"]) } : null;
}

/** In UTF-16 units. Longer than any address that leads somewhere; what looks for its parts goes through it many times. */
const LONGEST = 8192;

/**
 * What somebody typed as an address, made a link: a bare domain becomes https, an e-mail address mailto.
 * @returns null for what no link may lead to, as `javascript:`
 */
export function linkAddress(typed: string): string | null {
  const text = typed.trim();
  if (text.length > LONGEST || /\s/.test(text)) return null;
  if (/^[^\s/:@]+@[^\s/:@]+\.[^\s/:@]+$/.test(text)) return `mailto:${text}`;
  if (/^[^\s/:?#.]+(\.[^\s/:?#.]+)+(:\d+)?([/?#]|$)/.test(text)) return `https://${text}`;
  return safeUrl(text);
}

/** Links the selected text, or changes the link at the caret; with neither, the address itself is written and linked. */
export function setLink(href: string): Command {
  return (state, dispatch) => {
    const address = linkAddress(href);
    if (address === null) return false;
    if (!dispatch) return true;
    const mark = schema.mark("link", { value: address });
    const { from, to } = state.selection.empty ? (linkAt(state) ?? state.selection) : textRange(state.selection);
    if (to > from) {
      dispatch(state.tr.addMark(from, to, mark));
    } else {
      const marks = mark.addToSet(state.selection.$from.marks());
      dispatch(deleteSelected(state.tr).insert(from, schema.text(href.trim(), marks)).scrollIntoView());
    }
    return true;
  };
}

/** Takes links off the selected text, or the whole link at the caret; the text stays. */
export const removeLink: Command = (state, dispatch) => {
  const range = state.selection.empty ? linkAt(state) : textRange(state.selection);
  if (!range || !state.doc.rangeHasMark(range.from, range.to, schema.marks["link"]!)) return false;
  dispatch?.(state.tr.removeMark(range.from, range.to, schema.marks["link"]));
  return true;
};
