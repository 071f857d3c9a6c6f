/**
 * Runs something when the window has nothing else to do, so that it never stands between two keys.
 * @param latest milliseconds after which it is run in any case
 * @returns has it run no more
 */
export function whenIdle(run: () => void, latest: number): () => void {
  // Safari cannot say when it is idle.
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(run, 0);
    return () => clearTimeout(timer);
  }
  const idle = requestIdleCallback(run, { timeout: latest });
  return () => cancelIdleCallback(idle);
}
