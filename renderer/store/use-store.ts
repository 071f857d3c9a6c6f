import { useMemo, useSyncExternalStore } from "react";
import type { Readable } from "./store.ts";

/** The value of a store; the component renders again at each change of it. */
export const useStore = <T>(store: Readable<T>): T => useSyncExternalStore(store.subscribe, store.get);

/**
 * A part of a store's value; the component renders again when that part changes and at nothing else (UI1).
 * @param select the same function at each render: a constant, or from `useCallback`
 * @param isSame for parts that are a new object each time, `sameFields` for one
 */
export function useSelected<S, T>(store: Readable<S>, select: (state: S) => T, isSame: (a: T, b: T) => boolean = Object.is): T {
  const read = useMemo(() => reader(store, select, isSame), [store, select, isSame]);
  return useSyncExternalStore(store.subscribe, read);
}

/** @returns a function that returns the selected part, the same object for as long as it is the same */
function reader<S, T>(store: Readable<S>, select: (state: S) => T, isSame: (a: T, b: T) => boolean): () => T {
  let last: { readonly value: T } | null = null;
  return () => {
    const value = select(store.get());
    if (!last || !isSame(last.value, value)) last = { value };
    return last.value;
  };
}

/** Whether two flat objects, or nulls, have the same fields with the same values. */
export function sameFields<T extends object | null>(a: T, b: T): boolean {
  if (a === null || b === null) return a === b;
  const [one, other] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))];
  return one.length === other.size && one.every(([name, value]) => Object.is(other.get(name), value));
}
