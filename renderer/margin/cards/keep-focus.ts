import { useEffect, type RefObject } from "react";
import type { MarginModel } from "../margin-model.ts";

/**
 * Keeps the focus in the margin when the element that has it goes away: in the same note, else in the next, else in the text (NO22).
 */
export function useKeepFocus(margin: RefObject<HTMLElement | null>, model: MarginModel): void {
  useEffect(() => {
    const element = margin.current!;
    /** Where the focus is: the note, and how many notes stand before it. */
    let last: { readonly target: Element; readonly note: string | undefined; readonly at: number } | null = null;
    const notes = () => [...element.querySelectorAll<HTMLElement>("[data-card]")];
    const onFocus = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return;
      const note = target.closest<HTMLElement>("[data-card]");
      last = { target, note: note?.dataset["card"], at: note ? notes().indexOf(note) : -1 };
    };
    const onBlur = ({ target, relatedTarget }: FocusEvent) => {
      // Chromium fires it also when it removes the element that had the focus.
      if (target instanceof Element && target.isConnected && document.hasFocus() && relatedTarget === null)
        queueMicrotask(() => {
          if (target.isConnected && document.activeElement !== target) last = null;
        });
      else if (relatedTarget instanceof Element && !element.contains(relatedTarget)) last = null;
    };
    const keep = () => {
      if (!last || last.target.isConnected || document.activeElement !== document.body) return;
      const { note, at } = last;
      const all = notes();
      const next = all.find((one) => one.dataset["card"] === note) ?? (at === -1 ? undefined : (all[at] ?? all.at(-1)));
      last = null;
      if (next) next.focus({ preventScroll: true });
      else model.text.focus();
    };
    const changes = new MutationObserver(keep);
    changes.observe(element, { childList: true, subtree: true });
    element.addEventListener("focusin", onFocus);
    element.addEventListener("focusout", onBlur);
    return () => {
      changes.disconnect();
      element.removeEventListener("focusin", onFocus);
      element.removeEventListener("focusout", onBlur);
      if (last && (element.contains(document.activeElement) || document.activeElement === document.body)) model.text.focus();
    };
  }, [margin, model]);
}

/** Takes the focus along when the reader goes on to another note from within the margin. */
export function useFocusActive(margin: RefObject<HTMLElement | null>, active: string | null): void {
  useEffect(() => {
    if (active === null) return undefined;
    const take = () => {
      const card = margin.current?.querySelector<HTMLElement>(`[data-card="${CSS.escape(active)}"]`);
      if (margin.current?.contains(document.activeElement) && !card?.contains(document.activeElement)) card?.focus({ preventScroll: true });
    };
    // By then the focus has left the card that collapsed, and a note that was far away is drawn.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(take);
    });
    return () => cancelAnimationFrame(frame);
  }, [margin, active]);
}
