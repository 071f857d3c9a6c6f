/** What every `UpdateLog` does. Run it on each store, fresh for every test. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Credit, DatedCredit } from "../../shared/store/credits.ts";
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
  return { room: ROOM, update: Uint8Array.from(bytes), credits: [], unconfirmed: false, ...more };
}

/** By its author, or by somebody else who names one. */
const credit = (client: number, clock: number, end: number, author: string | null, broughtBy = author): Credit => ({
  client,
  clock,
  end,
  author,
  broughtBy,
});
const plain = (credits: readonly Credit[]): Credit[] =>
  credits.map(({ client, clock, end, author, broughtBy }) => credit(client, clock, end, author, broughtBy));

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
      expect([log.tailLength(ROOM), log.unconfirmed(ROOM), log.updatedAt(ROOM)]).toEqual([0, 0, 0]);
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

    test("ST4: unconfirmed changes are counted, confirmed, and survive compaction", () => {
      log.append([entry([1], { unconfirmed: true }), entry([2]), entry([3], { unconfirmed: true }), entry([4], { unconfirmed: true })]);
      expect(log.unconfirmed(ROOM)).toBe(3);
      log.compact(ROOM, log.read(ROOM).seq, Uint8Array.of(1));
      expect(log.unconfirmed(ROOM)).toBe(3);
      log.confirm(ROOM, 2);
      expect(log.unconfirmed(ROOM)).toBe(1);
      log.confirm(ROOM, 5);
      expect(log.unconfirmed(ROOM)).toBe(0);
    });

    test("ST4: the rooms are known that have unconfirmed changes", () => {
      log.append([entry([1], { unconfirmed: true }), entry([2], { room: OTHER })]);
      expect(log.unconfirmedRooms()).toEqual([ROOM]);
      log.append([entry([3], { room: OTHER, unconfirmed: true })]);
      log.confirm(ROOM, 1);
      expect(log.unconfirmedRooms()).toEqual([OTHER]);
    });

    test("ST2: the rooms are known that grew after a time, in order, in the journal or not, and in parts", () => {
      log.append([entry([1]), entry([1], { room: "article/contract-3" })]);
      now = 2000;
      log.append([entry([2], { room: OTHER })]);
      const rooms = (at: number, limit?: number): string[] => log.changedSince(at, limit).map(({ room }) => room);
      expect([rooms(0).sort(), rooms(1000), rooms(2000)]).toEqual([["article/contract-1", OTHER, "article/contract-3"], [OTHER], []]);
      log = subject.reopen?.() ?? log;
      const seen: string[] = [];
      for (let at = 0; ;) {
        const part = log.changedSince(at, 1);
        if (part.length === 0) break;
        seen.push(...part.map(({ room }) => room));
        at = part.at(-1)!.at;
      }
      expect(seen.sort()).toEqual(["article/contract-1", OTHER, "article/contract-3"]);
    });

    test("AU1: who brought which clocks of a client is kept, each room for itself, and what goes on is one stretch", () => {
      log.append([
        entry([1], { credits: [credit(7, 0, 3, "sara"), credit(8, 0, 1, "sara")] }),
        entry([2], { credits: [credit(7, 3, 4, "sara")] }),
      ]);
      log.append([entry([3], { credits: [credit(7, 4, 9, "sara")] }), entry([4], { room: OTHER, credits: [credit(7, 0, 2, "ali")] })]);
      log.append([entry([5], { credits: [credit(8, 1, 5, "sara", "ali"), credit(9, 2, 4, null, "ali")] })]);
      const kept = [credit(7, 0, 9, "sara"), credit(8, 0, 1, "sara"), credit(8, 1, 5, "sara", "ali"), credit(9, 2, 4, null, "ali")];
      expect(plain(log.authors(ROOM))).toEqual(kept);
      expect(plain(log.authors(OTHER))).toEqual([credit(7, 0, 2, "ali")]);
      expect([7, 8, 10].map((client) => plain(log.authorsOf(ROOM, client)))).toEqual([kept.slice(0, 1), kept.slice(1, 3), []]);
      expect(plain(log.unconfirmedCredits(ROOM))).toEqual(kept.slice(2));
      expect(log.unconfirmedCredits(OTHER)).toEqual([]);
    });

    test("AU1: an entry of credits alone is no update, and says whose a client ID is until its owner writes", () => {
      log.append([entry([1])]);
      log.append([{ room: ROOM, update: null, credits: [credit(7, 0, 0, "sara")], unconfirmed: false }]);
      log.append([{ room: OTHER, update: null, credits: [credit(8, 0, 0, "ali")], unconfirmed: false }]);
      expect([bytes(ROOM), log.read(ROOM).seq, log.tailLength(ROOM), log.updatedAt(ROOM), log.rooms()]).toEqual([
        [[1]],
        1,
        1,
        1000,
        [ROOM],
      ]);
      expect(plain(log.authors(ROOM))).toEqual([credit(7, 0, 0, "sara")]);
      const again = subject.reopen?.() ?? log;
      expect(plain(again.authors(OTHER))).toEqual([credit(8, 0, 0, "ali")]);
      again.append([entry([2], { credits: [credit(7, 0, 4, "sara")] })]);
      again.append([entry([2], { room: OTHER, credits: [credit(8, 0, 4, "ali", "sara")] })]);
      expect(plain(again.authors(ROOM))).toEqual([credit(7, 0, 4, "sara")]);
      expect(plain(again.authors(OTHER))).toEqual([credit(8, 0, 0, "ali"), credit(8, 0, 4, "ali", "sara")]);
    });

    test("AU2: what is learnt fills what is unknown, replaces what is known less, and nothing else", () => {
      log.append([entry([1], { credits: [credit(7, 0, 5, "sara"), credit(7, 5, 9, "sara", "ali"), credit(8, 0, 4, null, "ali")] })]);
      expect(
        log.credit(ROOM, [
          credit(7, 0, 7, "sara"),
          credit(7, 9, 12, "ali"),
          credit(8, 0, 9, "reza", "ali"),
          credit(4294967295, 3, 5, null),
        ]),
      ).toBe(true);
      const known = [
        credit(7, 0, 7, "sara"),
        credit(7, 7, 9, "sara", "ali"),
        credit(7, 9, 12, "ali"),
        credit(8, 0, 9, "reza", "ali"),
        credit(4294967295, 3, 5, null),
      ];
      expect(plain(log.authors(ROOM))).toEqual(known);
      expect(log.credit(ROOM, [credit(7, 0, 5, "ali"), credit(7, 7, 9, null), credit(8, 0, 4, "omid", "ali"), ...known])).toBe(false);
      expect(plain(log.authors(ROOM))).toEqual(known);
      expect(log.credit(OTHER, [credit(1, 0, 3, "ali")])).toBe(true);
      expect([log.rooms(), log.read(OTHER).updates]).toEqual([[ROOM], []]);
    });

    test("AU6: what changed since is told, and nothing that did not", () => {
      log.append([entry([1], { credits: [credit(7, 0, 2, "sara"), credit(8, 0, 2, "ali")] })]);
      const [{ changed }] = log.authors(ROOM) as [DatedCredit];
      expect(log.authors(ROOM, changed)).toEqual([]);
      log.append([entry([2], { credits: [credit(7, 2, 3, "sara")] })]);
      expect(plain(log.authors(ROOM, changed))).toEqual([credit(7, 0, 3, "sara")]);
      const [{ changed: later }] = log.authors(ROOM, changed) as [DatedCredit];
      log.credit(ROOM, [credit(8, 2, 3, "ali"), credit(7, 0, 3, "sara")]);
      expect(plain(log.authors(ROOM, later))).toEqual([credit(8, 0, 3, "ali")]);
      const again = subject.reopen?.() ?? log;
      expect(plain(again.authors(ROOM, later))).toEqual([credit(8, 0, 3, "ali")]);
      expect(plain(again.authors(ROOM, changed))).toEqual([credit(7, 0, 3, "sara"), credit(8, 0, 3, "ali")]);
    });

    test("AU10: by when clocks were stored is known to the minute, also after a restart, and an earlier time that is told counts", () => {
      log.append([entry([1], { credits: [credit(7, 0, 3, "sara"), credit(8, 0, 0, "ali")] })]);
      now = 3_000;
      log.append([entry([2], { credits: [credit(7, 3, 5, "sara")] })]);
      now = 3_600_000;
      log.append([entry([3], { credits: [credit(7, 5, 9, "sara")] }), entry([4], { room: OTHER, credits: [credit(7, 0, 2, "ali")] })]);
      // What waits for clocks that come later was written after them.
      log.append([entry([5], { credits: [credit(9, 4, 6, "ali")] })]);
      now = 7_200_000;
      log.append([entry([6], { credits: [credit(9, 0, 4, "ali")] })]);
      const minuteOf = (log: UpdateLog, client: number, clock: number, since?: number) => {
        const times = log.times(ROOM, since).filter((time) => time.client === client && time.end > clock);
        return times.length > 0 ? Math.floor(Math.min(...times.map(({ at }) => at)) / 60_000) : null;
      };
      const told = (log: UpdateLog) => [
        ...[0, 4, 5, 8, 9].map((clock) => minuteOf(log, 7, clock)),
        minuteOf(log, 8, 0),
        ...[0, 5].map((clock) => minuteOf(log, 9, clock)),
      ];
      expect(told(log)).toEqual([0, 0, 60, 60, null, null, 60, 60]);
      expect([minuteOf(log, 7, 8, 3_700_000), minuteOf(log, 7, 8, 3_500_000)]).toEqual([null, 60]);
      expect(log.credit(ROOM, [], [{ client: 7, end: 8, at: 1_800_000 }])).toBe(true);
      expect(
        log.credit(
          ROOM,
          [],
          [
            { client: 7, end: 8, at: 1_800_000 },
            { client: 7, end: 9, at: 9_000_000 },
          ],
        ),
      ).toBe(false);
      const again = subject.reopen?.() ?? log;
      expect(told(again)).toEqual([0, 0, 30, 60, null, null, 60, 60]);
      expect(again.times(OTHER).map(({ client, end }) => [client, end])).toEqual([[7, 2]]);
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
      for (const [at, room] of [
        [1000, ROOM],
        [1000, OTHER],
        [400, ROOM],
        [2000, OTHER],
      ] as const) {
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
      log.append([entry([1], { credits: [credit(7, 0, 2, "sara")], unconfirmed: true }), entry([2])]);
      log.compact(ROOM, 1, Uint8Array.of(11));
      if (!subject.reopen) return;
      const again = subject.reopen();
      expect(again.read(ROOM).updates.map((update) => [...update])).toEqual([[11], [2]]);
      expect([again.unconfirmed(ROOM), plain(again.authors(ROOM)), again.read(ROOM).seq]).toEqual([1, [credit(7, 0, 2, "sara")], 2]);
    });
  });
}
