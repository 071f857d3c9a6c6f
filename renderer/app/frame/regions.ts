import { canHaveFocus, firstFocusable } from "./focusable.ts";

/** The parts of the window in reading order; one that is not shown is skipped. */
const REGIONS = [
  "[data-region=library]",
  "[data-region=article] [role=toolbar]",
  "[data-region=article] [role=search]",
  "[data-region=article] [role=textbox][contenteditable]",
  "[data-region=margin]",
  "[data-region=status]",
  "[data-region=notices]",
];

/**
 * Lets F6 and Shift+F6 go through the parts of the window, to where the reader last was in each. Listens from now on.
 * @returns a function that stops
 */
export function walkRegions(): () => void {
  const last = new Map<string, HTMLElement>();

  const onFocus = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement)) return;
    const region = REGIONS.find((region) => target.closest(region));
    if (region) last.set(region, target);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "F6" || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const step = event.shiftKey ? -1 : 1;
    const here = REGIONS.findIndex((region) => document.activeElement?.closest(region));
    let at = here < 0 && step < 0 ? REGIONS.length : here;
    for (const _ of REGIONS) {
      at = (at + step + REGIONS.length) % REGIONS.length;
      if (enter(REGIONS[at]!, last)) return;
    }
  };

  document.addEventListener("focusin", onFocus);
  document.addEventListener("keydown", onKey, { capture: true });
  return () => {
    document.removeEventListener("focusin", onFocus);
    document.removeEventListener("keydown", onKey, { capture: true });
  };
}

/** @returns whether there was something to focus */
function enter(selector: string, last: Map<string, HTMLElement>): boolean {
  const region = document.querySelector<HTMLElement>(selector);
  if (!region) return false;
  const before = last.get(selector);
  const isThere = before !== undefined && region.contains(before) && canHaveFocus(before);
  // The note that the reader went to from the text is where they are in the margin.
  const note = region.querySelector<HTMLElement>("[data-card][data-active]");
  const target = isThere && (!note || note.contains(before)) ? before : (note ?? firstFocusable(region));
  target?.focus();
  return region.contains(document.activeElement);
}
