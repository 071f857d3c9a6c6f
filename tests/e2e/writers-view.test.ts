/** Who wrote what in the whole article, as two windows and the relay know it. */
import { expect, test } from "vitest";
import { agree, newsroom, share } from "./started-newsroom.ts";
import { SEEN_WITHIN, type Person } from "./person.ts";

const [sara, omid] = await newsroom();

/** The passages that a window walks through, each as "name: words". */
async function passagesOf({ page }: Person): Promise<string[]> {
  const bar = page.getByRole("region", { name: "Who wrote what" });
  const passages: string[] = [];
  for (let count = 1; passages.length < count;) {
    await bar.getByRole("button", { name: "Next passage" }).press("Enter");
    const [, number, of, name, words] =
      /^(\d+) of (\d+): ([^,]+), .*: “(.*)”$/s.exec((await bar.getByRole("status").textContent()) ?? "") ?? [];
    count = Number(of);
    passages[Number(number) - 1] = `${name}: ${words}`;
  }
  return passages;
}

test("AU11: what was typed offline, moved by a colleague and brought back stays its writer's, in both windows, with a time", async () => {
  await share(sara, omid, "Bridge");
  await sara.type("The river rose.");
  await agree(sara, omid, "The river rose.");
  await sara.workOffline(true);
  await sara.caretAfter("The river rose.");
  await sara.press("Enter");
  await sara.type("Written offline.");
  await omid.caretAfter("The river");
  await omid.type(" suddenly");
  await sara.workOffline(false);
  await agree(sara, omid, "Written offline.", "The river suddenly rose.");
  // He moves her paragraph up, and takes a word of hers away and brings it back.
  await omid.caretAfter("Written offline.");
  await omid.press("Alt+ArrowUp");
  await omid.select("river");
  await omid.press("Delete");
  await omid.press("Control+KeyZ");
  await expect.poll(() => sara.text(), { timeout: SEEN_WITHIN }).toBe("Bridge\nWritten offline.\nThe river suddenly rose.");
  const expected = [`${sara.shownName}: Bridge Written offline. The river`, `${omid.shownName}:  suddenly`, `${sara.shownName}:  rose.`];
  for (const person of [sara, omid]) {
    await person.article.focus();
    await person.press("Control+Alt+Shift+KeyA");
    const bar = person.page.getByRole("region", { name: "Who wrote what" });
    await expect.poll(() => bar.getByRole("listitem").count(), { timeout: SEEN_WITHIN }).toBe(2);
    await expect.poll(() => passagesOf(person), { timeout: SEEN_WITHIN }).toEqual(expected);
    expect(await bar.getByRole("listitem").first().textContent()).toContain(String(new Date().getFullYear()));
    await person.press("Escape");
  }
});
