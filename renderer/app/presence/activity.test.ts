import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Activity, AWAY_AFTER, HIDDEN_FOR, IDLE_AFTER } from "./activity.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

class Page extends EventTarget {
  visibilityState: DocumentVisibilityState = "visible";

  show(state: DocumentVisibilityState): void {
    this.visibilityState = state;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

function started() {
  const page = new Page();
  const tracker = new Activity(page as unknown as Document);
  const stop = tracker.start();
  const changes: string[] = [];
  tracker.activity.subscribe(() => changes.push(tracker.activity.get()));
  return { page, stop, changes, now: () => tracker.activity.get() };
}

test("PR17: a person is idle after three minutes without input, away after fifteen, and here again at the first input", () => {
  const { page, changes, now } = started();
  vi.advanceTimersByTime(IDLE_AFTER - 1000);
  page.dispatchEvent(new Event("keydown"));
  vi.advanceTimersByTime(IDLE_AFTER - 1);
  expect(now()).toBe("active");
  vi.advanceTimersByTime(1);
  expect(now()).toBe("idle");
  vi.advanceTimersByTime(AWAY_AFTER - IDLE_AFTER);
  expect(now()).toBe("away");
  page.dispatchEvent(new Event("pointermove"));
  expect(changes).toEqual(["idle", "away", "active"]);
  vi.advanceTimersByTime(IDLE_AFTER);
  expect(now()).toBe("idle");
});

test("PR17: a person is away once the window was hidden for half a minute, whatever was pressed before, and here when it is shown again", () => {
  const { page, changes, now } = started();
  page.show("hidden");
  vi.advanceTimersByTime(HIDDEN_FOR - 1);
  page.show("visible");
  vi.advanceTimersByTime(HIDDEN_FOR);
  expect(now()).toBe("active");
  page.show("hidden");
  vi.advanceTimersByTime(HIDDEN_FOR);
  expect(now()).toBe("away");
  page.show("visible");
  expect(changes).toEqual(["away", "active"]);
});

test("PR17: many inputs make no change and no timer each, and a window that is closed has none", () => {
  const { page, stop, changes } = started();
  const before = vi.getTimerCount();
  for (let i = 0; i < 10_000; i++) page.dispatchEvent(new Event("keydown"));
  expect([changes, vi.getTimerCount()]).toEqual([[], before]);
  stop();
  expect(vi.getTimerCount()).toBe(0);
});
