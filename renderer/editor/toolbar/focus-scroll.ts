/** A focused tool is scrolled into sight within this time, in milliseconds. */
const SCROLLED_WITHIN = 200;

/**
 * Ref of a bar that scrolls. Scrolls a tool that takes the focus into sight; React Aria would close the tool's tooltip because of
 * that, as for a scroll by hand.
 * @returns what stops it
 */
export function keepTooltips(bar: HTMLElement | null): (() => void) | undefined {
  if (!bar) return undefined;
  let focusedAt = Number.NEGATIVE_INFINITY;
  const stopped = new AbortController();
  const { signal } = stopped;
  bar.addEventListener(
    "focusin",
    ({ target }) => {
      focusedAt = performance.now();
      // Chromium does not do it where the bar is sticky.
      (target as Element).scrollIntoView({ block: "nearest", inline: "nearest" });
    },
    { signal },
  );
  // Before React Aria's listeners, which stand on the window or below it and come when a tooltip opens.
  window.addEventListener(
    "scroll",
    (event) => {
      if (event.target === bar && performance.now() - focusedAt < SCROLLED_WITHIN) event.stopImmediatePropagation();
    },
    { signal, capture: true },
  );
  return () => stopped.abort();
}
