import type { Command, EditorState, Transaction } from "prosemirror-state";
import { LineControls, missingEnds, openControls } from "../../text/bidi-controls.ts";
import { invisiblesIn, strippedOf, type InvisibleKind } from "../../text/invisibles.ts";
import { selectedBlocks, textRange } from "./select.ts";
import { unstruckText } from "./struck.ts";

/** A text to be put in the place of another, in positions of the document. */
interface Change {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** How many of each kind of unseen character are selected; with nothing selected, in the block of the caret. */
export function selectedInvisibles(state: EditorState): ReadonlyMap<InvisibleKind, number> {
  const found = new Map<InvisibleKind, number>();
  for (const { text, from, to } of selectedTexts(state)) {
    for (const { kind } of invisiblesIn(text.slice(from, to))) found.set(kind, (found.get(kind) ?? 0) + 1);
  }
  return found;
}

/** What turns the selection and begins before it, each kind once, from the outside in; nothing where nothing is selected. */
export function controlsAround(state: EditorState): InvisibleKind[] {
  const { from, to } = textRange(state.selection);
  const $from = state.doc.resolve(from);
  if (from === to || $from.depth === 0) return [];
  const before = unstruckText(state, $from.parent, $from.start(), 0, $from.parentOffset);
  const open = openControls(before.slice(before.lastIndexOf("\n") + 1));
  return [...new Set(invisiblesIn(open.join("")).map(({ kind }) => kind))];
}

/** Takes away the unseen characters that are selected, but joiners; white space of any kind is one space then (BD36). */
export const stripInvisibles: Command = changing((text, from, to) =>
  invisiblesIn(text.slice(from, to)).map((one) => {
    const place = { from: from + one.from, to: from + one.to };
    return { ...place, text: strippedOf(one, text.slice(place.from, place.to)) };
  }),
);

/** Makes isolates of the embeddings and overrides in the selected blocks, and ends what they begin (BD36). */
export const convertControls: Command = changing((text) => {
  const controls = new LineControls();
  const changes: Change[] = [];
  for (let at = 0; at <= text.length; at++) {
    const isEnd = at === text.length || text[at] === "\n";
    const next = isEnd ? controls.end() : controls.next(text[at]!);
    changes.push({ from: at, to: isEnd ? at : at + 1, text: next });
  }
  return changes;
});

/** Ends what the selected blocks begin of directions and do not end (BD36). */
export const closeControls: Command = changing((text) => {
  const changes: Change[] = [];
  let at = 0;
  for (const line of text.split("\n")) {
    at += line.length;
    changes.push({ from: at, to: at, text: missingEnds(line) });
    at += 1;
  }
  return changes;
});

function* selectedTexts(state: EditorState): Iterable<{ start: number; text: string; from: number; to: number }> {
  const { from, to } = textRange(state.selection);
  for (const { node, pos } of selectedBlocks(state)) {
    const start = pos + 1;
    const text = unstruckText(state, node, start);
    const within = (at: number) => Math.min(text.length, Math.max(0, at - start));
    yield { start, text, ...(from === to ? { from: 0, to: text.length } : { from: within(from), to: within(to) }) };
  }
}

/** @param changesOf what to change in a block, in its own positions, in order; what changes nothing is left out */
function changing(changesOf: (text: string, from: number, to: number) => readonly Change[]): Command {
  return (state, dispatch) => {
    const changes = [...selectedTexts(state)].flatMap(({ start, text, from, to }) =>
      changesOf(text, from, to).flatMap((one) =>
        text.slice(one.from, one.to) === one.text ? [] : [{ text: one.text, from: start + one.from, to: start + one.to }],
      ),
    );
    if (changes.length === 0) return false;
    dispatch?.(changed(state.tr, changes));
    return true;
  };
}

function changed(tr: Transaction, changes: readonly Change[]): Transaction {
  for (const { from, to, text } of changes.toReversed()) {
    if (text === "") tr.delete(from, to);
    else tr.replaceWith(from, to, tr.doc.type.schema.text(text, tr.doc.resolve(from).marksAcross(tr.doc.resolve(to)) ?? []));
  }
  return tr;
}
