/** Notes in the margin: how two people tell each other things there, where they stand, how one finds them, and what becomes of them when their text goes. */
import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { agree, newsroom, share } from "./started-newsroom.ts";
import { SEEN_WITHIN, type Person } from "./person.ts";

const [sara, omid, room] = await newsroom();

const noteWith = (person: Person, words: string): Locator => person.page.getByRole("article").filter({ hasText: words });

/** Unfolds a note by a click. */
async function unfold(person: Person, words: string): Promise<Locator> {
  const note = noteWith(person, words);
  await note.waitFor();
  if ((await note.getAttribute("data-active")) === null) await note.locator(".margin-fold").click();
  await expect.poll(() => note.getAttribute("data-active"), { timeout: SEEN_WITHIN }).toBe("true");
  return note;
}

/** Writes `count` comments, each on a word of its own. */
async function commentOften(person: Person, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    await person.select(`واژه${i}،`);
    await person.press("Control+Alt+m");
    await person.page.keyboard.insertText(`نظر${i}؛`);
    await person.press("Control+Enter");
    await expect
      .poll(() => person.page.evaluate(() => document.activeElement?.getAttribute("role")), { timeout: SEEN_WITHIN })
      .toBe("textbox");
  }
}

const inSight = (locator: Locator): Promise<boolean> =>
  locator.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });
const scrolled = (person: Person): Promise<number> => person.page.locator(".app-desk").evaluate((desk) => desk.scrollTop);
const focused = (person: Person): Promise<string> => person.page.evaluate(() => document.activeElement?.tagName ?? "nothing");

/** Top and bottom of each note in the column, from the top down, once they stand still. */
async function stack(person: Person): Promise<{ top: number; bottom: number; text: string }[]> {
  const read = () =>
    person.page.locator(".margin-place").evaluateAll((notes) =>
      notes.map((note) => {
        const { top, bottom } = note.getBoundingClientRect();
        return { top: Math.round(top), bottom: Math.round(bottom), text: note.querySelector(".margin-text")?.textContent ?? "" };
      }),
    );
  let last = "";
  await expect
    .poll(
      async () => {
        const now = JSON.stringify(await read());
        const still = now === last;
        last = now;
        return still;
      },
      { timeout: SEEN_WITHIN, interval: 250 },
    )
    .toBe(true);
  return (JSON.parse(last) as { top: number; bottom: number; text: string }[]).sort((a, b) => a.top - b.top);
}

/** The middle of `phrase` on screen. */
const middleOf = (person: Person, phrase: string): Promise<{ x: number; y: number }> =>
  person.article.evaluate((article, phrase) => {
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = (walker.currentNode as Text).data.indexOf(phrase);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + phrase.length);
      const { left, top, width, height } = range.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    }
    throw new Error(`"${phrase}" is not in the article`);
  }, phrase);

/** Top of the line that `phrase` stands in, by its middle and half a line. */
const levelOf = async (person: Person, phrase: string): Promise<number> => Math.round((await middleOf(person, phrase)).y - 14);

const filter = (person: Person, name: RegExp) => person.page.getByRole("group", { name: "Which notes" }).getByRole("button", { name });

