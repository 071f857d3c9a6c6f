/** One number that core and index worker share: whether the worker has its file open. */

/** Before the worker has opened its file it is 0. */
export const OPEN = 1;
export const CLOSED = 2;

export interface IndexWorkerData {
  /** Of the index's database. */
  readonly file: string;
  readonly lifeline: Int32Array<SharedArrayBuffer>;
}

/** Waits until the worker has closed its file, and keeps one that has not begun from opening it. @param timeout in milliseconds */
export function awaitClosed(lifeline: Int32Array<SharedArrayBuffer>, timeout: number): void {
  if (Atomics.compareExchange(lifeline, 0, 0, CLOSED) === OPEN) Atomics.wait(lifeline, 0, OPEN, timeout);
}
