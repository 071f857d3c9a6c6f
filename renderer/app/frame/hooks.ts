/** Hooks on the window: media queries, the address, the time that has passed. */
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";

/** Whether a CSS media query holds. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (handler: () => void) => {
      const media = matchMedia(query);
      media.addEventListener("change", handler);
      return () => media.removeEventListener("change", handler);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}

const subscribeHash = (handler: () => void) => {
  window.addEventListener("hashchange", handler);
  return () => window.removeEventListener("hashchange", handler);
};

/** The fragment of the address: the ID of the open article, or a link to a note in it (`readFragment`), or "". */
export const useHash = (): string => useSyncExternalStore(subscribeHash, () => location.hash.slice(1));

/** `value`, once it has been the same for `delay` milliseconds. */
export function useLasting<T>(value: T, delay: number): T {
  const [lasting, setLasting] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setLasting(value), delay);
    return () => window.clearTimeout(timer);
  }, [value, delay]);
  return lasting;
}

/** True once `delay` milliseconds have gone by. */
export function useLate(delay: number): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setLate(true), delay);
    return () => window.clearTimeout(timer);
  }, [delay]);
  return late;
}
