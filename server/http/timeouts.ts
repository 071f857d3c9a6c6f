import type { Server } from "node:http";

/** How long an HTTP client may take, in milliseconds: the fields of Node's `http.Server` (ID6). */
export interface RequestTimeouts {
  /** Until the headers of a request are there, from the start of the connection. */
  readonly headers: number;
  /** Until the whole request is there. */
  readonly request: number;
  /** Between two requests of a connection: longer than a proxy keeps one, or it would be cut off in the middle. */
  readonly idle: number;
}

/** Used unless others are set. */
export const DEFAULT_TIMEOUTS: RequestTimeouts = { headers: 10_000, request: 30_000, idle: 75_000 };

/** Headers of one request at most. */
const HEADER_COUNT = 100;

/** The timeouts with which a request may take so many seconds. */
export function timeoutsOf(requestSeconds: number): RequestTimeouts {
  const request = requestSeconds * 1000;
  return { ...DEFAULT_TIMEOUTS, headers: Math.min(DEFAULT_TIMEOUTS.headers, request), request };
}

/** Has `server` cut off clients that take longer, or send too many headers. */
export function limitRequests(server: Server, { headers, request, idle }: RequestTimeouts): void {
  server.headersTimeout = headers;
  server.requestTimeout = request;
  server.keepAliveTimeout = idle;
  server.maxHeadersCount = HEADER_COUNT;
}
