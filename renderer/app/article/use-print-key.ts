import { useEffect } from "react";
import { isMac } from "../../keys/keys.ts";

const isPrintKey = ({ code, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean =>
  code === "KeyP" && !altKey && !shiftKey && (isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey);

/** Ctrl+P, by its place on the keyboard, wherever the focus is in the window, but not behind a dialog; on a Mac Cmd+P. */
export function usePrintKey(print: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !isPrintKey(event)) return;
      if (document.querySelector("[data-region=article]")?.closest("[inert], [aria-hidden=true]")) return;
      event.preventDefault();
      event.stopPropagation();
      print();
    };
    document.addEventListener("keydown", onKey, { capture: true });
    return () => document.removeEventListener("keydown", onKey, { capture: true });
  }, [print]);
}
