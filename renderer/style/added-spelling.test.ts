/** What becomes of a worker that a dictionary breaks or keeps busy. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AddedSpelling, isUsable } from "./added-spelling.ts";
import type { AddedSpellingRequest } from "./messages.ts";

const FILES = { aff: "SET UTF-8\n", dic: "1\nשלום\n" };
/** Longer than any worker is waited for. */
const LATE = 10 * 60_000;

type Behaviour = "answers" | "is silent" | "breaks";
let behaviour: Behaviour = "answers";
const started: FakeWorker[] = [];

class FakeWorker extends EventTarget {
  isEnded = false;
  readonly heard: AddedSpellingRequest[] = [];

  constructor() {
    super();
    started.push(this);
  }

  postMessage(request: AddedSpellingRequest): void {
    this.heard.push(request);
    if (!("job" in request) || behaviour === "is silent") return;
    const said =
      "texts" in request ? { job: request.job, notes: request.texts.map(() => []) } : { job: request.job, suggestions: ["שלום"] };
    queueMicrotask(() => this.dispatchEvent(behaviour === "breaks" ? new Event("error") : new MessageEvent("message", { data: said })));
  }

  terminate(): void {
    this.isEnded = true;
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("Worker", FakeWorker);
  started.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test.each<[Behaviour, boolean]>([
  ["answers", true],
  ["is silent", false],
  ["breaks", false],
])("SP18: a dictionary whose worker %s when it is tried: %s, and the worker is ended", async (how, usable) => {
  behaviour = how;
  const tried = isUsable("he", FILES);
  await vi.advanceTimersByTimeAsync(LATE);
  expect(await tried).toBe(usable);
  expect(started.map(({ isEnded }) => isEnded)).toEqual([true]);
});

test("SP18: a worker that is silent is ended with what it was asked, and the next question starts another", async () => {
  behaviour = "is silent";
  const spelling = new AddedSpelling(async (language) => (language === "he" ? FILES : null));
  spelling.use(["תחריר"]);
  const asked = spelling.check("he", ["שלום"]).catch((error: unknown) => String(error));
  await vi.advanceTimersByTimeAsync(LATE);
  expect(await asked).toContain("too long");
  behaviour = "answers";
  expect(await spelling.check("he", ["שלום", "עולם"])).toEqual([[], []]);
  expect(await spelling.suggest("he", "שלןם")).toEqual(["שלום"]);
  expect(await spelling.check("ar", ["سلام"])).toEqual([]);
  expect(started.map(({ isEnded }) => isEnded)).toEqual([true, false]);
  expect(started[1]!.heard[0]).toEqual({ language: "he", files: FILES, words: ["תחריר"] });
  spelling.stop();
  await vi.advanceTimersByTimeAsync(0);
  expect(started[1]!.isEnded).toBe(true);
});
