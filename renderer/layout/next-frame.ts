/** A window that nobody sees draws no frames: there it is this long, in milliseconds. */
const LATEST = 100;

/** Until what was said in the page is drawn. */
export const nextFrame = (): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, LATEST);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      // A frame is drawn behind what asked for it.
      setTimeout(resolve, 0);
    });
  });
