/** What every `UpdateLog` does. Run it on each store, fresh for every test. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LogEntry, UpdateLog } from "../../shared/store/update-log.ts";

const ROOM = "article/contract-1";
const OTHER = "article/contract-2/notes";

export interface LogUnderTest {
  readonly log: UpdateLog;
  /** A second log on the same storage, as after a restart; null for a store that has none. */
  readonly reopen: (() => UpdateLog) | null;
  readonly dispose: () => void;
}

function entry(bytes: number[], more: Partial<LogEntry> = {}): LogEntry {
  return { room: ROOM, update: Uint8Array.from(bytes), clients: [], member: "sara", waiting: false, ...more };
}

const byClient = (owners: ReadonlyMap<number, string>): [number, string][] => [...owners].sort(([a], [b]) => a - b);

/** @param open makes an empty log whose clock is `now`. */
export function updateLogContract(name: string, open: (now: () => number) => LogUnderTest): void {
  describe(`update log: ${name}`, () => {
    let subject: LogUnderTest;
    let log: UpdateLog;
    let now = 1000;
    beforeEach(() => {
      now = 1000;
      subject = open(() => now);
      log = subject.log;
    });
    afterEach(() => subject.dispose());

    const bytes = (room: string): number[][] => log.read(room).updates.map((update) => [...update]);

    test("ST2: an unknown room is empty", () => {
      expect(log.read(ROOM)).toEqual({ seq: 0, updates: [] });
      expect([log.tailLength(ROOM), log.waiting(ROOM), log.updatedAt(ROOM)]).toEqual([0, 0, 0]);
      expect([log.rooms(), [...log.authors(ROOM)]]).toEqual([[], []]);
    });

    test("ST2: updates come back whole and in order, each room its own", () => {
      log.append([entry([1]), entry([9], { room: OTHER }), entry([2])]);
      log.append([entry([3])]);
      expect(bytes(ROOM)).toEqual([[1], [2], [3]]);
      expect(bytes(OTHER)).toEqual([[9]]);
      expect([log.read(ROOM).seq, log.read(OTHER).seq, log.tailLength(ROOM)]).toEqual([3, 1, 3]);
      expect([...log.rooms()].sort()).toEqual([ROOM, OTHER]);
    });

    test("ST3: compaction replaces what it names and keeps what came later", () => {
      log.append([entry([1]), entry([2])]);
      const { seq } = log.read(ROOM);
      log.append([entry([3])]);
      log.compact(ROOM, seq, Uint8Array.of(12));
      expect(bytes(ROOM)).toEqual([[12], [3]]);
      expect([log.tailLength(ROOM), log.read(ROOM).seq]).toEqual([1, 3]);
      log.append([entry([4])]);
      log.compact(ROOM, log.read(ROOM).seq, Uint8Array.of(1234 % 256));
      expect(bytes(ROOM)).toEqual([[1234 % 256]]);
      expect(log.tailLength(ROOM)).toBe(0);
      log.append([entry([5])]);
      expect([bytes(ROOM), log.read(ROOM).seq]).toEqual([[[1234 % 256], [5]], 5]);
    });

    test("ST3: compacting what is not there is refused, and changes nothing", () => {
      log.append([entry([1])]);
      expect(() => log.compact(ROOM, 2, Uint8Array.of(7))).toThrow(/no update 2/);
      expect(() => log.compact("article/unknown-room", 1, Uint8Array.of(7))).toThrow(/no update 1/);
      expect(bytes(ROOM)).toEqual([[1]]);
    });

    test("ST4: waiting changes are counted, confirmed, and survive compaction", () => {
      log.append([entry([1], { waiting: true }), entry([2]), entry([3], { waiting: true }), entry([4], { waiting: true })]);
      expect(log.waiting(ROOM)).toBe(3);
      log.compact(ROOM, log.read(ROOM).seq, Uint8Array.of(1));
      expect(log.waiting(ROOM)).toBe(3);
      log.confirm(ROOM, 2);
      expect(log.waiting(ROOM)).toBe(1);
      log.confirm(ROOM, 5);
      expect(log.waiting(ROOM)).toBe(0);
    });

    test("ST4: the rooms are known that have waiting changes", () => {
      log.append([entry([1], { waiting: true }), entry([2], { room: OTHER })]);
      expect(log.waitingRooms()).toEqual([ROOM]);
      log.append([entry([3], { room: OTHER, waiting: true })]);
      log.confirm(ROOM, 1);
      expect(log.waitingRooms()).toEqual([OTHER]);
    });

    test("ST2: the rooms are known that grew after a time, in order, settled or not, and in parts", () => {
      log.append([entry([1]), entry([1], { room: "article/contract-3" })]);
      now = 2000;
      log.append([entry([2], { room: OTHER })]);
      const rooms = (at: number, limit?: number): string[] => log.changedSince(at, limit).map(({ room }) => room);
      expect([rooms(0).sort(), rooms(1000), rooms(2000)]).toEqual([["article/contract-1", OTHER, "article/contract-3"], [OTHER], []]);
      log = subject.reopen?.() ?? log;
      const seen: string[] = [];
      for (let at = 0; ; ) {
        const part = log.changedSince(at, 1);
        if (part.length === 0) break;
        seen.push(...part.map(({ room }) => room));
        at = part.at(-1)!.at;
      }
      expect(seen.sort()).toEqual(["article/contract-1", OTHER, "article/contract-3"]);
    });

    test("AU1: the first member to bring a client ID owns it, in that room", () => {
      log.append([entry([1], { clients: [7, 8] }), entry([2], { clients: [8, 9], member: "ali" })]);
      log.append([entry([3], { room: OTHER, clients: [7], member: "ali" })]);
      expect(byClient(log.authors(ROOM))).toEqual([[7, "sara"], [8, "sara"], [9, "ali"]]);
      expect([...log.authors(OTHER)]).toEqual([[7, "ali"]]);
    });

    test("AU2: what comes without a member is nobody's until it is claimed, and a claim takes from no one", () => {
      log.append([entry([1], { clients: [7], member: null }), entry([2], { clients: [8] })]);
      expect([...log.authors(ROOM)]).toEqual([[8, "sara"]]);
      log.claim(ROOM, new Map([[7, "ali"], [8, "ali"], [4294967295, "ali"]]));
      expect(byClient(log.authors(ROOM))).toEqual([[7, "ali"], [8, "sara"], [4294967295, "ali"]]);
      log.claim(OTHER, new Map([[1, "ali"]]));
      expect([log.rooms(), log.read(OTHER).updates]).toEqual([[ROOM], []]);
    });

    test("ST2: a room tells when it last grew", () => {
      log.append([entry([1])]);
      now = 2000;
      log.append([entry([2], { room: OTHER })]);
      log.compact(ROOM, 1, Uint8Array.of(1));
      expect([log.updatedAt(ROOM), log.updatedAt(OTHER)]).toEqual([1000, 2000]);
    });

    test("ST2: what grew later has a later time, though the clock stands still or is set back", () => {
      const times: number[] = [];
      for (const [at, room] of [[1000, ROOM], [1000, OTHER], [400, ROOM], [2000, OTHER]] as const) {
        now = at;
        log.append([entry([1], { room })]);
        times.push(log.updatedAt(room));
      }
      expect(times).toEqual([1000, 1001, 1002, 2000]);
      now = 400;
      const later = subject.reopen?.() ?? log;
      later.append([entry([1])]);
      expect(later.updatedAt(ROOM)).toBe(2001);
    });

    test("ST1: what was appended is there after a restart", () => {
      log.append([entry([1], { clients: [7], waiting: true }), entry([2])]);
      log.compact(ROOM, 1, Uint8Array.of(11));
      if (!subject.reopen) return;
      const again = subject.reopen();
      expect(again.read(ROOM).updates.map((update) => [...update])).toEqual([[11], [2]]);
      expect([again.waiting(ROOM), [...again.authors(ROOM)], again.read(ROOM).seq]).toEqual([1, [[7, "sara"]], 2]);
    });
  });
}
