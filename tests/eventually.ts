/** Waiting for what happens in its own time, on a machine that may be busy. */
import { expect, vi } from "vitest";

/** Longest time until an expectation holds, in milliseconds: far more than it takes, since other processes may be busy. */
const LONGEST_WAIT = 40_000;

/** Waits until `look` throws no more. @returns what it gave. @throws what it threw last */
export const passes = <T>(look: () => T | Promise<T>): Promise<T> => vi.waitFor(look, { timeout: LONGEST_WAIT, interval: 20 });

/** Waits until `look` gives `wanted`, and shows both when it does not. */
export const eventually = (look: () => unknown, wanted: unknown): Promise<void> => passes(async () => expect(await look()).toEqual(wanted));
