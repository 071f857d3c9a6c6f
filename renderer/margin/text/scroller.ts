/** The nearest element around this one that scrolls. */
export function scrollerOf(element: Element): Element {
  let one: Element | null = element;
  while (one && !/auto|scroll/.test(getComputedStyle(one).overflowY)) one = one.parentElement;
  return one ?? document.documentElement;
}
