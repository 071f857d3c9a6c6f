/** Names that the preload and the main process share. */
export const CONNECT = "tahrir:connect";
/** What the preload posts to its window together with the core's port; `renderer/app/ports` waits for it. */
export const PORT_MESSAGE = "tahrir:core-port";
