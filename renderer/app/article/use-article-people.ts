import { useEffect } from "react";
import type { MarginModel } from "../../margin/index.ts";
import { CORE_GONE, RpcError } from "../../../shared/rpc/error.ts";
import { useCore } from "../core/context.tsx";

/** The list is asked for again when somebody chooses from it this long after the last time, in milliseconds. */
const ASK_AGAIN_AFTER = 30_000;

/** Keeps the margin told of those who may enter its article: when it is opened, and when somebody is about to choose one of them. */
export function useArticlePeople(margin: MarginModel, article: string, onError: (error: unknown) => void): void {
  const { client } = useCore();
  useEffect(() => {
    let asked = 0;
    let ended = false;
    const ask = async () => {
      if (Date.now() - asked < ASK_AGAIN_AFTER) return;
      asked = Date.now();
      try {
        const people = await client.calls.people({ article });
        if (!ended) margin.people.set(people);
      } catch (error) {
        asked = 0;
        if (!(error instanceof RpcError && error.code === CORE_GONE)) onError(error);
      }
    };
    margin.people.onAsked(() => void ask());
    const stop = client.onLink((up) => {
      if (up) void ask();
    });
    void ask();
    return () => {
      ended = true;
      stop();
      margin.people.onAsked(() => undefined);
    };
  }, [client, margin, article, onError]);
}
