/** Whose name stands over a note that somebody else brought back to the relay. */
import { join } from "node:path";
import type { Database } from "better-sqlite3";
import { expect, test } from "vitest";
import { openDesk } from "../../main/core/database.ts";
import { openDatabase } from "../../server/store/database.ts";
import { Newsroom } from "../../server/people/newsroom.ts";
import { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import { newsroomOfProcesses, share } from "./started-newsroom.ts";
import { SEEN_WITHIN } from "./person.ts";

const [first, second, room] = await newsroomOfProcesses();
let [sara, omid] = [first, second];

/** Runs `change` on a database of the program while it stands still. Credits stand in the journal until it is compacted. */
function changing(db: Database, change: (db: Database) => void): void {
  new SqliteUpdateLog(db).compactJournal();
  change(db);
  db.close();
}

const OF_NOTES = "room IN (SELECT id FROM rooms WHERE name LIKE '%/notes')";

test("AU5: a note that a colleague brought back stands under the colleague's name, and says whose it is said to be", async () => {
  await share(sara, omid, "A story with a note");
  await sara.comment("story", "Said by Leila");
  let note = omid.page.getByRole("article").filter({ hasText: "Said by Leila" });
  await expect.poll(() => note.locator(".margin-author").textContent(), { timeout: SEEN_WITHIN }).toBe(sara.name);
  // As if the relay had been set back, and he had brought again what somebody wrote who is not here to confirm it.
  const { hash } = new URL(omid.page.url());
  await room.program.stop();
  changing(openDatabase(join(room.program.data, "relay")), (db) => {
    const leila = new Newsroom(db).members.add("Leila", "commenter");
    db.prepare(`UPDATE authors SET author = ?, brought_by = (SELECT id FROM members WHERE name = ?) WHERE ${OF_NOTES}`).run(
      leila.id,
      omid.name,
    );
  });
  changing(openDesk(join(room.program.data, "desks", "omid")), (db) => db.exec(`DELETE FROM authors WHERE ${OF_NOTES}`));
  [sara, omid] = await room.reopen(hash);
  note = omid.page.getByRole("article").filter({ hasText: "Said by Leila" });
  await expect.poll(() => note.locator(".margin-author").textContent(), { timeout: SEEN_WITHIN }).toBe(omid.name);
  expect(await note.locator(".margin-brought").textContent()).toContain("Leila");
});
