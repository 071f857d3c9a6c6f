/** A part of a store, for a component that renders anew when that part changes and at nothing else. */
import { useMemo, useSyncExternalStore } from "react";

/** Something that changes and says so. */
export interface Store<S> {
  /** @returns a function that takes the handler off */
  readonly subscribe: (handler: () => void) => () => void;
  readonly state: () => S;
}

/**
 * @param select the same function at each render: a constant, or from `useCallback`
 * @param isSame for parts that are made anew each time, `sameFields` for one
 */
export function useSelected<S, T>(store: Store<S>, select: (state: S) => T, isSame: (a: T, b: T) => boolean = Object.is): T {
  const read = useMemo(() => reader(store, select, isSame), [store, select, isSame]);
  return useSyncExternalStore(store.subscribe, read);
}

/** What was read last, as long as it is the same. */
function reader<S, T>(store: Store<S>, select: (state: S) => T, isSame: (a: T, b: T) => boolean): () => T {
  let last: { readonly value: T } | null = null;
  return () => {
    const value = select(store.state());
    if (!last || !isSame(last.value, value)) last = { value };
    return last.value;
  };
}

/** Whether two flat objects, or nulls, say the same. */
export function sameFields<T extends object | null>(a: T, b: T): boolean {
  if (a === null || b === null) return a === b;
  const [one, other] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))];
  return one.length === other.size && one.every(([name, value]) => Object.is(other.get(name), value));
}
