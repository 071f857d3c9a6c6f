/** Power cuts: whatever was shown as saved is there afterwards. */
import { expect, test } from "vitest";
import { agree, newsroomOfProcesses, share } from "./started-newsroom.ts";
import { SAVED } from "./words.ts";

const [first, second, room] = await newsroomOfProcesses();
let [sara, omid] = [first, second];

test("ST1: a core killed after it said saved has everything when the window comes back", async () => {
  await share(sara, omid, "The core falls");
  await sara.type("Said to be saved.");
  await agree(sara, omid, "Said to be saved.");
  await sara.syncSays(SAVED);
  expect(room.program.kill("main/loopback/cli.ts")).toBe(2);

  // The windows go on by themselves, and what is typed meanwhile is saved when the cores are back.
  await sara.caretAfter("saved.");
  await sara.type(" Typed into the gap.");
  await omid.caretAfter("saved.");
  await omid.type(" And on it goes.");
  await agree(sara, omid, "Typed into the gap.", "And on it goes.");
  await sara.syncSays(SAVED);
  await sara.page.reload();
  await sara.sees("Typed into the gap.");
  await agree(sara, omid, "Said to be saved.", "Typed into the gap.", "And on it goes.");
});

test("ST1: everything killed at once, and started again on the same data", async () => {
  await share(sara, omid, "Everything falls");
  await sara.type("Sara wrote this.");
  await agree(sara, omid, "Sara wrote this.");
  await omid.caretAfter("wrote this.");
  await omid.type(" Omid wrote that.");
  await sara.comment("Sara wrote", "A comment to keep");
  await omid.page.getByText("A comment to keep").first().waitFor();
  await agree(sara, omid, "Omid wrote that.");
  await sara.syncSays(SAVED);
  await omid.syncSays(SAVED);
  await room.program.pullThePlug();

  [sara, omid] = await room.reopen();
  await Promise.all([sara.openArticle("Everything falls"), omid.openArticle("Everything falls")]);
  expect(await agree(sara, omid)).toBe("Everything falls\nSara wrote this. Omid wrote that.");
  await omid.page.getByText("A comment to keep").first().waitFor();
  await sara.caretAfter("wrote that.");
  await sara.type(" Alive.");
  await agree(sara, omid, "Alive.");
});

test("ST1: the program stops on SIGTERM, and nothing that was typed is lost", async () => {
  await share(sara, omid, "An end");
  await sara.type("The last words.");
  await agree(sara, omid, "The last words.");
  expect(await room.program.stop()).toBe(0);
  [sara, omid] = await room.reopen();
  await Promise.all([sara.openArticle("An end"), omid.openArticle("An end")]);
  expect(await agree(sara, omid)).toBe("An end\nThe last words.");
});
