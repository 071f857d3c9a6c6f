import { useEffect } from "react";
import { isShortcut } from "./shortcut.ts";

/** Where a shortcut holds: in the whole window, or not while a dialog stands before the article. */
type Where = "window" | "article";

/**
 * Runs what a button does by its shortcut too, wherever the focus is in the window, while the component is there.
 * @param keys as `keysOf` takes them
 */
export function useShortcut(keys: string, run: () => void, where: Where = "window"): void {
  useEffect(() => listen({ [keys]: run }, where), [keys, run, where]);
}

/** As `useShortcut`, for several. @param shortcuts what each runs, by its keys; the same object as long as they are the same */
export function useShortcuts(shortcuts: Readonly<Record<string, () => void>>, where: Where = "window"): void {
  useEffect(() => listen(shortcuts, where), [shortcuts, where]);
}

/** @returns a function that ends it */
function listen(shortcuts: Readonly<Record<string, () => void>>, where: Where): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const keys = Object.keys(shortcuts).find((one) => isShortcut(event, one));
    if (keys === undefined || (where === "article" && isBehindDialog())) return;
    event.preventDefault();
    event.stopPropagation();
    shortcuts[keys]!();
  };
  document.addEventListener("keydown", onKey, { capture: true });
  return () => document.removeEventListener("keydown", onKey, { capture: true });
}

const isBehindDialog = (): boolean => Boolean(document.querySelector("[data-region=article]")?.closest("[inert], [aria-hidden=true]"));
