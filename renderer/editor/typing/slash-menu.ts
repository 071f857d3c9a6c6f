import { Plugin, PluginKey, Selection, TextSelection, type EditorState, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { Store, type Readable } from "../../store/store.ts";
import { choicesFor, type SlashChoice } from "./slash-choices.ts";
import { dispatchAid } from "./typing-aids.ts";

/** The menu that is open. */
export interface OpenMenu {
  readonly choices: readonly SlashChoice[];
  /** The number of the choice that Enter takes. */
  readonly active: number;
}

/** What is known of it: null while it is closed. */
type MenuState = { readonly query: string; readonly active: number } | null;

const key = new PluginKey<MenuState>("slash menu");

/** A slash at the start of a block and part of a name behind it, up to the caret. */
const QUERY = /^\/([^\n/]{0,30})$/u;

/** ID of the list in the page, in which it is there once at most. */
export const SLASH_LIST = "slash-menu";
/** ID of an option of the list. @param index from 0 */
export const slashOption = (index: number): string => `${SLASH_LIST}-${index}`;

/**
 * A list of kinds of block, which `/` opens at the start of a paragraph and what is typed behind it narrows (TA9). The keys stay the
 * text's, which names the active choice to screen readers. The choice takes the place of what was typed.
 */
export class SlashMenu {
  readonly #open = new Store<OpenMenu | null>(null);
  /** Null while the menu is closed, or nothing fits. */
  readonly open: Readable<OpenMenu | null> = this.#open;
  readonly plugin: Plugin<MenuState>;

  /** @param isWanted whether the person wants it */
  constructor(isWanted: () => boolean) {
    this.plugin = new Plugin<MenuState>({
      key,
      state: {
        init: () => null,
        apply: (tr, before, _old, state) => {
          const said = tr.getMeta(key) as MenuState | undefined;
          if (said !== undefined) return said;
          if (!before || !(tr.docChanged || tr.selectionSet)) return before;
          const query = queryAt(state);
          if (query === null) return null;
          return query === before.query ? before : { query, active: 0 };
        },
      },
      props: {
        attributes: (state): Record<string, string> => {
          const menu = menuOf(state);
          return menu ? { "aria-controls": SLASH_LIST, "aria-activedescendant": slashOption(menu.active) } : {};
        },
        handleTextInput: (view, _from, _to, text, typed) => {
          if (text !== "/" || view.composing || !isWanted() || !isAtStart(view.state)) return false;
          view.dispatch(typed());
          if (queryAt(view.state) === "") say(view, { query: "", active: 0 });
          return true;
        },
        handleKeyDown: (view, event) => this.#onKey(view, event),
        handleDOMEvents: {
          blur: (view) => {
            if (key.getState(view.state)) say(view, null);
            return false;
          },
        },
      },
      view: () => ({ update: ({ state }) => this.#tell(state), destroy: () => this.#open.set(null) }),
    });
  }

  /** Takes a choice: what was typed is gone, and the block is of that kind. One Backspace takes that back. */
  choose(view: EditorView, choice: SlashChoice): void {
    const { state } = view;
    const { $from } = state.selection;
    if (queryAt(state) === null) return;
    const tr = state.tr.delete($from.start(), $from.pos);
    choice.command(state.apply(tr), (made) => follow(tr, made));
    dispatchAid(view, tr);
    say(view, null);
  }

  #tell(state: EditorState): void {
    const menu = menuOf(state);
    const shown = this.#open.get();
    if (menu?.active !== shown?.active || menu?.choices.join() !== shown?.choices.join() || !menu !== !shown) this.#open.set(menu);
  }

  #onKey(view: EditorView, event: KeyboardEvent): boolean {
    const menu = menuOf(view.state);
    if (!menu || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
    const { query } = key.getState(view.state)!;
    const { length } = menu.choices;
    if (event.key === "ArrowDown") say(view, { query, active: (menu.active + 1) % length });
    else if (event.key === "ArrowUp") say(view, { query, active: (menu.active + length - 1) % length });
    else if (event.key === "Enter" || event.key === "Tab") this.choose(view, menu.choices[menu.active]!);
    else if (event.key === "Escape") say(view, null);
    else return false;
    return true;
  }
}

const say = (view: EditorView, menu: MenuState): void => view.dispatch(view.state.tr.setMeta(key, menu));

function menuOf(state: EditorState): OpenMenu | null {
  const menu = key.getState(state);
  const choices = menu ? choicesFor(menu.query) : [];
  return menu && choices.length > 0 ? { choices, active: Math.min(menu.active, choices.length - 1) } : null;
}

const isAtStart = ({ selection: { $from, $to } }: EditorState): boolean =>
  $from.parent.type.name === "paragraph" && $from.parentOffset === 0 && $from.sameParent($to);

/** What was typed behind the slash; null where the caret is not behind one. */
function queryAt({ selection }: EditorState): string | null {
  const { $from } = selection;
  if (!(selection instanceof TextSelection) || !selection.empty || $from.parent.type.name !== "paragraph" || $from.parentOffset > 32)
    return null;
  return QUERY.exec($from.parent.textBetween(0, $from.parentOffset, null, "\n"))?.[1] ?? null;
}

/** Goes on with what a command made of the document that `tr` made. */
function follow(tr: Transaction, made: Transaction): void {
  for (const step of made.steps) tr.step(step);
  tr.setSelection(Selection.fromJSON(tr.doc, made.selection.toJSON() as unknown));
}
