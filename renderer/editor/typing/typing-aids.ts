import { Plugin, PluginKey, TextSelection, type EditorState, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { retype, runLanguageAt, unstruckText, withoutStruck } from "../../../shared/article/commands/commands.ts";
import { languageOfBlock } from "../../../shared/article/model/block-direction.ts";
import { articleLanguageOf, baseDirectionOf, type ArticleLanguage } from "../../../shared/article/model/language.ts";
import { REMOTE } from "../../../shared/article/sync/binding.ts";
import { aidFor, isTrigger, type TypingAid } from "../../../shared/typing/aids.ts";
import { quotesAround } from "../../../shared/typing/quotes.ts";
import type { TypingSettings } from "../../../shared/typing/settings.ts";
import { drawnDirection } from "../direction.ts";

export interface TypingOptions {
  readonly settings: () => TypingSettings;
  /** The article's own language. */
  readonly language: () => ArticleLanguage;
  readonly undo: () => void;
}

/** Whether the last thing that was done here is an aid, which Backspace takes back. */
const key = new PluginKey<boolean>("typing aids");

/** Keys that do nothing alone. */
const MODIFIERS = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta"]);

/** Characters that put a selection in quotation marks. */
const QUOTES = new Set(['"', "«", "»"]);

/**
 * What helps while one types (TA). A character is written as it was typed, and then what it stands for in its place, as a step of undo
 * of its own: one Backspace takes that back, as undo does, by the identity of characters, whatever others wrote meanwhile and also
 * where one suggests. That is why these are no rules of `prosemirror-inputrules`, which take back by positions.
 */
export function typingAids({ settings, language, undo }: TypingOptions): Plugin<boolean> {
  return new Plugin<boolean>({
    key,
    state: {
      init: () => false,
      apply(tr, isAided, before, after) {
        const said = tr.getMeta(key) as boolean | undefined;
        if (said !== undefined) return said;
        // What is held back while the browser is read sets the selection where it is.
        return isAided && (tr.getMeta(REMOTE) === true || !(tr.docChanged || !after.selection.eq(before.selection)));
      },
    },
    props: {
      handleTextInput(view, from, to, text, typed) {
        // An input method is not disturbed, and chooses its own signs.
        if (view.composing || text.length !== 1) return false;
        const { selection } = view.state;
        const isOver = !selection.empty && from === selection.from && to === selection.to;
        if (isOver && QUOTES.has(text)) return settings().pairs && quoteSelection(view, language());
        if (!isTrigger(text)) return false;
        view.dispatch(typed());
        const aided = aidedAt(view.state, text, language(), settings());
        if (aided) dispatchAid(view, aided);
        return true;
      },
      handleKeyDown(view, event) {
        if (!key.getState(view.state) || MODIFIERS.has(event.key)) return false;
        if (event.key === "Backspace" && !event.ctrlKey && !event.altKey && !event.metaKey) {
          undo();
          return true;
        }
        // Arrows move the caret before anything is told of it.
        forget(view);
        return false;
      },
      handleDOMEvents: {
        mousedown: (view) => {
          if (key.getState(view.state)) forget(view);
          return false;
        },
      },
    },
  });
}

const forget = (view: EditorView): void => view.dispatch(view.state.tr.setMeta(key, false));

/** Makes an edit that one Backspace takes back. */
export function dispatchAid(view: EditorView, tr: Transaction): void {
  view.dispatch(tr.scrollIntoView());
  // Said apart: what is suggested is written by other transactions than these.
  view.dispatch(view.state.tr.setMeta(key, true));
}

/** The language of the run or the block at the caret; null where it may be any. */
function languageAt(state: EditorState, article: ArticleLanguage): ArticleLanguage | null {
  const run = runLanguageAt(state);
  if (run !== null) return articleLanguageOf(run);
  const base = baseDirectionOf(article);
  if (drawnDirection(state, base) === base) return article;
  return languageOfBlock(state.selection.$from.parent, article);
}

/** @param typed the character before the caret @returns the edit that makes of it what it stands for; null for none */
function aidedAt(state: EditorState, typed: string, article: ArticleLanguage, settings: TypingSettings): Transaction | null {
  const { $from, empty } = state.selection;
  const block = $from.parent;
  const marks = $from.nodeBefore?.marks ?? [];
  if (!empty || !block.isTextblock || marks.some(({ type }) => type.name === "code" || type.name === "link")) return null;
  const written = unstruckText(state, block, $from.start(), 0, $from.parentOffset);
  const before = withoutStruck(written);
  if (!written.endsWith(typed)) return null;
  const aid = aidFor(
    {
      before,
      after: textBetween(block, $from.parentOffset, Math.min($from.parentOffset + 1, block.content.size)),
      direction: drawnDirection(state, baseDirectionOf(article)),
      language: languageAt(state, article),
      isParagraph: block.type.name === "paragraph",
    },
    settings,
  );
  // What is struck out between its characters stays where it is.
  return aid && written.endsWith(before.slice(-aid.length)) ? editOf(state, aid) : null;
}

const textBetween = (block: EditorState["doc"], from: number, to: number): string =>
  block.textBetween(from, to, null, (leaf) => (leaf.type.name === "line_break" ? "\n" : "\uFFFC"));

function editOf({ tr, selection: { $from } }: EditorState, aid: TypingAid): Transaction {
  const from = $from.pos - aid.length;
  if ("text" in aid) return tr.insertText(aid.text, from, $from.pos);
  tr.delete(from, $from.pos);
  return retype(tr, tr.mapping.map($from.before(1)), aid.kind, aid.attrs);
}

/** Puts what is selected of one block in the quotation marks of its language. @returns false where it has none */
function quoteSelection(view: EditorView, article: ArticleLanguage): boolean {
  const { state } = view;
  const { $from, $to } = state.selection;
  if (!$from.sameParent($to) || [...$from.marks(), ...$to.marks()].some(({ type }) => type.name === "code")) return false;
  const block = languageAt(state, article);
  const before = withoutStruck(unstruckText(state, $from.parent, $from.start(), 0, $from.parentOffset));
  const quotes = block && quotesAround(before, block);
  if (!quotes) return false;
  const tr = state.tr.insertText(quotes[1], $to.pos).insertText(quotes[0], $from.pos);
  dispatchAid(view, tr.setSelection(TextSelection.create(tr.doc, $from.pos + 1, $to.pos + 1)));
  return true;
}
