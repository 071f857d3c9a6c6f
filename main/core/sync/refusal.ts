import { CLOSE_CODES } from "../../../shared/relay-api/close-codes.ts";
import { RelayRefusal } from "../relay-client.ts";

/** The final close code of an error that no second try mends: a token that the relay does not know, a role that does not suffice. */
export function refusalOf(error: unknown): { readonly code: number; readonly reason: string } | null {
  if (!(error instanceof RelayRefusal)) return null;
  if (error.status === 401) return { code: CLOSE_CODES.unauthorized, reason: error.message };
  return [403, 404, 410].includes(error.status) ? { code: CLOSE_CODES.forbidden, reason: error.message } : null;
}
