/** The core as React components see it. */
import { createContext, use, useSyncExternalStore, type ReactNode } from "react";
import type { CoreState, CoreStore } from "./core-store.ts";

const CoreContext = createContext<CoreStore | null>(null);

export function CoreProvider({ store, children }: { readonly store: CoreStore; readonly children: ReactNode }) {
  return <CoreContext value={store}>{children}</CoreContext>;
}

export function useCore(): CoreStore {
  const store = use(CoreContext);
  if (!store) throw new Error("useCore needs a CoreProvider above it");
  return store;
}

export function useCoreState(): CoreState {
  const store = useCore();
  return useSyncExternalStore(store.subscribe, store.state);
}
