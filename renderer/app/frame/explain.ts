import { ERRORS } from "../../../shared/errors.ts";
import { RpcError } from "../../../shared/rpc/error.ts";
import type { MessageKey } from "../../i18n/catalogue.ts";
import type { Values } from "../../i18n/text.tsx";

export interface Explanation {
  readonly key: MessageKey;
  readonly values: Values;
}

/** The message that tells the reader what an error means. An error of no known kind also goes to the console. */
export function explain(error: unknown): Explanation {
  const code = error instanceof RpcError ? error.code : "internal";
  if (code === "internal") console.error(error);
  // Does not compile while a text of the table is missing in the catalogue.
  return { key: `error.${ERRORS[code].text}`, values: error instanceof RpcError ? error.details : {} };
}
