/** Whose name stands over a note that somebody else brought back to the relay. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDesk } from "../../main/core/database.ts";
import { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import { newsroom, share } from "./newsroom.ts";
import { PATIENCE } from "./person.ts";

const [first, second, room] = await newsroom();
let [sara, omid] = [first, second];

test("AU5: a note that a colleague brought back stands under the colleague's name, and says whose it is said to be", async () => {
  await share(sara, omid, "A story with a note");
  await sara.comment("story", "Said by Sara");
  let note = omid.page.getByRole("article").filter({ hasText: "Said by Sara" });
  await expect.poll(() => note.locator(".margin-author").textContent(), { timeout: PATIENCE }).toBe(sara.name);
  // As if his desk had learnt it so from a relay that was set back.
  const { hash } = new URL(omid.page.url());
  await room.office.stop();
  const db = openDesk(join(room.office.data, "desks", "omid"));
  // Credits stand in the journal until it is settled.
  new SqliteUpdateLog(db).settle();
  db.exec("UPDATE authors SET brought_by = (SELECT id FROM members WHERE name = 'امید') WHERE room = (SELECT id FROM rooms WHERE name LIKE '%/notes')");
  db.close();
  [sara, omid] = await room.reopen(hash);
  note = omid.page.getByRole("article").filter({ hasText: "Said by Sara" });
  await expect.poll(() => note.locator(".margin-author").textContent(), { timeout: PATIENCE }).toBe(omid.name);
  expect(await note.locator(".margin-brought").textContent()).toContain(sara.name);
});
