import { useEffect } from "react";
import { isMac } from "../../keys/keys.ts";
import type { FindSession } from "./find-session.ts";

/** What a key asks of Find. */
type FindKey = "find" | "replace" | "next" | "previous";

/** Ctrl+F, Ctrl+H, F3 and Ctrl+G, by their place on the keyboard; on a Mac Cmd+F, Cmd+Shift+H (Cmd+H hides the program), Cmd+G. */
function findKeyOf({ code, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): FindKey | null {
  if (altKey) return null;
  const isCommand = isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey;
  if (code === "F3" && !ctrlKey && !metaKey) return shiftKey ? "previous" : "next";
  if (!isCommand) return null;
  if (code === "KeyG") return shiftKey ? "previous" : "next";
  if (code === "KeyF" && !shiftKey) return "find";
  return code === "KeyH" && shiftKey === isMac ? "replace" : null;
}

/** The keys of Find work wherever the focus is in the window, but not behind a dialog (FR16). */
export function useFindKeys(find: FindSession): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return;
      const key = findKeyOf(event);
      if (key === null || document.querySelector("[data-region=article]")?.closest("[inert], [aria-hidden=true]")) return;
      event.preventDefault();
      event.stopPropagation();
      if (key === "find" || key === "replace") find.open(key === "replace");
      else if (find.state.get().query.words === "") find.open(false);
      else find.step(key === "next" ? 1 : -1);
    };
    document.addEventListener("keydown", onKey, { capture: true });
    return () => document.removeEventListener("keydown", onKey, { capture: true });
  }, [find]);
}
