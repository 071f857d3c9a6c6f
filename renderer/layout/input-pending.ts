/** Chromium's, which no other browser has. */
interface Scheduling {
  isInputPending?(): boolean;
}

/** Whether a key, a press or the like waits until this task ends; false where the browser cannot say. */
export function isInputPending(): boolean {
  const { scheduling } = navigator as Navigator & { readonly scheduling?: Scheduling };
  return scheduling?.isInputPending?.() ?? false;
}
