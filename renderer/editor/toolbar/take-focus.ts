/** For the first field of a form that a person just asked for. */
export const takeFocus = (element: HTMLElement | null): void => element?.focus({ preventScroll: true });
