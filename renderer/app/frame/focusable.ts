const FOCUSABLE = "a[href], button, input, select, textarea, [tabindex], [contenteditable=true]";

/** The first element in `region`, or itself, that can have the focus and is shown. */
export function firstFocusable(region: Element | null): HTMLElement | null {
  if (!region) return null;
  const found = [region, ...region.querySelectorAll(FOCUSABLE)].find(
    (element) =>
      element instanceof HTMLElement &&
      element.matches(FOCUSABLE) &&
      (element.tabIndex >= 0 || element === region) &&
      canHaveFocus(element),
  );
  return (found as HTMLElement | undefined) ?? null;
}

/** It is in the page, shown, and not disabled. */
export const canHaveFocus = (element: Element): boolean =>
  element.isConnected && element.checkVisibility({ visibilityProperty: true }) && !element.matches(":disabled, [inert] *");
