import { CLOSE_CODES } from "../../../shared/relay-api/close-codes.ts";
import { RelayRefusal } from "../relay-client.ts";

/**
 * Tells errors that are final from those after which it is tried again.
 * @returns close code and reason for a token that the relay does not know or a role that does not suffice; null for any other error
 */
export function refusalOf(error: unknown): { readonly code: number; readonly reason: string } | null {
  if (!(error instanceof RelayRefusal)) return null;
  if (error.status === 401) return { code: CLOSE_CODES.unauthorized, reason: error.message };
  return [403, 404, 410].includes(error.status) ? { code: CLOSE_CODES.forbidden, reason: error.message } : null;
}
