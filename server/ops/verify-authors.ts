import type Database from "better-sqlite3";
import { Merged } from "../../shared/update/merge.ts";
import { difference, united } from "../../shared/update/ranges.ts";
import { byClient, type Credit } from "../../shared/store/credits.ts";
import { unpackCredits } from "../../shared/store/packing.ts";
import { SQL } from "../../shared/store/schema.ts";
import type { AuthorRow } from "../../shared/store/rows.ts";

/**
 * Reads who is credited in each room, by its row number.
 * @returns null for a database that knew one owner of each client ID, and for that of a desk, which does not know every writer
 */
export function readCredits(db: Database.Database): ((room: number) => readonly Credit[]) | null {
  if (db.prepare("SELECT 1 FROM pragma_table_info('authors') WHERE name = 'clock'").get() === undefined) return null;
  if (db.prepare("SELECT 1 FROM migrations WHERE part = 'library'").get() !== undefined) return null;
  const journal = new Map<number, Credit[]>();
  for (const { authors } of db.prepare("SELECT authors FROM journal WHERE authors IS NOT NULL ORDER BY id").all() as {
    authors: Buffer;
  }[]) {
    for (const { room, credit } of unpackCredits(authors)) journal.set(room, [...(journal.get(room) ?? []), credit]);
  }
  const stored = db.prepare(SQL.authors);
  return (room) => [
    ...(stored.all(room, -1) as AuthorRow[]).map(({ client, clock, end, author, brought_by: broughtBy }) => ({
      client,
      clock,
      end,
      author,
      broughtBy,
    })),
    ...(journal.get(room) ?? []),
  ];
}

/**
 * Checks that every clock in a room is credited once (AU7). Credits of what is not there are no damage: Yjs drops some of what
 * waits for structs that never come when a log is compacted.
 * @param updates all that the room holds
 * @param wrong told of each client that is not credited as it should be
 */
export function checkCredits(updates: readonly Uint8Array[], credits: readonly Credit[], wrong: (what: string) => void): void {
  const { clocks } = new Merged(updates);
  const credited = byClient(credits.filter(({ clock, end }) => clock < end));
  for (const client of new Set([...clocks.keys(), ...credited.keys()])) {
    const there = united([...(clocks.get(client) ?? [])]);
    const own = (credited.get(client) ?? []).sort((a, b) => a.clock - b.clock);
    if (own.some(({ clock }, i) => i > 0 && clock < own[i - 1]!.end)) wrong(`clocks of client ${client} are credited twice`);
    const lacking = difference(there, united([...own])).reduce((sum, { clock, end }) => sum + end - clock, 0);
    if (lacking > 0) wrong(`${lacking} clocks of client ${client} are credited to nobody`);
  }
}
