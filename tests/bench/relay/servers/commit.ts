/** What one durable commit costs on this disk: the relay's database settings, one row a transaction, at a steady pace. */
import { openDatabase } from "../../../../server/store/database.ts";
import { spread } from "../load/job.ts";

const [folder, rate, seconds] = process.argv.slice(2) as [string, string, string];
const db = openDatabase(folder);
db.exec("CREATE TABLE rows (id INTEGER PRIMARY KEY, data BLOB NOT NULL)");
const insert = db.prepare("INSERT INTO rows (data) VALUES (?)");
const durations: number[] = [];
const start = performance.now();
for (let i = 0; i < Number(rate) * Number(seconds); i++) {
  const wait = start + (i * 1000) / Number(rate) - performance.now();
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  const before = performance.now();
  insert.run(Buffer.alloc(30));
  durations.push(performance.now() - before);
}
db.close();
console.log(JSON.stringify(spread(durations)));
