import { mergeMarks, MOST_THREADS_AT_ONCE, readMarks, threadMarks, type ReadMarks } from "../../../shared/read-marks.ts";
import type { RpcClient } from "../../../shared/rpc/client.ts";
import { CORE_GONE, RpcError } from "../../../shared/rpc/error.ts";
import type { ReadMarkStore } from "../../margin/index.ts";
import { Store } from "../../store/store.ts";

const NONE: ReadMarks = new Map();

/** What this person has read of an article, as the core keeps it for all windows and the person's other desks (NO36, NO73). */
export function coreReadMarks(client: RpcClient, article: string, onError: (error: unknown) => void): ReadMarkStore {
  const marks = new Store<ReadMarks | null>(null);
  /** What was read while the core was away. */
  let untold = NONE;
  const take = (more: ReadMarks) => marks.set(mergeMarks(marks.get() ?? NONE, more));
  /** @param onGone the core went away: it is asked, or told, again when it is back */
  const attempt = async (run: () => Promise<void>, onGone: () => void) => {
    try {
      await run();
    } catch (error) {
      if (error instanceof RpcError && error.code === CORE_GONE) onGone();
      else onError(error);
    }
  };
  const load = () => attempt(async () => take(readMarks(await client.calls.readMarks({ article }))), ignore);
  const tell = async (more: ReadMarks) => {
    const all = threadMarks(more);
    for (let from = 0; from < all.length; from += MOST_THREADS_AT_ONCE) {
      const threads = all.slice(from, from + MOST_THREADS_AT_ONCE);
      await attempt(
        () => client.calls.markRead({ article, threads }),
        () => (untold = mergeMarks(untold, readMarks(threads))),
      );
    }
  };
  const stops = [
    client.on("readMarks", (told) => {
      if (told.article === article) take(readMarks(told.threads));
    }),
    client.onLink((up) => {
      if (!up) return;
      void load();
      const more = untold;
      untold = NONE;
      void tell(more);
    }),
  ];
  if (client.up) void load();
  return { marks, add: (more) => void tell(more), destroy: () => stops.forEach((stop) => stop()) };
}

const ignore = () => undefined;
