import { Plugin } from "prosemirror-state";
import type { Verdict } from "../../../shared/article/identity/suggestion-records.ts";

export interface SuggestionKeyEvents {
  /** Alt+Shift+Enter, Alt+Shift+Delete. @returns false when no suggestion is active */
  readonly onDecide: (verdict: Verdict) => boolean;
  /** Alt+Shift+J and K: the next suggestion, or the one before. */
  readonly onStep: (step: 1 | -1) => void;
}

const VERDICTS: Readonly<Record<string, Verdict>> = { Enter: "accepted", Delete: "refused", Backspace: "refused" };
/** By their place on the keyboard. */
const STEPS: Readonly<Record<string, 1 | -1>> = { KeyJ: 1, KeyK: -1 };

/** The keys for suggestions, wherever the focus is in the window. */
export function suggestionKeys({ onDecide, onStep }: SuggestionKeyEvents): Plugin {
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.getModifierState("AltGraph")) return;
    if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return;
    const [verdict, step] = [VERDICTS[event.key], STEPS[event.code]];
    if (verdict !== undefined) {
      if (!onDecide(verdict)) return;
    } else if (step !== undefined) onStep(step);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return new Plugin({
    view: () => {
      document.addEventListener("keydown", onKey, { capture: true });
      return { destroy: () => document.removeEventListener("keydown", onKey, { capture: true }) };
    },
  });
}
