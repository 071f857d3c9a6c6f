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
  const steady = new SteadyStatus(() => status, (handler) => {
    tell = handler;
    return () => (tell = nobody);
  });
  const stop = steady.subscribe(() => seen.push(steady.state().kind));
  const become = (kind: SyncKind, unconfirmed = 0) => {
    status = { kind, unconfirmed, reason: null };
    tell();
  };
  return { become, seen, steady, stop };
}

test("UI2: while one types the line says once that it is saving, and says where it is saved when the typist rests", () => {
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

test("SY6: what is worse is said at once, and a better state no sooner than it is true", () => {
  const { become, steady } = line("relay");
  become("offline", 3);
  expect(steady.state()).toEqual({ kind: "offline", unconfirmed: 3, reason: null });
  become("window");
  expect(steady.state().kind).toBe("window");
  become("relay");
  vi.advanceTimersByTime(STEADY - 1);
  become("offline", 4);
  vi.advanceTimersByTime(1);
  expect(steady.state()).toEqual({ kind: "offline", unconfirmed: 4, reason: null });
});

test("UI2: nothing runs on for a line that is no longer shown", () => {
  const { become, stop, seen } = line("saving");
  become("relay");
  stop();
  vi.advanceTimersByTime(STEADY * 2);
  become("window");
  expect(seen).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