test("NO27, NO29, NO36, NO38, NO71: a whole round between two desks, by keyboard", async () => {
  await share(sara, omid, "گزارش پل");
  await sara.insert("پل در شهریور باز می‌شود.");
  await agree(sara, omid, "شهریور");
  // Sara notes the block, names Omid and assigns it to him.
  await sara.press("Control+Alt+Shift+m");
  await sara.type(`@${omid.name.slice(0, 2)}`);
  await sara.page.getByRole("option", { name: omid.name, exact: true }).waitFor();
  await sara.press("Enter");
  await sara.insert("سال را بنویس");
  await sara.press("Control+Enter");
  await noteWith(sara, "سال را بنویس").waitFor();
  await sara.press("Alt+Shift+ArrowDown");
  await noteWith(sara, "سال را بنویس").getByRole("button", { name: "Assign", exact: true }).focus();
  await sara.press("Enter");
  await sara.page.getByRole("menuitemradio", { name: omid.name }).press("Enter");
  await noteWith(sara, "سال را بنویس").getByText(`${sara.shownName} assigned this to ${omid.shownName}.`).waitFor();

  // Omid has it among his mentions, unread.
  await noteWith(omid, "سال را بنویس").getByText("For you").waitFor();
  await expect.poll(() => filter(omid, /^Unread 1$/).count(), { timeout: SEEN_WITHIN }).toBe(1);
  await filter(omid, /^Mentions 1$/).focus();
  await omid.press("Enter");
  await omid.press("Alt+Shift+ArrowDown");
  const note = noteWith(omid, "سال را بنویس");
  await expect.poll(() => note.getAttribute("data-active"), { timeout: SEEN_WITHIN }).toBe("true");
  await expect.poll(() => filter(omid, /^Unread/).count(), { timeout: SEEN_WITHIN }).toBe(0);
  await note.getByRole("button", { name: "React", exact: true }).focus();
  await omid.press("Enter");
  await omid.page.getByRole("menuitemcheckbox", { name: "Looking at it" }).press("Enter");
  await omid.press("Escape");
  await noteWith(sara, "سال را بنویس")
    .getByRole("button", { name: `Looking at it 1: ${omid.shownName}` })
    .waitFor();

  // What Omid read, Sara has not read for him: his answer is new to her, nothing is to him, also in another window.
  await note.getByRole("button", { name: "Reply", exact: true }).focus();
  await omid.press("Enter");
  await omid.insert("۱۴۰۵ است");
  await omid.press("Control+Enter");
  await omid.page.reload();
  await noteWith(omid, "سال را بنویس").waitFor();
  await expect.poll(() => filter(omid, /^Mentions 1$/).count(), { timeout: SEEN_WITHIN }).toBe(1);
  expect(await filter(omid, /^Unread/).count()).toBe(0);

  // The library says so, too, of an article that need not be open: the thread is still his, and all of it is read.
  const row = omid.page.getByRole("listbox", { name: "Articles on this computer" }).getByRole("option").filter({ hasText: "گزارش پل" });
  await expect.poll(() => row.textContent(), { timeout: SEEN_WITHIN }).toContain("1 for you");
  await expect.poll(() => row.textContent(), { timeout: SEEN_WITHIN }).not.toContain("unread");

  // The link of Sara's desk opens it at Omid's, from another article.
  const id = await noteWith(sara, "سال را بنویس").getAttribute("data-card");
  const [article] = new URL(sara.page.url()).hash.slice(1).split("/");
  await omid.createArticle("دیگر");
  await omid.press("Control+o");
  await omid.page.keyboard.insertText(`http://127.0.0.1:1/#${article}/${id}`);
  await omid.page.getByRole("option", { name: "Open the note of this link" }).waitFor();
  await omid.press("Enter");
  await omid.sees("شهریور");
  await expect.poll(() => noteWith(omid, "سال را بنویس").getAttribute("data-active"), { timeout: SEEN_WITHIN }).toBe("true");
  await expect.poll(() => omid.page.evaluate(() => document.activeElement?.getAttribute("data-card")), { timeout: SEEN_WITHIN }).toBe(id);
});

test("NO11: notes stand level with their text, never over one another, and follow it", { tags: "long" }, async () => {
  await share(sara, omid, "حاشیه");
  for (const words of ["بند یکم دربارهٔ آب", "بند دوم دربارهٔ باد", "بند سوم دربارهٔ خاک"]) {
    await sara.insert(words);
    await sara.press("Enter");
  }
  await sara.comment("آب", "کدام آب؟");
  await sara.comment("باد", "باد از کجا؟");
  await sara.comment("خاک", "خاک چه رنگ؟");
  for (const words of ["کدام آب؟", "باد از کجا؟", "خاک چه رنگ؟"]) await noteWith(omid, words).waitFor();
  const notes = await stack(omid);
  expect(notes.map(({ text }) => text)).toEqual(["کدام آب؟", "باد از کجا؟", "خاک چه رنگ؟"]);
  notes.slice(1).forEach(({ top }, i) => expect(top).toBeGreaterThan(notes[i]!.bottom));
  // All stand as near as they can: the one in the middle level with its text.
  expect(Math.abs(notes[1]!.top - (await levelOf(omid, "باد")))).toBeLessThan(24);

  await sara.caretAfter("حاشیه");
  for (let i = 0; i < 4; i++) await sara.press("Enter");
  await agree(sara, omid, "بند یکم");
  const level = async () => Math.abs((await stack(omid))[1]!.top - (await levelOf(omid, "باد")));
  await expect.poll(level, { timeout: SEEN_WITHIN }).toBeLessThan(24);

  // A bar above the text opens, and closes: no size of the text changes, and it moves all the same.
  await omid.caretAfter("بند یکم");
  for (const key of ["Control+f", "Escape"]) {
    const before = await levelOf(omid, "باد");
    await omid.press(key);
    await expect.poll(() => levelOf(omid, "باد"), { timeout: SEEN_WITHIN }).not.toBe(before);
    await expect.poll(level, { timeout: SEEN_WITHIN }).toBeLessThan(24);
  }
});

