import { useCallback, useEffect, useEffectEvent, useMemo, useState } from "react";
import { useMedia } from "./hooks.ts";
import { firstFocusable } from "./focusable.ts";

/** Width for library, page and margin side by side, and for page and margin. In rem, so that zoom counts. */
const WIDE = "(min-width: 72rem)";
const MIDDLE = "(min-width: 56rem)";

export type DrawerName = "library" | "margin";

/** A part of the window that can be put away. */
export interface Drawer {
  readonly name: DrawerName;
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
  /** It lies over the page, or would when it is open. */
  readonly isSheet: boolean;
}

export interface Drawers {
  readonly library: Drawer;
  readonly margin: Drawer;
  /** The sheet that is open. */
  readonly sheet: DrawerName | null;
}

/**
 * Library and margin: columns beside the page where the window has room for them, else sheets over it, of which one is open at a
 * time. Leaving a sheet closes it: by Escape, by the browser's Back, by a press beside it, or by going on in the text (UI9).
 */
export function useDrawers(): Drawers {
  const wide = useMedia(WIDE);
  const middle = useMedia(MIDDLE);
  const [column, setColumn] = useState(true);
  const [chosen, setSheet] = useState<DrawerName | null>(null);
  const sheet = (chosen === "library" && !wide) || (chosen === "margin" && !middle) ? chosen : null;
  const setLibrary = useCallback((open: boolean) => (wide ? setColumn(open) : setSheet(open ? "library" : null)), [wide]);
  const setMargin = useCallback((open: boolean) => setSheet(open ? "margin" : null), []);
  useSheet(
    sheet,
    useCallback(() => setSheet(null), []),
  );
  return useMemo(
    () => ({
      library: { name: "library", open: wide ? column : sheet === "library", setOpen: setLibrary, isSheet: !wide },
      margin: { name: "margin", open: middle || sheet === "margin", setOpen: setMargin, isSheet: !middle },
      sheet,
    }),
    [wide, middle, column, sheet, setLibrary, setMargin],
  );
}

/** The button that opens a drawer is found by this attribute. */
export const toggleOf = (name: DrawerName): { readonly "data-toggle": DrawerName } => ({ "data-toggle": name });

function useSheet(sheet: DrawerName | null, close: () => void): void {
  const isOver = sheet !== null;
  /** A sheet takes the focus, unless a field in it has it already; the button that opened it has it afterwards. */
  useEffect(() => {
    if (sheet === null) return undefined;
    const region = () => document.querySelector<HTMLElement>(`[data-region=${sheet}]`);
    if (!region()?.contains(document.activeElement)) firstFocusable(region())?.focus({ preventScroll: true });
    return () => {
      // The reader goes on in the text, which has the focus.
      if (document.activeElement?.closest("[data-region=article]")) return;
      document.querySelector<HTMLElement>(`[data-toggle=${sheet}]`)?.focus();
    };
  }, [sheet]);

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    close();
  });
  const onFocus = useEffectEvent(({ target }: FocusEvent) => {
    if (target instanceof Element && target.closest("[data-region=article]")) close();
  });
  useEffect(() => {
    if (!isOver) return undefined;
    history.pushState({ sheet: true }, "");
    const stop = new AbortController();
    document.addEventListener("keydown", onKey, stop);
    document.addEventListener("focusin", onFocus, stop);
    window.addEventListener("popstate", close, stop);
    return () => {
      stop.abort();
      if (isSheetEntry(history.state)) history.back();
    };
  }, [isOver, close]);
}

const isSheetEntry = (state: unknown): boolean => typeof state === "object" && state !== null && "sheet" in state;
