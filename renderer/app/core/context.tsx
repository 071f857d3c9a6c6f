/** The core as React components see it. */
import { createContext, use, type ReactNode } from "react";
import { useSelected } from "../../store/use-store.ts";
import type { CoreState, CoreStore } from "./core-store.ts";

const CoreContext = createContext<CoreStore | null>(null);

/** Gives the core to the components in it. */
export function CoreProvider({ store, children }: { readonly store: CoreStore; readonly children: ReactNode }) {
  return <CoreContext value={store}>{children}</CoreContext>;
}

/** @throws Error outside a `CoreProvider` */
export function useCore(): CoreStore {
  const store = use(CoreContext);
  if (!store) throw new Error("useCore needs a CoreProvider above it");
  return store;
}

/** What `select` takes of the core's state; a constant function, or one from `useCallback`. */
export function useCoreState<T>(select: (state: CoreState) => T, isSame?: (a: T, b: T) => boolean): T {
  return useSelected(useCore().state, select, isSame);
}