test("NO6: a thread is answered, reworded, resolved and reopened", { tags: "long" }, async () => {
  await share(sara, omid, "گفت‌وگو");
  await sara.insert("چهل نفر آمدند.");
  await agree(sara, omid, "چهل");
  await sara.comment("چهل", "از کجا می‌دانیم؟");
  await (await unfold(omid, "از کجا می‌دانیم؟")).getByRole("button", { name: "Reply" }).click();
  await omid.insert("پلیس گفته است.");
  await omid.press("Control+Enter");
  await noteWith(sara, "پلیس گفته است.").waitFor();
  await noteWith(omid, "پلیس گفته است.").getByRole("button", { name: "Edit" }).click();
  await omid.page.getByRole("textbox", { name: "New wording" }).fill("آتش‌نشانی گفته است.");
  await omid.press("Control+Enter");
  await noteWith(sara, "آتش‌نشانی گفته است.").waitFor();
  expect(await noteWith(sara, "آتش‌نشانی").textContent()).toContain("edited");
  // Nobody rewords what another wrote.
  expect(await noteWith(omid, "آتش‌نشانی").getByRole("button", { name: "Edit" }).count()).toBe(1);

  await noteWith(sara, "آتش‌نشانی").getByRole("button", { name: "Resolve" }).click();
  await omid.button("Resolved 1").click();
  const done = await unfold(omid, "از کجا می‌دانیم؟");
  await done.getByText(`Resolved by ${sara.shownName}`).waitFor();
  await done.getByRole("button", { name: "Reopen" }).click();
  await (await unfold(sara, "از کجا می‌دانیم؟")).getByRole("button", { name: "Resolve" }).waitFor();
});

test("NO12: the note finds its text, and the text its note", { tags: "long" }, async () => {
  await share(sara, omid, "یافتن");
  await sara.paste({ "text/plain": ["آغاز", ...Array.from({ length: 40 }, (_, i) => `سطر ${i}`), "پایان دور"].join("\n") });
  await sara.comment("پایان", "این‌جا تمام شود");
  await sara.comment("آغاز", "از این‌جا آغاز شود");
  await expect.poll(() => noteWith(sara, "از این‌جا آغاز شود").getAttribute("data-active"), { timeout: SEEN_WITHIN }).toBe("true");
  // Its text is far below, and so is its note.
  await sara.press("Alt+Shift+ArrowDown");
  const seen = () =>
    sara.article
      .locator("p")
      .last()
      .evaluate((block) => {
        const { top, bottom } = block.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
      });
  await expect.poll(seen, { timeout: SEEN_WITHIN }).toBe(true);
  await sara.caretAfter("آغا");
  await expect.poll(() => noteWith(sara, "از این‌جا آغاز شود").getAttribute("data-active"), { timeout: SEEN_WITHIN }).toBe("true");
});

