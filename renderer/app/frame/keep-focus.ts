import { canHaveFocus, firstFocusable } from "./focusable.ts";

/** Parts of the window: the focus stays in the innermost one that can have it. */
const PART = "[role=dialog], [role=toolbar], [data-region], header, footer";
const LAST_RESORTS = ["[data-region=article] [role=textbox]", "[data-region=library]", "header", "body"];

/**
 * Keeps the focus when the element that has it goes away, by a button that ends its own dialog or list: the browser would leave it
 * nowhere, and keyboard and screen reader with it. It goes to what is nearest (UI6). Listens from now on.
 * @returns a function that stops
 */
export function keepFocus(): () => void {
  /** The focused element and its ancestors, from the inside out. */
  let path: readonly Element[] = [];
  let frame = 0;
  const onFocus = ({ target }: FocusEvent) => {
    if (target instanceof Element) path = pathOf(target);
  };
  const look = () => {
    const focused = path[0];
    // A press beside everything removes the focus, too, and the element that had it is still there.
    if (hasFocus() || !focused || canHaveFocus(focused)) return;
    const parts = path.filter((element) => element.matches(PART) && canHaveFocus(element));
    const resorts = LAST_RESORTS.map((selector) => document.querySelector(selector));
    for (const part of [...parts, ...resorts]) {
      firstFocusable(part)?.focus({ preventScroll: true });
      if (hasFocus()) return;
    }
  };
  const schedule = () => {
    if (hasFocus()) return;
    cancelAnimationFrame(frame);
    // A dialog that closes gives the focus back in the frame after it.
    frame = requestAnimationFrame(() => (frame = requestAnimationFrame(look)));
  };
  const changes = new MutationObserver(schedule);
  changes.observe(document.body, { childList: true, subtree: true, attributeFilter: ["disabled", "hidden", "inert"] });
  document.addEventListener("focusin", onFocus);
  window.addEventListener("resize", schedule);
  return () => {
    cancelAnimationFrame(frame);
    changes.disconnect();
    document.removeEventListener("focusin", onFocus);
    window.removeEventListener("resize", schedule);
  };
}

const hasFocus = (): boolean => document.activeElement !== null && document.activeElement !== document.body;

function pathOf(element: Element): Element[] {
  const path: Element[] = [];
  for (let at: Element | null = element; at; at = at.parentElement) path.push(at);
  return path;
}
