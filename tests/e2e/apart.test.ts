/** One goes on without the network, and comes back. */
import { expect, test } from "vitest";
import { agree, newsroom, share } from "./started-newsroom.ts";
import { SEEN_WITHIN, type Person } from "./person.ts";
import { OFFLINE, SAVED, WAITING } from "./words.ts";

const [sara, omid] = await newsroom();

const panel = (person: Person) => person.page.getByRole("region", { name: "Coming back" });

test("SY6: an hour of work offline on both sides is in its right place afterwards", async () => {
  await share(sara, omid, "Offline");
  await sara.insert("One paragraph here. Another sentence there.");
  await agree(sara, omid, "Another sentence there.");
  await sara.syncSays(SAVED);

  await sara.workOffline(true);
  await sara.syncSays(OFFLINE);
  await sara.caretAfter("paragraph here.");
  await sara.press("Enter");
  await sara.insert("Written on the train. ");
  await omid.caretAfter("sentence there.");
  await omid.insert(" Written in the office.");
  await sara.syncSays(WAITING);
  expect(await sara.text()).not.toContain("Written in the office.");
  expect(await omid.text()).not.toContain("Written on the train.");

  await sara.workOffline(false);
  expect(await agree(sara, omid, "Written on the train.", "Written in the office.")).toBe(
    "Offline\nOne paragraph here.\nWritten on the train.  Another sentence there. Written in the office.",
  );
  await sara.syncSays(SAVED);
});

test(
  "VE33 VE34: who comes back is shown the paragraph that both changed, with mine, theirs and merged; the other is shown nothing",
  { tags: "long" },
  async () => {
    await share(sara, omid, "Coming back");
    await sara.insert("The river rose last night.");
    await sara.press("Enter");
    await sara.insert("Nobody slept.");
    await agree(sara, omid, "Nobody slept.");
    await sara.syncSays(SAVED);
    await sara.workOffline(true);
    await sara.syncSays(OFFLINE);
    await sara.caretAfter("The river");
    await sara.insert(" suddenly");
    await omid.caretAfter("last night");
    await omid.type(" again");
    await sara.syncSays(WAITING);
    await sara.workOffline(false);
    await agree(sara, omid, "The river suddenly rose last night again.");
    await expect
      .poll(() => panel(sara).locator(".compare-text").allTextContents(), { timeout: SEEN_WITHIN })
      .toEqual(["The river suddenly rose last night.", "The river rose last night again.", "The river suddenly rose last night again."]);
    expect(await panel(omid).count()).toBe(0);
    await sara.press("F7");
    await expect
      .poll(() =>
        panel(sara)
          .locator("li")
          .evaluate((one) => one === document.activeElement),
      )
      .toBe(true);
    await panel(sara).getByRole("button", { name: "Close", exact: true }).click();
    await expect.poll(() => panel(sara).count()).toBe(0);
  },
);

test(
  "VE33 VE36 VE37: what collided in an article that she had closed is there when she opens it, and is decided by keyboard, until she closes it",
  { tags: "long" },
  async () => {
    await share(sara, omid, "Opened later");
    await sara.insert("The river rose last night.");
    await agree(sara, omid, "rose last night.");
    await sara.syncSays(SAVED);
    await sara.workOffline(true);
    await sara.syncSays(OFFLINE);
    await sara.caretAfter("The river");
    await sara.insert(" suddenly");
    await omid.caretAfter("last night");
    await omid.type(" again");
    await sara.syncSays(WAITING);
    await sara.openArticle("Coming back");
    await sara.workOffline(false);
    await omid.sees("The river suddenly rose last night again.");
    await sara.openArticle("Opened later");
    await sara.page.reload();
    await sara.sees("The river suddenly rose last night again.");
    await panel(sara).waitFor();
    await sara.press("F7");
    await sara.press("2");
    await agree(sara, omid, "The river rose last night again.");
    await panel(sara).getByRole("button", { name: "Use theirs", exact: true, pressed: true }).waitFor();
    await sara.press("1");
    await agree(sara, omid, "The river suddenly rose last night.");
    await sara.article.focus();
    await sara.press("Control+KeyZ");
    await agree(sara, omid, "The river rose last night again.");
    await sara.press("Control+KeyZ");
    await agree(sara, omid, "The river suddenly rose last night again.");
    await sara.press("F7");
    await sara.press("3");
    await panel(sara).getByRole("heading", { name: "All of it is decided." }).waitFor();
    await panel(sara).getByRole("button", { name: "Close", exact: true }).click();
    await expect.poll(() => panel(sara).count()).toBe(0);
    await sara.page.reload();
    await sara.sees("The river suddenly rose last night again.");
    await sara.syncSays(SAVED);
    expect(await panel(sara).count()).toBe(0);
  },
);

test("SY6: an article made offline reaches the other when the network is back", { tags: "long" }, async () => {
  await sara.workOffline(true);
  await sara.createArticle("Made on the train");
  await sara.insert("Nobody sees this yet.");
  await sara.sees("Nobody sees this yet.");
  await sara.workOffline(false);
  await omid.openArticle("Made on the train");
  await agree(sara, omid, "Nobody sees this yet.");
});
