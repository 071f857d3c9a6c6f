/** Whose name stands over a note that somebody else brought back to the relay. */
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { newsroom, share } from "./newsroom.ts";
import { PATIENCE } from "./person.ts";

const [sara, omid, room] = await newsroom();

test("AU5: a note that a colleague brought back stands under the colleague's name, and says whose it is said to be", async () => {
  await share(sara, omid, "A story with a note");
  await sara.comment("story", "Said by Sara");
  const note = omid.page.getByRole("article").filter({ hasText: "Said by Sara" });
  await expect.poll(() => note.locator(".margin-author").textContent(), { timeout: PATIENCE }).toBe(sara.name);
  // As if his desk had learnt it so from a relay that was set back.
  const db = new Database(join(room.office.data, "desks", "omid", "desk.sqlite"), { fileMustExist: true });
  db.exec("UPDATE authors SET brought_by = (SELECT id FROM members WHERE name = 'امید') WHERE room = (SELECT id FROM rooms WHERE name LIKE '%/notes')");
  db.close();
  await omid.page.reload();
  await expect.poll(() => note.locator(".margin-author").textContent(), { timeout: PATIENCE }).toBe(omid.name);
  expect(await note.locator(".margin-brought").textContent()).toContain(sara.name);
});
