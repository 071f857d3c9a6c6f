import { expect, test } from "vitest";
import { mergeMarks, type ReadMarks } from "../../../shared/read-marks.ts";
import type { Thread } from "../../../shared/notes/thread.ts";
import { Store } from "../../store/store.ts";
import type { ReadMarkStore } from "./read-mark-store.ts";
import { Unread } from "./unread.ts";

const ME = 1;
const OTHER = 2;
let clock = 0;
const message = (client: number, more: object = {}) => ({ client, clock: clock++, at: 0, deleted: false, missing: false, ...more });
const thread = (id: string, messages: ReturnType<typeof message>[], more: object = {}): Thread =>
  ({ id, messages, resolved: null, assigned: null, ...more }) as unknown as Thread;

/** Marks that all windows over it share, as they do over one core. */
function place(marks: Store<ReadMarks | null> = new Store<ReadMarks | null>(new Map())): ReadMarkStore & { readonly all: typeof marks } {
  return { all: marks, marks, add: (more) => marks.set(mergeMarks(marks.get() ?? new Map(), more)), destroy: () => undefined };
}

function open(threads: Thread[], marks: ReadMarkStore = place(), member = "sara") {
  const unread = new Unread({ threads: () => threads, marks, me: member });
  unread.setOwn(({ client }) => client === ME);
  return { unread, marks, counts: () => Object.fromEntries(unread.counts.get()) };
}

test("NO36: what others wrote is unread until it was read, also after the window was opened again; one's own never is", () => {
  const threads = [thread("a", [message(OTHER), message(ME), message(OTHER)]), thread("b", [message(ME)]), thread("c", [message(OTHER)])];
  const { unread, counts, marks } = open(threads);
  expect(counts()).toEqual({ a: 2, c: 1 });
  unread.markRead(["a"]);
  expect(counts()).toEqual({ c: 1 });
  threads[0] = thread("a", [...threads[0]!.messages, message(3)] as never);
  unread.count();
  expect(counts()).toEqual({ a: 1, c: 1 });
  expect(open(threads, marks).counts()).toEqual({ a: 1, c: 1 });
  expect(open(threads, place(), "omid").counts()).toEqual({ a: 3, c: 1 });
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

test("NO36: two windows of one person read different threads, and each learns of the other's at once", () => {
  const threads = [thread("a", [message(OTHER)]), thread("b", [message(OTHER)])];
  const marks = place();
  const [one, other] = [open(threads, marks), open(threads, marks)];
  one.unread.markRead(["a"]);
  expect(other.counts()).toEqual({ b: 1 });
  other.unread.markRead(["b"]);
  expect(one.counts()).toEqual({});
});

test("NO36: nothing is unread before it is known what was read, and what is read while the core is away stays read", () => {
  const marks = new Store<ReadMarks | null>(null);
  const away: ReadMarkStore = { marks, add: () => undefined, destroy: () => undefined };
  const { unread, counts } = open([thread("a", [message(OTHER)]), thread("b", [message(OTHER)])], away);
  expect(counts()).toEqual({});
  marks.set(new Map());
  expect(counts()).toEqual({ a: 1, b: 1 });
  unread.markRead(["a"]);
  expect(counts()).toEqual({ b: 1 });
  marks.set(new Map());
  expect(counts()).toEqual({ b: 1 });
});

test("NO70: what is unread of a suggestion or proposal that was decided is read then, so that the library does not count it for good", () => {
  const marks = place();
  const decided = [thread("a", [message(OTHER), message(ME)])];
  const unread = new Unread({ threads: () => [], decided: () => decided, marks, me: "sara" });
  expect(marks.all.get()).toEqual(new Map());
  unread.setOwn(({ client }) => client === ME);
  expect(marks.all.get()).toEqual(new Map([["a", new Map([[OTHER, decided[0]!.messages[0].clock]])]]));
});
