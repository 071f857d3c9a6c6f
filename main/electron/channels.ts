/** The one message by which a window asks the main process for a port to its core. */
export const CONNECT = "tahrir:connect";
