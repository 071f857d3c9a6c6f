/**
 * Data that was changed while the program stood still: a desk's own copy that cannot be read, in part or whole, and notes that
 * somebody else brought back.
 *
 * @module-tag long
 */
import { join } from "node:path";
import type { Database } from "better-sqlite3";
import { expect, test } from "vitest";
import { openDesk } from "../../main/core/database.ts";
import { Newsroom } from "../../server/people/newsroom.ts";
import { openDatabase } from "../../server/store/database.ts";
import { roomName, type RoomKind } from "../../shared/roles.ts";
import { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import { collected, written } from "../relay/structs.ts";
import { newsroomOfProcesses, share } from "./started-newsroom.ts";
import { SEEN_WITHIN } from "./person.ts";
import { SAVED } from "./words.ts";

const [first, second, room] = await newsroomOfProcesses();
let [sara, omid] = [first, second];

/** Brings updates into a room of Sara's, while her desk is not running. */
function bring(headline: string, kind: RoomKind, updates: readonly Uint8Array[]): void {
  const db = openDesk(join(room.program.data, "desks/sara"));
  try {
    const { id } = db.prepare("SELECT id FROM articles WHERE title = ?").get(headline) as { id: string };
    const entry = { room: roomName(id, kind), credits: [], unconfirmed: false };
    new SqliteUpdateLog(db).append(updates.map((update) => ({ ...entry, update })));
  } finally {
    db.close();
  }
}

/** No document takes these in, one beside the other. */
const DAMAGE = [collected(0, 3), written(1, "ابپت")];

test("SY24: damaged notes are said to be, and the text beside them is written on and arrives", async () => {
  await share(sara, omid, "Notes that break");
  await sara.insert("A sound text.");
  await sara.syncSays(SAVED);
  await share(sara, omid, "Text that breaks");
  await sara.insert("Nobody sees this again.");
  await sara.syncSays(SAVED);
  await share(sara, omid, "Whole");
  await sara.syncSays(SAVED);
  const { hash } = new URL(sara.page.url());
  await room.program.stop();
  bring("Text that breaks", "body", DAMAGE);
  bring("Notes that break", "notes", DAMAGE);

  [sara, omid] = await room.reopen(hash);
  await sara.openArticle("Notes that break");
  await sara.page.getByText("The notes of this article are damaged").waitFor();
  expect(await sara.button("Comment").count()).toBe(0);
  await sara.caretAfter("sound text.");
  await sara.insert(" It goes on.");
  await omid.openArticle("Notes that break");
  await omid.sees("It goes on.");
});

test("SY24: a damaged text says so, with what to do, and other articles are written on", async () => {
  await sara.page.getByRole("navigation").getByText("Text that breaks", { exact: true }).click();
  await sara.page.getByText("This article cannot be opened: a part of it is damaged.").waitFor();
  await sara.openArticle("Whole");
  await sara.caretAfter("Whole");
  await sara.insert(" as ever");
  await omid.openArticle("Whole as ever");
  await omid.openArticle("Text that breaks");
  await omid.sees("Nobody sees this again.");
});

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
