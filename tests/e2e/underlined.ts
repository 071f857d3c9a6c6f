/** What house style and spelling underline in a person's window, by the highlights that the browser draws. */
import { expect } from "vitest";
import { SEEN_WITHIN, type Person } from "./person.ts";

export type Underlining = "style-finding" | "style-misspelt";

interface Underlined {
  readonly text: string;
  /** Its middle, in pixels of the window. */
  readonly x: number;
  readonly y: number;
}

/** In the order in which they stand in the text. */
export const underlined = (person: Person, name: Underlining): Promise<Underlined[]> =>
  person.page.evaluate((name) => {
    const ranges = [...(CSS.highlights.get(name) ?? [])].map(({ startContainer, startOffset, endContainer, endOffset }) => {
      const range = document.createRange();
      range.setStart(startContainer, startOffset);
      range.setEnd(endContainer, endOffset);
      return range;
    });
    return ranges
      .sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b))
      .map((range) => {
        const { left, top, width, height } = range.getBoundingClientRect();
        return { text: range.toString(), x: left + width / 2, y: top + height / 2 };
      });
  }, name);

export const expectUnderlined = (person: Person, name: Underlining, ...words: string[]): Promise<void> =>
  expect
    .poll(async () => (await underlined(person, name)).map(({ text }) => text).join("|"), {
      timeout: SEEN_WITHIN,
      message: `${person.name} has underlined`,
    })
    .toBe(words.join("|"));

/** Opens the context menu at the first word that is underlined so. */
export async function openMenuAtFirst(person: Person, name: Underlining): Promise<void> {
  const [first] = await underlined(person, name);
  if (!first) throw new Error("nothing is underlined");
  await person.page.mouse.click(first.x, first.y, { button: "right" });
}
