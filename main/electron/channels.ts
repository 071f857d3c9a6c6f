/** The message by which a window asks the main process for a port to its core. */
export const CONNECT = "tahrir:connect";
/** By which a window says that it takes documents that the system opens, and by which it is given each. */
export const DOCUMENTS = "tahrir:documents";
/** By which a window has a file that it offers dragged out; the ticket comes with it. */
export const DRAG = "tahrir:drag";
