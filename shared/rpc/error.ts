/** A call that failed, as it crosses between core and window: `code` names a message of the catalogue (RP2). */
export class RpcError extends Error {
  override readonly name = "RpcError";
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The core died, or is not there yet. What was asked may or may not have been done; ask again when it is back. */
export const CORE_GONE = "core-gone";
