import { useEffect } from "react";
import { isShortcut } from "./shortcut.ts";

/**
 * Runs what a button does by its shortcut too, wherever the focus is in the window, while the component is there.
 * @param keys as `keysOf` takes them
 */
export function useShortcut(keys: string, run: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !isShortcut(event, keys)) return;
      event.preventDefault();
      event.stopPropagation();
      run();
    };
    document.addEventListener("keydown", onKey, { capture: true });
    return () => document.removeEventListener("keydown", onKey, { capture: true });
  }, [keys, run]);
}
