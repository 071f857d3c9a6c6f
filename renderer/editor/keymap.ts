import { chainCommands } from "prosemirror-commands";
import { keydownHandler } from "prosemirror-keymap";
import { Plugin, type Command } from "prosemirror-state";
import type { ArticleBinding } from "../../shared/article/sync/binding.ts";
import {
  deleteBackward,
  deleteForward,
  deleteSelection,
  goToFootnote,
  insertFootnote,
  insertLineBreak,
  insertZwnj,
  joinBackward,
  joinForward,
  moveBlockDown,
  moveBlockUp,
  selectAll,
  setDirection,
  setKind,
  splitBlock,
  toggleDirection,
  toggleIsolate,
  toggleKind,
  toggleList,
  toggleMark,
  toggleScript,
  turnLayout,
} from "../../shared/article/commands/commands.ts";
import type { ArticleLanguage } from "../../shared/article/model/language.ts";
import type { Direction } from "../../shared/text/direction.ts";
import { changeLevel } from "./change-level.ts";
import { openSelectedReference } from "./footnotes.ts";
import { toggleInvisibles } from "./invisibles.ts";
import { isZwnjKey } from "../i18n/zwnj-key.ts";
import { isMac } from "../keys/keys.ts";
import { dispatchAid } from "./typing/typing-aids.ts";
import { runIn } from "./view.ts";

export interface KeyActions {
  readonly binding: () => ArticleBinding;
  /** The article's own direction. */
  readonly baseDirection: () => Direction;
  /** The article's own language. */
  readonly language: () => ArticleLanguage;
  /** Opens the form for a link. */
  readonly editLink: () => void;
}

/** What somebody may do who may not edit. */
const READERS_KEYS: Record<string, Command> = { "Mod-Alt-Shift-i": toggleInvisibles };

/** Keys as prosemirror-keymap names them; `Mod` is Cmd on a Mac and Ctrl elsewhere. */
function bindings({ binding, baseDirection, language, editLink }: KeyActions): Record<string, Command> {
  const keys: Record<string, Command> = {
    Enter: chainCommands(openSelectedReference, splitBlock),
    "Shift-Enter": insertLineBreak,
    Backspace: deleteBackward,
    "Shift-Backspace": deleteBackward,
    Delete: deleteForward,
    // Words are the browser's to delete; joints between blocks are ours.
    "Mod-Backspace": chainCommands(deleteSelection, joinBackward),
    "Alt-Backspace": chainCommands(deleteSelection, joinBackward),
    "Mod-Delete": chainCommands(deleteSelection, joinForward),
    "Alt-Delete": chainCommands(deleteSelection, joinForward),
    // Outside of lists Tab leaves the text, as it leaves any field.
    Tab: changeLevel(binding, 1),
    "Shift-Tab": changeLevel(binding, -1),
    "Mod-a": selectAll,
    "Mod-z": always(() => binding().undo()),
    "Mod-y": always(() => binding().redo()),
    "Mod-Shift-z": always(() => binding().redo()),
    "Mod-b": toggleMark("bold"),
    "Mod-i": toggleMark("italic"),
    "Mod-u": toggleMark("underline"),
    "Mod-Shift-x": toggleMark("strike"),
    "Mod-e": toggleMark("code"),
    "Mod-Shift-.": toggleScript("super"),
    "Mod-Shift-,": toggleScript("sub"),
    "Mod-k": always(editLink),
    "Mod-Shift-7": toggleList("number"),
    "Mod-Shift-8": toggleList("bullet"),
    "Mod-Shift-9": toggleKind("quote"),
    "Mod-Alt-0": setKind("paragraph"),
    "Mod-Alt-1": toggleKind("heading", { level: 1 }),
    "Mod-Alt-2": toggleKind("heading", { level: 2 }),
    "Mod-Alt-3": toggleKind("heading", { level: 3 }),
    "Mod-Alt-4": toggleKind("lead"),
    // Ctrl+Alt+F, which Word has for footnotes, finds in notes here; this is its key for those at the end.
    "Mod-Alt-d": chainCommands(goToFootnote, insertFootnote),
    "Mod-Alt-i": toggleIsolate,
    ...READERS_KEYS,
    "Mod-Alt-k": (state, dispatch, view) => turnLayout(language())(state, dispatch && view ? (tr) => dispatchAid(view, tr) : dispatch),
    "Mod-Shift-d": (state, dispatch) => toggleDirection(baseDirection())(state, dispatch),
    "Alt-ArrowUp": moveBlockUp,
    "Alt-ArrowDown": moveBlockDown,
  };
  return isMac ? { ...keys, "Ctrl-h": deleteBackward, "Ctrl-d": deleteForward } : keys;
}

function always(run: () => void): Command {
  return (_state, dispatch) => {
    if (dispatch) run();
    return true;
  };
}

/**
 * The keys of an article. Letters of shortcuts are recognised by their place on the keyboard, so that they work on a
 * Persian one.
 */
export function articleKeys(actions: KeyActions): Plugin {
  const handler = keydownHandler(bindings(actions));
  const readersHandler = keydownHandler(READERS_KEYS);
  /** The Shift key that went down while Ctrl was held, and nothing since. */
  let side: Direction | null = null;
  return new Plugin({
    props: {
      handleKeyDown(view, event) {
        side = event.key === "Shift" && event.ctrlKey ? (event.code === "ShiftRight" ? "rtl" : "ltr") : null;
        if (!view.editable) return false;
        if (isZwnjKey(event) && !event.altKey) return runIn(view, insertZwnj);
        // AltGr is Ctrl+Alt on Windows, and types characters.
        return !hasAltGraph(event) && handler(view, event);
      },
      handleDOMEvents: {
        // ProseMirror itself hears no keys where nothing may be edited.
        keydown(view, event) {
          if (view.editable || !readersHandler(view, event)) return false;
          event.preventDefault();
          return true;
        },
        // Ctrl with the right or the left Shift key alone turns a block, as everywhere on Windows.
        keyup(view, event) {
          if (event.key === "Shift" && side !== null && view.editable) runIn(view, setDirection(side));
          side = null;
          return false;
        },
        mousedown: () => {
          side = null;
          return false;
        },
      },
    },
  });
}

/** ProseMirror makes an event of its own for the Enter of Android, which is no `KeyboardEvent`. */
const hasAltGraph = (event: Partial<KeyboardEvent>): boolean => event.getModifierState?.("AltGraph") ?? false;
