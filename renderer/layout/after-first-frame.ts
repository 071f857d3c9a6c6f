/**
 * Runs `act` when the frame is on screen that is drawn next: what a newly opened page can do without at first.
 * @returns a function that calls it off
 */
export function afterFirstFrame(act: () => void): () => void {
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(act);
  });
  return () => cancelAnimationFrame(frame);
}

/** As `afterFirstFrame`; in a window that is hidden, which draws no frames, after `latest` milliseconds. */
export function afterFirstFrameOr(latest: number, act: () => void): () => void {
  const stop = (): void => {
    stopFrame();
    clearTimeout(timer);
  };
  const run = (): void => {
    stop();
    act();
  };
  const stopFrame = afterFirstFrame(run);
  const timer = setTimeout(run, latest);
  return stop;
}
