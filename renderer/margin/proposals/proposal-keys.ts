import { Plugin } from "prosemirror-state";

/**
 * Ctrl+Alt+P, wherever the focus is in the window.
 * @param onPropose told whether the composer has the focus @returns false where nothing can be proposed
 */
export function proposalKeys(onPropose: (inComposer: boolean) => boolean): Plugin {
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.getModifierState("AltGraph")) return;
    if (!(event.ctrlKey || event.metaKey) || !event.altKey || event.shiftKey || event.code !== "KeyP") return;
    if (!onPropose(event.target instanceof Element && event.target.closest(".margin-composer") !== null)) return;
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