test(
  "NO22: who asks for the composer and types at once has every letter in it, and none in the article, on a slow computer too",
  { tags: "long" },
  async () => {
    await share(sara, omid, "شتاب");
    await sara.insert("چهل نفر با قطار آمدند.");
    await agree(sara, omid, "قطار");
    const article = await sara.text();
    const cdp = await sara.page.context().newCDPSession(sara.page);
    const throttle = (rate: number) => cdp.send("Emulation.setCPUThrottlingRate", { rate });
    await throttle(4);
    const button = (await sara.button("Comment").boundingBox())!;
    const at = { x: button.x + button.width / 2, y: button.y + button.height / 2, button: "left", clickCount: 1 } as const;
    const letters = (words: string) =>
      Array.from(words, (key) => cdp.send("Input.dispatchKeyEvent", { type: "keyDown", text: key, unmodifiedText: key, key }));
    // Nothing waits for what came before it: all stands in the browser's queue at once.
    const click = () => [
      cdp.send("Input.dispatchMouseEvent", { type: "mousePressed", ...at }),
      cdp.send("Input.dispatchMouseEvent", { type: "mouseReleased", ...at }),
    ];
    const shortcut = () => [
      cdp.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key: "m", code: "KeyM", windowsVirtualKeyCode: 77, modifiers: 3 }),
    ];
    const inOneTask = async (words: string) => {
      await sara.button("Comment").evaluate((element, words) => {
        (element as HTMLElement).click();
        document.execCommand("insertText", false, words);
      }, words);
    };
    const composer = sara.page.getByRole("region", { name: "New note" });
    const field = composer.getByRole("textbox");
    try {
      for (const [word, press] of [
        ["چهل", click],
        ["نفر", shortcut],
      ] as const) {
        await sara.select(word);
        await Promise.all([...press(), ...letters("who said so?")]);
        await expect.poll(() => field.inputValue(), { timeout: SEEN_WITHIN }).toBe("who said so?");
        expect(await sara.text()).toBe(article);
        await sara.press("Control+Enter");
        await composer.waitFor({ state: "detached" });
      }
      // What is done in one task comes in no other order on a slow computer.
      await throttle(1);
      await sara.select("قطار");
      await inOneTask("which train?");
      expect(await field.inputValue()).toBe("which train?");
      expect(await sara.text()).toBe(article);
      await sara.page.keyboard.press("Control+a");
      await sara.page.keyboard.press("Delete");
      // The composer stands open and empty while one goes on in the text, and is asked for again.
      await sara.select("آمدند");
      await inOneTask("when?");
      expect(await field.inputValue()).toBe("when?");
      // A selection that the browser has not told of yet is what is commented on.
      await sara.press("Control+Enter");
      await composer.waitFor({ state: "detached" });
      await sara.caretAfter("آمدند.");
      await sara.article.evaluate((element) => {
        const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        while (!text.nextNode()!.textContent!.includes("قطار"));
        const start = text.currentNode.textContent!.indexOf("با");
        getSelection()!.setBaseAndExtent(text.currentNode, start, text.currentNode, start + 2);
        [...document.querySelectorAll("button")].find(({ textContent }) => textContent === "Comment")!.click();
        document.execCommand("insertText", false, "by what?");
      });
      expect(await field.inputValue()).toBe("by what?");
      expect(await composer.textContent()).toContain("با");
      expect(await sara.text()).toBe(article);
      await sara.press("Control+Enter");
      await composer.waitFor({ state: "detached" });
    } finally {
      await throttle(1);
      await cdp.detach();
    }
  },
);

test("NO2, NO10: an orphan keeps its quote, comes back by undo, and is attached by hand", { tags: "long" }, async () => {
  await share(sara, omid, "یتیم");
  await sara.insert("جملهٔ نخست. جملهٔ دوم.");
  await agree(sara, omid, "جملهٔ دوم.");
  await omid.comment("جملهٔ نخست", "چرا نخست؟");
  await noteWith(sara, "چرا نخست؟").waitFor();
  await sara.select("جملهٔ نخست. ");
  await sara.press("Delete");
  await omid.button("Without text 1").click();
  expect(await noteWith(omid, "چرا نخست؟").locator("blockquote").textContent()).toBe("جملهٔ نخست");
  await sara.press("Control+z");
  await expect.poll(() => omid.page.getByRole("button", { name: /Without text/ }).count(), { timeout: SEEN_WITHIN }).toBe(0);
  await noteWith(omid, "چرا نخست؟").waitFor();

  await sara.select("جملهٔ نخست. ");
  await sara.press("Delete");
  await omid.page.getByRole("button", { name: "Without text 1" }).waitFor();
  await sara.select("دوم");
  await sara.button("Without text 1").click();
  await sara.button("Attach to the selection").click();
  await expect.poll(() => omid.page.getByRole("button", { name: /Without text/ }).count(), { timeout: SEEN_WITHIN }).toBe(0);
  await expect.poll(async () => (await stack(omid)).map(({ text }) => text), { timeout: SEEN_WITHIN }).toEqual(["چرا نخست؟"]);
});

