/** One number that core and index worker share: whether the worker has its file open. */

/** The worker has its file open; 0 stands for a worker that has not begun. */
export const OPEN = 1;
/** The worker has closed its file, or is not to open it. */
export const CLOSED = 2;

/** What the core hands the worker when it starts it. */
export interface IndexWorkerData {
  /** Of the index's database. */
  readonly file: string;
  readonly lifeline: Int32Array<SharedArrayBuffer>;
}

/** Waits until the worker has closed its file, and keeps one that has not begun from opening it. @param timeout in milliseconds */
export function awaitClosed(lifeline: Int32Array<SharedArrayBuffer>, timeout: number): void {
  if (Atomics.compareExchange(lifeline, 0, 0, CLOSED) === OPEN) Atomics.wait(lifeline, 0, OPEN, timeout);
}
