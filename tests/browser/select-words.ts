/** Selects words in the editable text of a page, as a person does by the pointer. */
import type { Locator } from "playwright-core";

/** @param text the editable element. @param phrase stands there within one block */
export const selectWords = (text: Locator, phrase: string): Promise<void> => select(text, phrase, 0);

/** Puts the caret behind a phrase. */
export const caretAfter = (text: Locator, phrase: string): Promise<void> => select(text, phrase, phrase.length);

async function select(text: Locator, phrase: string, from: number): Promise<void> {
  await text.focus();
  await text.evaluate(
    async (element, { phrase, from }) => {
      const nodes: Text[] = [];
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode as Text;
        if (!node.parentElement!.closest(".ProseMirror-widget")) nodes.push(node);
      }
      const start = nodes
        .map((node) => node.data)
        .join("")
        .indexOf(phrase);
      if (start < 0) throw new RangeError(`"${phrase}" is not in the text`);
      /** An end stays behind the letter before it, a start before the letter behind it. */
      const at = (offset: number, isStart: boolean): [Text, number] => {
        let rest = offset;
        for (const node of nodes) {
          if (isStart ? rest < node.length : rest <= node.length) return [node, rest];
          rest -= node.length;
        }
        throw new RangeError(`no place ${offset} for "${phrase}"`);
      };
      const told = new Promise((resolve) => document.addEventListener("selectionchange", resolve, { once: true }));
      const selection = getSelection()!;
      selection.removeAllRanges();
      selection.setBaseAndExtent(...at(start + from, from < phrase.length), ...at(start + phrase.length, false));
      await told;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    },
    { phrase, from },
  );
}