test("LN1: a paragraph cut and pasted elsewhere takes its note along", { tags: "long" }, async () => {
  await share(sara, omid, "برش");
  await sara.insert("این بند کوچ می‌کند.");
  await sara.press("Enter");
  await sara.insert("این بند می‌ماند.");
  await sara.comment("کوچ", "کجا می‌رود؟");
  await sara.select("این بند کوچ می‌کند.");
  await sara.press("Control+x");
  await sara.caretAfter("می‌ماند.");
  await sara.press("Enter");
  await sara.press("Control+v");
  await agree(sara, omid, "کوچ می‌کند.");
  await expect.poll(async () => (await stack(omid)).map(({ text }) => text), { timeout: SEEN_WITHIN }).toEqual(["کجا می‌رود؟"]);
  const level = async () => Math.abs((await stack(omid))[0]!.top - (await levelOf(omid, "کوچ")));
  await expect.poll(level, { timeout: SEEN_WITHIN }).toBeLessThan(24);
});

/** More than stand beside the text at their height. */
const MANY = 10;

test(
  "NO17, NO18, NO19: of many notes on one screen the active one stands level with its text, and no click scrolls the article",
  { tags: "long" },
  async () => {
    await share(sara, omid, "پر");
    for (let i = 0; i < MANY; i += 8) {
      await sara.page.keyboard.insertText(Array.from({ length: 8 }, (_, j) => `واژه${i + j}،`).join(" "));
      await sara.press("Enter");
    }
    await commentOften(sara, MANY);
    const level = async (i: number) => Math.abs((await noteWith(sara, `نظر${i}؛`).boundingBox())!.y - (await levelOf(sara, `واژه${i}،`)));
    for (const i of [MANY - 2, 2, MANY / 2]) {
      const before = await scrolled(sara);
      const word = await middleOf(sara, `واژه${i}،`);
      await sara.page.mouse.click(word.x, word.y);
      await expect.poll(() => noteWith(sara, `نظر${i}؛`).getAttribute("data-active"), { timeout: SEEN_WITHIN }).toBe("true");
      await stack(sara);
      expect(await level(i)).toBeLessThan(24);
      expect(await scrolled(sara)).toBe(before);
    }
    const notes = await stack(sara);
    notes.slice(1).forEach(({ top }, i) => expect(top).toBeGreaterThan(notes[i]!.bottom));
    expect(notes.length).toBeLessThanOrEqual(42);
    // The composer opens where it can be seen, whatever stands there.
    await sara.select(`واژه${MANY - 1}،`);
    await sara.press("Control+Alt+m");
    await expect.poll(() => inSight(sara.page.locator(".margin-composer")), { timeout: SEEN_WITHIN }).toBe(true);
    await sara.button("Cancel").click();
    expect(await focused(sara)).not.toBe("BODY");

    await sara.press("Alt+Shift+ArrowDown");
    await noteWith(sara, `نظر${MANY - 1}؛`)
      .getByRole("button", { name: "Reply" })
      .focus();
    await sara.press("Alt+Shift+ArrowUp");
    const previous = noteWith(sara, `نظر${MANY - 2}؛`);
    await expect.poll(() => previous.evaluate((note) => note.contains(document.activeElement)), { timeout: SEEN_WITHIN }).toBe(true);
    await sara.press("Alt+Shift+ArrowDown");
    await noteWith(sara, `نظر${MANY - 1}؛`)
      .getByRole("button", { name: "Resolve" })
      .click();
    await sara.button("Resolved 1").waitFor();
    expect(await focused(sara)).not.toBe("BODY");
    const before = await stack(sara);
    await sara.button("Resolved 1").click();
    await sara.page.getByRole("region", { name: "Resolved 1" }).waitFor();
    expect(await stack(sara)).toEqual(before);
  },
);

test("NO20: clicks on a text with several notes go through them in turn", { tags: "long" }, async () => {
  await share(sara, omid, "روی هم");
  await sara.insert("یکی بر دیگری نشسته است.");
  await sara.comment("یکی بر دیگری", "همه را می‌گویم");
  await sara.comment("بر", "تنها این را");
  await sara.caretAfter("روی هم");
  const active = () => sara.page.locator("[data-active] .margin-text").allTextContents();
  await expect.poll(active, { timeout: SEEN_WITHIN }).toEqual([]);
  const line = await middleOf(sara, "بر");
  let low = false;
  for (const words of ["تنها این را", "همه را می‌گویم", "تنها این را"]) {
    // Two clicks at one point are a double click, when they come as fast as these.
    low = !low;
    await sara.page.mouse.click(line.x, line.y + (low ? 6 : -6));
    await expect.poll(active, { timeout: SEEN_WITHIN }).toEqual([words]);
  }
});

