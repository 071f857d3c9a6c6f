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
