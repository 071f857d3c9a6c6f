/** Ref of the first field of a form that a person just opened. */
export const takeFocus = (element: HTMLElement | null): void => element?.focus({ preventScroll: true });
