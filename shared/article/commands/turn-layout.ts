import { TextSelection, type Command, type EditorState } from "prosemirror-state";
import { turnedOver, turnOf } from "../../typing/keyboard-layouts.ts";
import { saidLanguageOf } from "../model/block-direction.ts";
import { articleLanguageOf, type ArticleLanguage } from "../model/language.ts";
import { schema } from "../model/schema.ts";
import { runLanguageAt } from "./language.ts";

/** The word before the caret, with the blanks behind it. */
const WORD_BEFORE = /\S+\s*$/u;

/**
 * Turns what is selected, or the word before the caret, into what the same keys type in the other keyboard layout (TA10); the
 * letters keep their form. The keyboard is that of the language said of the run or the block, else the article's (TA13). False where there is nothing to turn.
 */
export function turnLayout(language: ArticleLanguage): Command {
  return (state, dispatch) => {
    const range = rangeOf(state);
    const turn = range && turnOf(state.doc.textBetween(range.from, range.to, "\n"));
    if (!range || !turn) return false;
    const keyboard = articleLanguageOf(runLanguageAt(state)) ?? saidLanguageOf(state.selection.$from.parent) ?? language;
    const changes: { readonly from: number; readonly to: number; readonly text: ReturnType<typeof schema.text> }[] = [];
    state.doc.nodesBetween(range.from, range.to, (node, pos) => {
      if (!node.isText) return;
      const [from, to] = [Math.max(pos, range.from), Math.min(pos + node.nodeSize, range.to)];
      const text = node.text!.slice(from - pos, to - pos);
      const turned = turnedOver(text, turn, keyboard);
      if (turned !== null && turned !== text) changes.push({ from, to, text: schema.text(turned, node.marks) });
    });
    if (changes.length === 0) return false;
    if (dispatch) {
      const tr = state.tr;
      for (const { from, to, text } of changes.toReversed()) tr.replaceWith(from, to, text);
      const [from, to] = [tr.mapping.map(range.from, -1), tr.mapping.map(range.to, 1)];
      dispatch(tr.setSelection(TextSelection.create(tr.doc, state.selection.empty ? to : from, to)).scrollIntoView());
    }
    return true;
  };
}

function rangeOf({ selection }: EditorState): { readonly from: number; readonly to: number } | null {
  if (!(selection instanceof TextSelection)) return null;
  if (!selection.empty) return { from: selection.from, to: selection.to };
  const { $from } = selection;
  const [word] = WORD_BEFORE.exec($from.parent.textBetween(0, $from.parentOffset, null, " ")) ?? [];
  return word === undefined ? null : { from: $from.pos - word.length, to: $from.pos };
}
