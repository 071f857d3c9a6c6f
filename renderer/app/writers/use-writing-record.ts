import { useCallback, useEffect, useRef, useState } from "react";
import { roomName } from "../../../shared/roles.ts";
import { useCore } from "../core/context.tsx";
import { WritingRecord, type Own } from "./writing-record.ts";

/** The core is not asked again earlier, in milliseconds. */
const ASK_EVERY = 1000;

/**
 * What the core knows of who wrote an article and when, from now on.
 * @param article null for none, of which nothing is asked
 * @param own the same object at each render
 * @param onError told when the core cannot say it
 * @returns the record, null before the first answer, and what asks the core once more
 */
export function useWritingRecord(
  article: string | null,
  own: Own,
  onError: (error: unknown) => void,
): { readonly record: WritingRecord | null; readonly ask: () => void } {
  const { client } = useCore();
  const [record, setRecord] = useState<WritingRecord | null>(null);
  const askNow = useRef<(() => void) | null>(null);
  useEffect(() => {
    if (article === null) return undefined;
    const room = roomName(article, "body");
    let isEnded = false;
    let timer: number | undefined;
    const read = async () => {
      try {
        const ranges = await client.calls.authors({ room });
        const times = await client.calls.times({ room });
        if (!isEnded) setRecord(new WritingRecord(ranges, times, own));
      } catch (error) {
        if (!isEnded) onError(error);
      }
    };
    const stop = client.on("authors", (event) => {
      if (event.room === room) void read();
    });
    askNow.current = () => {
      timer ??= window.setTimeout(() => {
        timer = undefined;
        void read();
      }, ASK_EVERY);
    };
    void read();
    return () => {
      isEnded = true;
      window.clearTimeout(timer);
      askNow.current = null;
      setRecord(null);
      stop();
    };
  }, [client, article, own, onError]);
  const ask = useCallback(() => askNow.current?.(), []);
  return { record, ask };
}
