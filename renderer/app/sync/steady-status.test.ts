import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SteadyStatus, STEADY } from "./steady-status.ts";
import type { SyncKind, SyncStatus } from "./sync-status.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const nobody = () => {};

function line(start: SyncKind) {
  let status: SyncStatus = { kind: start, unconfirmed: 0, reason: null };
  let tell = nobody;
  const seen: string[] = [];
  const steady = new SteadyStatus(
    () => status,
    (handler) => {
      tell = handler;
      return () => (tell = nobody);
    },
  );
  const stop = steady.subscribe(() => seen.push(steady.get().kind));
  const become = (kind: SyncKind, unconfirmed = 0) => {
    status = { kind, unconfirmed, reason: null };
    tell();
  };
  return { become, seen, steady, stop };
}

test("UI2: while one types the line stays at saving, and changes when typing stops", () => {
  const { become, seen } = line("relay");
  for (let key = 0; key < 20; key++) {
    become("saving", key);
    become("sending", key + 1);
    become("relay");
    vi.advanceTimersByTime(STEADY / 2);
  }
  expect(seen).toEqual(["saving"]);
  vi.advanceTimersByTime(STEADY);
  expect(seen).toEqual(["saving", "relay"]);
});

test("SY6: a worse state is shown at once, and a better one only while it is true", () => {
  const { become, steady } = line("relay");
  become("offline", 3);
  expect(steady.get()).toEqual({ kind: "offline", unconfirmed: 3, reason: null });
  become("window");
  expect(steady.get().kind).toBe("window");
  become("relay");
  vi.advanceTimersByTime(STEADY - 1);
  become("offline", 4);
  vi.advanceTimersByTime(1);
  expect(steady.get()).toEqual({ kind: "offline", unconfirmed: 4, reason: null });
});

test("UI2: no timer runs for a line that is no longer shown", () => {
  const { become, stop, seen } = line("saving");
  become("relay");
  stop();
  vi.advanceTimersByTime(STEADY * 2);
  become("window");
  expect(seen).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
