import type { Mark } from "prosemirror-model";
import type { Command, EditorState } from "prosemirror-state";
import { saidLanguageOf } from "../model/block-direction.ts";
import { runLanguageOf, type ArticleLanguage } from "../model/language.ts";
import { schema } from "../model/schema.ts";
import { selectedBody, textRange } from "./select.ts";

/** Says the language of the selected blocks but for the headline; null leaves it to the article and their letters (BD38). */
export function setBlockLanguage(lang: ArticleLanguage | null): Command {
  return (state, dispatch) => {
    const blocks = selectedBody(state).filter(({ node }) => node.attrs["lang"] !== lang);
    if (blocks.length === 0) return false;
    if (dispatch) {
      const tr = state.tr;
      for (const { pos } of blocks) tr.setNodeAttribute(pos, "lang", lang);
      dispatch(tr);
    }
    return true;
  };
}

/**
 * Says the language of the selected words, or of the run in which the caret stands; at any other caret, of the next letters. Null
 * leaves it to their block (BD43).
 */
export function setRunLanguage(lang: ArticleLanguage | null): Command {
  return (state, dispatch) => {
    const { from, to } = state.selection.empty ? runAround(state) : textRange(state.selection);
    if (from === to) return setNextLanguage(lang)(state, dispatch);
    const type = schema.marks["lang"]!;
    if (lang === null && !state.doc.rangeHasMark(from, to, type)) return false;
    dispatch?.(lang === null ? state.tr.removeMark(from, to, type) : state.tr.addMark(from, to, type.create({ value: lang })));
    return true;
  };
}

/** Says the language of the letters that are typed next at a caret; null leaves it to their block (BD47). */
export function setNextLanguage(lang: ArticleLanguage | null): Command {
  return (state, dispatch) => {
    const type = schema.marks["lang"]!;
    const isSaid = markIn(marksNext(state)) !== undefined;
    if (!state.selection.empty || (lang === null && !isSaid)) return false;
    dispatch?.(lang === null ? state.tr.removeStoredMark(type) : state.tr.addStoredMark(type.create({ value: lang })));
    return true;
  };
}

/** Of what one says a language, and the one that was said. */
export interface LanguageThere {
  /** Null for a caret in a headline, which has no language of its own. */
  readonly of: "block" | "run" | null;
  /** A newsroom's, or the tag of another; null where nobody did. */
  readonly said: string | null;
  /** What is typed next at the caret is said to be in another than the text around it. */
  readonly next?: { readonly said: string | null };
}

/**
 * Of what a language is said where the selection is: of a run where a part of a block is selected, or what somebody said a language
 * of; else of the blocks.
 */
export function languageAt(state: EditorState): LanguageThere {
  const { $from, $to, $head, empty } = state.selection;
  const said = empty ? languageIn($from.marks()) : runLanguageAt(state);
  const next = empty ? languageIn(marksNext(state)) : said;
  const isHeadline = $head.parent.type.name === "headline";
  const isPart = !empty && $from.sameParent($to) && $to.pos - $from.pos < $from.parent.content.size;
  const isRun = said !== null || isPart || (isHeadline && !empty);
  const there = isRun
    ? ({ of: "run", said } as const)
    : isHeadline
      ? { of: null, said }
      : ({ of: "block", said: saidLanguageOf($head.parent) } as const);
  return next === said ? there : { ...there, next: { said: next } };
}

/** The language that was said of all that is selected, or of what is typed next; null where none was, or several were. */
export function runLanguageAt(state: EditorState): string | null {
  const { from, to } = textRange(state.selection);
  if (from === to) return languageIn(marksNext(state));
  const said = new Set<string | null>();
  state.doc.nodesBetween(from, to, (node) => {
    if (node.isInline) said.add(languageIn(node.marks));
    return said.size < 2;
  });
  return said.size === 1 ? [...said][0]! : null;
}

const markIn = (marks: readonly Mark[]): Mark | undefined => schema.marks["lang"]!.isInSet(marks);
/** Those of what is typed next at a caret. */
const marksNext = ({ storedMarks, selection: { $from } }: EditorState): readonly Mark[] => storedMarks ?? $from.marks();
const languageIn = (marks: readonly Mark[]): string | null => runLanguageOf(markIn(marks)?.attrs["value"]);

/** The run of one language in which the caret stands; empty where it stands in none. */
function runAround({ selection: { $from } }: EditorState): { readonly from: number; readonly to: number } {
  const here = { from: $from.pos, to: $from.pos };
  const mark = markIn($from.marks());
  if (!mark || $from.depth === 0) return here;
  const start = $from.start();
  const isOfRun = (index: number): boolean => index < $from.parent.childCount && mark.isInSet($from.parent.child(index).marks);
  let first = $from.index();
  if ($from.textOffset === 0 && !(first > 0 && isOfRun(first - 1))) return here;
  if (!isOfRun(first)) first--;
  let last = first;
  while (first > 0 && isOfRun(first - 1)) first--;
  while (isOfRun(last + 1)) last++;
  const offset = (index: number): number => $from.parent.children.slice(0, index).reduce((size, { nodeSize }) => size + nodeSize, start);
  return { from: offset(first), to: offset(last + 1) };
}
