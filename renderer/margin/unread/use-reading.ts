import { useCallback, useEffect, type RefObject } from "react";
import { useSelected } from "../../store/use-store.ts";
import type { MarginModel } from "../margin-model.ts";

/** What is open or in sight for this long was read, in milliseconds. */
const READ_AFTER = { open: 1000, folded: 2500 };

/**
 * Marks a thread as read when its card was open long enough, or folded in sight with nothing of its first message cut off. Only
 * while the window has the focus.
 * @returns how many of its entries are unread
 */
export function useReading(card: RefObject<HTMLElement | null>, model: MarginModel, thread: string, isOpen: boolean): number {
  const read = useCallback((counts: ReadonlyMap<string, number>) => counts.get(thread) ?? 0, [thread]);
  const count = useSelected(model.unread.counts, read);
  useEffect(() => {
    const element = card.current;
    if (count === 0 || !element) return undefined;
    let timer: number | undefined;
    let inSight = false;
    const restart = () => {
      window.clearTimeout(timer);
      if (!inSight || !document.hasFocus()) return;
      timer = window.setTimeout(
        () => {
          if (isOpen) model.unread.markRead([thread]);
          else if (isWhole(element)) model.unread.markFirstRead(thread);
        },
        isOpen ? READ_AFTER.open : READ_AFTER.folded,
      );
    };
    const sight = new IntersectionObserver(
      ([entry]) => {
        inSight = entry!.isIntersecting;
        restart();
      },
      // An open card may be higher than the window.
      { threshold: isOpen ? 0 : 0.9 },
    );
    sight.observe(element);
    addEventListener("focus", restart);
    addEventListener("blur", restart);
    return () => {
      window.clearTimeout(timer);
      sight.disconnect();
      removeEventListener("focus", restart);
      removeEventListener("blur", restart);
    };
  }, [card, model, thread, isOpen, count]);
  return count;
}

/** Whether a folded card shows all of its message. */
function isWhole(card: HTMLElement): boolean {
  const text = card.querySelector(".margin-fold > .margin-text");
  return text !== null && text.scrollHeight <= text.clientHeight + 1;
}
