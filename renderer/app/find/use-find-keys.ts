import { useMemo } from "react";
import { isMac } from "../../keys/keys.ts";
import { useShortcuts } from "../../keys/use-shortcut.ts";
import type { FindSession } from "./find-session.ts";

/** The keys of Find work wherever the focus is in the window, but not behind a dialog (FR16). */
export function useFindKeys(find: FindSession): void {
  const shortcuts = useMemo(() => {
    const step = (direction: 1 | -1) => () => (find.state.get().query.words === "" ? find.open(false) : find.step(direction));
    return {
      "Mod-F": () => find.open(false),
      // Cmd+H hides the program.
      [isMac ? "Mod-Shift-H" : "Mod-H"]: () => find.open(true),
      F3: step(1),
      "Mod-G": step(1),
      "Shift-F3": step(-1),
      "Mod-Shift-G": step(-1),
    };
  }, [find]);
  useShortcuts(shortcuts, "article");
}
