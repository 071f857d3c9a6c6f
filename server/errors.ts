/** What the relay tells a caller who asked for something it cannot have. */

/** An answer of the HTTP API that is not a success: `{error: code, message}` with this status. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** A mistake of whoever runs the program: printed as one line, without a stack. */
export class UsageError extends Error {
  override readonly name: string = "UsageError";
}

/** A mistake in the arguments of a command: printed with how it is used. */
export class ArgumentError extends UsageError {
  override readonly name = "ArgumentError";
}
