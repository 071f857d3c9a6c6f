/** Processes that end, and power cuts: whatever was shown as saved is there afterwards, and one writes on. */
import { expect, test } from "vitest";
import { agree, newsroomOfProcesses, share } from "./started-newsroom.ts";
import { SEEN_WITHIN } from "./person.ts";
import { SAVED } from "./words.ts";

const [first, second, room] = await newsroomOfProcesses();
let [sara, omid] = [first, second];

test("SY6: both write on while the relay is down, and it comes back by itself", { tags: "long" }, async () => {
  await share(sara, omid, "The relay falls");
  await sara.type("Before.");
  await agree(sara, omid, "Before.");
  expect(room.program.kill("server/cli/main.ts")).toBe(1);
  await sara.caretAfter("Before.");
  await sara.insert(" Sara goes on.");
  await omid.caretAfter("Before.");
  await omid.insert(" Omid goes on.");
  await agree(sara, omid, "Before.", "Sara goes on.", "Omid goes on.");
  await sara.syncSays(SAVED);
  await omid.syncSays(SAVED);
  await expect.poll(() => room.program.running("server/cli/main.ts").length, { timeout: SEEN_WITHIN }).toBe(1);
});

test("ST1: a core killed after it said saved has everything when the window comes back", { tags: "long" }, async () => {
  await share(sara, omid, "The core falls");
  await sara.insert("Said to be saved.");
  await agree(sara, omid, "Said to be saved.");
  await sara.syncSays(SAVED);
  expect(room.program.kill("main/loopback/cli.ts")).toBe(2);

  // The windows go on by themselves, and what is typed meanwhile is saved when the cores are back.
  await sara.caretAfter("saved.");
  await sara.insert(" Typed into the gap.");
  await omid.caretAfter("saved.");
  await omid.insert(" And on it goes.");
  await agree(sara, omid, "Typed into the gap.", "And on it goes.");
  await sara.syncSays(SAVED);
  await sara.page.reload();
  await sara.sees("Typed into the gap.");
  await agree(sara, omid, "Said to be saved.", "Typed into the gap.", "And on it goes.");
});

test("ST1: everything killed at once, and started again on the same data", async () => {
  await share(sara, omid, "Everything falls");
  await sara.insert("Sara wrote this.");
  await agree(sara, omid, "Sara wrote this.");
  await omid.caretAfter("wrote this.");
  await omid.insert(" Omid wrote that.");
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

test("ST1: the program stops on SIGTERM, and nothing that was typed is lost", { tags: "long" }, async () => {
  await share(sara, omid, "An end");
  await sara.insert("The last words.");
  await agree(sara, omid, "The last words.");
  expect(await room.program.stop()).toBe(0);
  [sara, omid] = await room.reopen();
  await Promise.all([sara.openArticle("An end"), omid.openArticle("An end")]);
  expect(await agree(sara, omid)).toBe("An end\nThe last words.");
});
