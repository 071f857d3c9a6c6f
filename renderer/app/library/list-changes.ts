import type { RpcClient } from "../../../shared/rpc/client.ts";

/** `onChange` is called so long after the first change that it was not told of, in milliseconds. */
const GATHERED = 300;

/** Calls `onChange` when articles have changed: what was found among them before may be out of date. @returns a function that stops */
export function onListChange(client: RpcClient, onChange: () => void): () => void {
  let timer: number | undefined;
  const stop = client.on("articles", () => {
    timer ??= window.setTimeout(() => {
      timer = undefined;
      onChange();
    }, GATHERED);
  });
  return () => {
    stop();
    window.clearTimeout(timer);
  };
}
