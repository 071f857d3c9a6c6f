import { expect, test } from "vitest";
import { Store } from "./store.ts";

test("a store calls its listeners after a change, and not for a value that it holds already", () => {
  const store = new Store(1);
  const seen: number[] = [];
  const unsubscribe = store.subscribe(() => seen.push(store.get()));
  store.set(2);
  store.set(2);
  store.set(3);
  unsubscribe();
  store.set(4);
  expect([seen, store.get()]).toEqual([[2, 3], 4]);
});