test(
  "NO15, NO22: what one deletes leaves a stub for its answer, comes back by Ctrl+Z, and the focus stays in its note",
  { tags: "long" },
  async () => {
    await share(sara, omid, "پس گرفتن");
    await sara.insert("سخنی در این باره.");
    await agree(sara, omid, "سخنی");
    await sara.comment("سخنی", "این را پس می‌گیرم");
    await (await unfold(omid, "این را پس می‌گیرم")).getByRole("button", { name: "Reply" }).click();
    await omid.insert("پاسخ می‌ماند");
    await omid.press("Control+Enter");
    expect(await focused(omid)).not.toBe("BODY");
    await noteWith(sara, "پاسخ می‌ماند").waitFor();
    const note = await unfold(sara, "پاسخ می‌ماند");
    await note.getByRole("button", { name: "Delete" }).click();
    await note.getByText(`${sara.shownName} deleted this message.`).waitFor();
    await noteWith(omid, "پاسخ می‌ماند").getByText(`${sara.shownName} deleted this message.`).waitFor();
    expect(await sara.page.evaluate(() => document.activeElement?.closest("[data-card]") !== null)).toBe(true);
    await sara.press("Control+z");
    await noteWith(omid, "این را پس می‌گیرم").waitFor();
  },
);

test(
  "NO21: a note that was not posted is there again after a reload, and an answer too, until they are discarded",
  { tags: "long" },
  async () => {
    await share(sara, omid, "پیش‌نویس");
    await sara.insert("جمله‌ای که درباره‌اش می‌نویسیم.");
    await sara.comment("درباره‌اش", "یادداشت پیشین");
    await (await unfold(sara, "یادداشت پیشین")).getByRole("button", { name: "Reply" }).click();
    await sara.insert("پاسخ نیمه‌کاره");
    await sara.select("جمله‌ای");
    await sara.press("Control+Alt+m");
    await sara.insert("نیمه‌کاره ماند");
    await sara.syncSays(/relay|Saved/i);
    await sara.page.reload();
    const composer = sara.page.getByRole("region", { name: "New note" });
    expect(await composer.getByRole("textbox").inputValue()).toBe("نیمه‌کاره ماند");
    await composer.getByText("جمله‌ای").waitFor();
    await noteWith(sara, "یادداشت پیشین").getByText("not posted").waitFor();
    await (await unfold(sara, "یادداشت پیشین")).getByRole("button", { name: "Reply" }).click();
    await (await unfold(omid, "یادداشت پیشین")).getByText("پاسخ نیمه‌کاره").waitFor();
    await composer.getByRole("button", { name: "Discard" }).click();
    await sara.page.reload();
    await noteWith(sara, "یادداشت پیشین").waitFor();
    expect(await composer.count()).toBe(0);
  },
);

test(
  "NO22, NO24: a role that changes while one types leaves caret and undo; who may only comment has the keys for it",
  { tags: "long" },
  async () => {
    await share(sara, omid, "نقش");
    await omid.caretAfter("نقش");
    await omid.press("Enter");
    await omid.insert("نخست این");
    await agree(sara, omid, "نخست این");
    await omid.article.evaluate((element) => (element.dataset["mark"] = "same"));
    room.giveRole(omid, "commenter");
    await expect.poll(() => omid.article.getAttribute("contenteditable"), { timeout: SEEN_WITHIN }).toBe("false");
    await omid.select("نخست");
    await omid.press("Control+Alt+m");
    await omid.insert("چرا نخست؟");
    await omid.press("Control+Enter");
    await noteWith(sara, "چرا نخست؟").waitFor();
    expect(await focused(omid)).not.toBe("BODY");
    await omid.caretAfter("نخست این");

    room.giveRole(omid, "editor");
    await expect.poll(() => omid.article.getAttribute("contenteditable"), { timeout: SEEN_WITHIN }).toBe("true");
    expect(await omid.article.getAttribute("data-mark")).toBe("same");
    await omid.article.focus();
    await omid.insert(" و سپس آن");
    await agree(sara, omid, "نخست این و سپس آن");
    for (let i = 0; i < 2; i++) await omid.press("Control+z");
    await expect.poll(() => omid.text(), { timeout: SEEN_WITHIN }).not.toContain("نخست");
  },
);
