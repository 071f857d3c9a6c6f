import type { Details, ErrorCode } from "../errors.ts";

/** A call that failed, as it crosses between core and window: `code` is in the table of `shared/errors.ts` (RP2, RP11). */
export class RpcError extends Error {
  override readonly name = "RpcError";
  readonly code: ErrorCode;
  /** Values for the text that a window shows. */
  readonly details: Details;

  constructor(code: ErrorCode, message: string, options: ErrorOptions & { readonly details?: Details } = {}) {
    super(message, options);
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** The core died, or is not there yet. What was asked may or may not have been done; ask again when it is back. */
export const CORE_GONE = "core-gone";
