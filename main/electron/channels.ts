/** The message by which a window asks the main process for a port to its core. */
export const CONNECT = "tahrir:connect";
/** By which a window has a file that it offers dragged out; the ticket comes with it. */
export const DRAG = "tahrir:drag";
