import type { CodeFrom, Details, DetailsOf } from "../shared/errors.ts";

type Headers = Readonly<Record<string, string>>;
/** A code that has values in the table must be given them. */
type Rest<Code extends CodeFrom<"relay">> =
  undefined extends DetailsOf<Code> ? [headers?: Headers] : [headers: Headers, details: DetailsOf<Code>];

/** An error answer of the HTTP API: `{error: code, message, details}` with this status (RP11). */
export class ApiError<Code extends CodeFrom<"relay"> = CodeFrom<"relay">> extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly code: Code;
  readonly headers: Headers;
  readonly details: Details;

  /**
   * @param headers sent with the answer
   * @param details the values that the table of errors has for the code
   */
  constructor(status: number, code: Code, message: string, ...[headers, details]: Rest<Code>) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers ?? {};
    this.details = details ?? {};
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
