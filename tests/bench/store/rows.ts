/** The peer of the journal: a log that writes each update, its room and its credits into rows of their own, in the same tables. */
import type { LogEntry, SqlDatabase } from "../../../shared/store/update-log.ts";
import { migrate } from "../../../shared/store/migrate.ts";
import { SQL, STEPS } from "../../../shared/store/schema.ts";
import { writeTransaction } from "../../../shared/store/transaction.ts";

type Statement = ReturnType<SqlDatabase["prepare"]>;

interface Room {
  readonly id: number;
  seq: number;
}

/** Makes the tables in `db`. @returns what appends one commit to them, as `UpdateLog.append` does */
export function rowLog(db: SqlDatabase): (entries: readonly LogEntry[]) => void {
  migrate(db, "update-log", STEPS);
  const prepared = (sql: keyof typeof SQL): Statement => db.prepare(SQL[sql]);
  const [make, find, append, grow] = [prepared("make"), prepared("find"), prepared("append"), prepared("grow")];
  const [extend, credit] = [prepared("extend"), prepared("credit")];
  const rooms = new Map<string, Room>();
  const roomOf = (name: string): Room => {
    let room = rooms.get(name);
    if (!room) {
      make.run(name);
      rooms.set(name, (room = { ...(find.get(name) as Room) }));
    }
    return room;
  };
  let at = Date.now();
  return (entries) => {
    at++;
    writeTransaction(db, () => {
      for (const [name, own] of Map.groupBy(entries, ({ room }) => room)) {
        const room = roomOf(name);
        for (const { update } of own) append.run(room.id, ++room.seq, update, 0);
        grow.run(room.seq, 0, at, room.id);
        for (const { client, clock, end, author, broughtBy } of own.flatMap(({ credits }) => credits)) {
          const isLonger = extend.run(end, at, room.id, client, clock, author, broughtBy).changes > 0;
          if (!isLonger) credit.run(room.id, client, clock, end, author, broughtBy, at);
        }
      }
    });
  };
}
