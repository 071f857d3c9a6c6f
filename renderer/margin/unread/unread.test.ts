import { expect, test, vi } from "vitest";
import type { Thread } from "../../../shared/notes/thread.ts";
import { mergeMarks, readMarksIn } from "./read-marks.ts";
import { Unread } from "./unread.ts";

const ME = 1;
const OTHER = 2;
let clock = 0;
const message = (client: number, more: object = {}) => ({ client, clock: clock++, at: 0, deleted: false, missing: false, ...more });
const thread = (id: string, messages: ReturnType<typeof message>[], more: object = {}): Thread =>
  ({ id, messages, resolved: null, assigned: null, ...more }) as unknown as Thread;

function storage(): Storage {
  const values = new Map<string, string>();
  return {
    get length() {
      return values.size;
    },
    key: (i: number) => [...values.keys()][i] ?? null,
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  } as unknown as Storage;
}
vi.stubGlobal("addEventListener", () => undefined);
vi.stubGlobal("removeEventListener", () => undefined);

function open(threads: Thread[], place: Storage = storage(), member = "sara") {
  const unread = new Unread({ threads: () => threads, marks: readMarksIn(() => place, "article-1", member), me: member });
  unread.setOwn(({ client }) => client === ME);
  return { unread, place, counts: () => Object.fromEntries(unread.counts.get()) };
}

const refused = (): never => {
  throw new DOMException("full", "QuotaExceededError");
};

test("NO36: what others wrote is unread until it was read, also after the window was opened again; one's own never is", () => {
  const threads = [thread("a", [message(OTHER), message(ME), message(OTHER)]), thread("b", [message(ME)]), thread("c", [message(OTHER)])];
  const { unread, counts, place } = open(threads);
  expect(counts()).toEqual({ a: 2, c: 1 });
  unread.markRead(["a"]);
  expect(counts()).toEqual({ c: 1 });
  threads[0] = thread("a", [...threads[0]!.messages, message(3)] as never);
  unread.count();
  expect(counts()).toEqual({ a: 1, c: 1 });
  expect(open(threads, place).counts()).toEqual({ a: 1, c: 1 });
  expect(open(threads, place, "omid").counts()).toEqual({ a: 3, c: 1 });
});

test("NO36: a folded card shows the first message, and no more of it is read", () => {
  const { unread, counts } = open([thread("a", [message(OTHER), message(OTHER)]), thread("b", [message(OTHER)])]);
  unread.markFirstRead("a");
  unread.markFirstRead("b");
  unread.markFirstRead("gone");
  expect(counts()).toEqual({ a: 1 });
});

test("NO36: resolved threads, deleted messages and missing ones are not unread; that a thread is assigned to one is", () => {
  const assigned = (member: string) => ({ assigned: { client: OTHER, clock: clock++, at: 0, to: { member, name: "x" } } });
  const { unread, counts } = open([
    thread("a", [message(OTHER)], { resolved: {} }),
    thread("b", [message(OTHER, { deleted: true }), message(OTHER, { missing: true })]),
    thread("c", [message(ME)], assigned("sara")),
    thread("d", [message(ME)], assigned("omid")),
  ]);
  expect(counts()).toEqual({ c: 1 });
  unread.markRead(["c"]);
  expect(counts()).toEqual({});
});

test("NO36: two windows of one person read different threads, and neither forgets the other's", () => {
  const threads = [thread("a", [message(OTHER)]), thread("b", [message(OTHER)])];
  const place = storage();
  const [one, other] = [open(threads, place), open(threads, place)];
  one.unread.markRead(["a"]);
  other.unread.markRead(["b"]);
  expect(open(threads, place).counts()).toEqual({});
});

test.each(["", "[", "null", "7", "[[]]", '[["a"]]', '[["a",1]]', "[[7,1,2]]", '[["a","x",2]]', '{"a":1}', '[["a",1e99,2]]'])(
  "NO36: the stored value %s is read as far as it can be, and nothing is thrown",
  (text) => {
    const place = storage();
    place.setItem("tahrir.read/sara/article-1", text);
    expect(open([thread("a", [message(OTHER)])], place).counts()).toEqual({ a: 1 });
  },
);

test("NO36: a storage that is forbidden or full keeps nothing, and all else goes on", () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const { unread, counts } = open([thread("a", [message(OTHER)])], { getItem: refused, setItem: refused } as unknown as Storage);
  unread.markRead(["a"]);
  expect(counts()).toEqual({});
  warn.mockRestore();
});

test("NO36: marks of two places are one, the later clock of each client", () => {
  const merged = mergeMarks(
    new Map([["a", new Map([[1, 5]])]]),
    new Map([
      [
        "a",
        new Map([
          [1, 3],
          [2, 7],
        ]),
      ],
      ["b", new Map()],
    ]),
  );
  expect([...merged].map(([id, clocks]) => [id, [...clocks]])).toEqual([
    [
      "a",
      [
        [1, 5],
        [2, 7],
      ],
    ],
    ["b", []],
  ]);
});

/** Some 300,000 characters. */
const large = (at: number) => JSON.stringify({ at, threads: [["a", ...Array.from({ length: 50_000 }, (_, i) => i)]] });

test("NO36: marks of thousands of articles leave room for drafts: those in which something was read longest ago are forgotten", () => {
  const place = storage();
  for (let i = 0; i < 20; i++) place.setItem(`tahrir.read/sara/article-${100 + i}`, large(i));
  place.setItem("tahrir.read/sara/article-broken", "[");
  place.setItem("tahrir.drafts/sara/article-1", "draft");
  open([thread("a", [message(OTHER)])], place).unread.markRead(["a"]);
  const kept = Array.from({ length: place.length }, (_, i) => place.key(i)!);
  expect(kept).toContain("tahrir.drafts/sara/article-1");
  expect(kept).toContain("tahrir.read/sara/article-1");
  expect(kept).toContain("tahrir.read/sara/article-119");
  expect(kept).not.toContain("tahrir.read/sara/article-100");
  const size = kept.filter((key) => key.startsWith("tahrir.read/")).reduce((sum, key) => sum + place.getItem(key)!.length, 0);
  expect(size).toBeLessThanOrEqual(1_000_000);
});
