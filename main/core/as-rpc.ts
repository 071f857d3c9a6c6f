import { RpcError } from "../../shared/rpc/error.ts";
import { UpdateError } from "../../shared/update/scan.ts";
import { RelayRefusal, RelayUnreachable } from "./relay-client.ts";

/** @throws RpcError where the relay refused or did not answer, or an update could not be read; any other error as it is */
export async function asRpc<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof RelayRefusal) throw new RpcError(error.code, error.message, { cause: error, details: error.details });
    if (error instanceof RelayUnreachable) throw new RpcError("relay-unreachable", error.message, { cause: error });
    if (error instanceof UpdateError) throw new RpcError("update", error.message, { cause: error });
    throw error;
  }
}
