import { Plugin } from "prosemirror-state";
import type { Range } from "./places.ts";

export interface NoteInputEvents {
  /** The mouse is pressed in the text. */
  readonly onPressed: () => void;
  /** The caret or a click came to this range. */
  readonly onSelected: (range: Range, clicked: boolean) => void;
  /** Ctrl+Alt+M, with Shift on the whole block. @returns false when there is nothing to comment on */
  readonly onCompose: (about: "selection" | "block") => boolean;
  /** Ctrl+Alt+P, and whether the composer has the focus. @returns false when other words can be proposed for nothing */
  readonly onPropose: (inComposer: boolean) => boolean;
  /** Alt+Shift with an arrow: 1 for the next note, -1 for the one before. */
  readonly onStep: (step: 1 | -1) => void;
}

/** By their place on the keyboard. */
const BEGINNINGS: Readonly<Record<string, "note" | "proposal">> = { KeyM: "note", KeyP: "proposal" };
const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 };

/** Tells what the reader does in the article that concerns the notes: clicks, moves of the caret, and keys. */
export function noteInput({ onPressed, onSelected, onCompose, onPropose, onStep }: NoteInputEvents): Plugin {
  const begin = ({ target, shiftKey }: KeyboardEvent, what: "note" | "proposal"): boolean => {
    if (what === "note") return onCompose(shiftKey ? "block" : "selection");
    return onPropose(target instanceof Element && target.closest(".margin-composer") !== null);
  };
  /** Works wherever the focus is: a text that may only be commented on is told no keys by ProseMirror. */
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.getModifierState("AltGraph")) return;
    const command = event.ctrlKey || event.metaKey;
    const step = event.altKey && event.shiftKey && !command ? STEPS[event.key] : undefined;
    const begins = command && event.altKey ? BEGINNINGS[event.code] : undefined;
    if (step !== undefined) onStep(step);
    else if (begins === undefined || !begin(event, begins)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return new Plugin({
    props: {
      handleDOMEvents: {
        mousedown: () => {
          onPressed();
          return false;
        },
      },
      handleClick: (_view, pos) => {
        onSelected({ from: pos, to: pos }, true);
        return false;
      },
    },
    view: () => {
      document.addEventListener("keydown", onKey, { capture: true });
      return {
        update: (view, before) => {
          if (!before.selection.eq(view.state.selection) && view.hasFocus()) onSelected(view.state.selection, false);
        },
        destroy: () => document.removeEventListener("keydown", onKey, { capture: true }),
      };
    },
  });
}
