/**
 * Close codes of a WebSocket to the relay, of a channel of its newsroom line, and of a room over the RPC. For a y-websocket client
 * 4400–4499 are final; after any other code it connects again. See RFC 6455, section 7.4, for those below 3000.
 */
export const CLOSE_CODES = {
  /** A channel did what it was for. */
  done: 1000,
  /** The room cannot be read, or the connection not served. */
  broken: 1011,
  /** The relay restarts. */
  restarting: 1012,
  /** The disk refused, the reader is too slow, or there are too many connections. */
  tryLater: 1013,
  /** A frame could not be read. */
  malformed: 4400,
  /** The ticket is unknown, used or expired; the device was revoked or the member removed. */
  unauthorized: 4401,
  /** Not with this role, under this name, or from this web page. */
  forbidden: 4403,
  /** There is no such article or draft, or no room that a window may open. */
  notFound: 4404,
} as const;

/** Whether a client does not connect again after this code. */
export const isFinal = (code: number): boolean => code >= 4400 && code < 4500;
