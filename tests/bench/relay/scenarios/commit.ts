/** What one durable commit costs on this disk: the same database settings as the relay's, one row a transaction. */
import { openDatabase } from "../../../../server/database.ts";
import { spread, type Spread } from "../load/job.ts";

export async function commitSpread(folder: string, rate: number, seconds: number): Promise<Spread> {
  const db = openDatabase(folder);
  db.exec("CREATE TABLE rows (id INTEGER PRIMARY KEY, data BLOB NOT NULL)");
  const insert = db.prepare("INSERT INTO rows (data) VALUES (?)");
  const durations: number[] = [];
  const start = performance.now();
  for (let i = 0; i < rate * seconds; i++) {
    const wait = start + (i * 1000) / rate - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const before = performance.now();
    insert.run(Buffer.alloc(30));
    durations.push(performance.now() - before);
  }
  db.close();
  return spread(durations);
}
