/**
 * How a window in the browser is let in to its core (RP5). It offers two WebSocket subprotocols, this one and `key.KEY` from
 * its link or `secret.SECRET` from its tab's session storage; the core sends its next secret as the first text message, and the
 * window says that it is stored. From then on all messages are binary.
 */
export const SUBPROTOCOL = "tahrir";
/** The tab's answer once it has stored its next secret. */
export const STORED = "stored";
