import { useEffect, useState } from "react";
import type { SearchResult } from "../../../shared/rpc/contract.ts";
import { useCore } from "../core/context.tsx";
import { useNotices } from "../frame/notices.tsx";

/** Hits that are shown; a longer query finds the others. */
const SHOWN = 30;
/** Debounce between typing and asking, in milliseconds. */
const PAUSE = 60;

/**
 * What the core finds for a text while it is typed: the last answer that came, until the next one does.
 * @returns null while there is no answer, or nothing to look for
 */
export function useSearch(text: string): SearchResult | null {
  const { client } = useCore();
  const { sayError } = useNotices();
  const [result, setResult] = useState<SearchResult | null>(null);
  const isEmpty = text.trim() === "";
  useEffect(() => {
    if (isEmpty) return undefined;
    let isOld = false;
    const ask = async () => {
      try {
        const found = await client.calls.search({ text, limit: SHOWN, offset: 0 });
        if (!isOld) setResult(found);
      } catch (error) {
        if (!isOld) sayError(error);
      }
    };
    const timer = window.setTimeout(() => void ask(), PAUSE);
    return () => {
      isOld = true;
      window.clearTimeout(timer);
    };
  }, [client, sayError, text, isEmpty]);
  return isEmpty ? null : result;
}
