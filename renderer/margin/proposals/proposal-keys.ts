import { Plugin } from "prosemirror-state";

/** Ctrl+Alt+P, wherever the focus is in the window. @param onPropose @returns false where nothing can be proposed */
export function proposalKeys(onPropose: () => boolean): Plugin {
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.getModifierState("AltGraph")) return;
    if (!(event.ctrlKey || event.metaKey) || !event.altKey || event.shiftKey || event.code !== "KeyP") return;
    if (!onPropose()) return;
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
