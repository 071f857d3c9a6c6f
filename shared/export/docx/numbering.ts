import type { Node } from "prosemirror-model";
import { listNumbers } from "../../article/model/list-numbers.ts";
import { MAX_INDENT } from "../../article/model/names.ts";
import { indentOf } from "../../article/model/schema.ts";
import { WORD } from "./styles.ts";
import { element, part } from "./xml.ts";

/** Numbers of the two kinds of lists, and of the list that all bullets belong to. */
const BULLETS = 0;
const NUMBERS = 1;
const BULLET_LIST = 1;

/** Twentieths of a point. */
const STEP = 425;

/** The signs of lists, one after another by level. */
const SIGNS = ["•", "◦", "▪"];

/** Which list of the word processor each item belongs to. Each numbered list is one of its own, which begins with 1. */
export class Numbering {
  readonly #lists: (number | null)[];
  /** Numbered lists, each with the level at which it begins. */
  readonly #numbered: { readonly list: number; readonly level: number }[] = [];

  /** @param blocks of an article, in order */
  constructor(blocks: readonly Node[]) {
    const open: number[] = [];
    this.#lists = listNumbers(blocks).map((number, i) => {
      const block = blocks[i]!;
      if (block.type.name !== "item") return null;
      if (number === null) return BULLET_LIST;
      const level = indentOf(block);
      if (number === 1) {
        open[level] = BULLET_LIST + 1 + this.#numbered.length;
        this.#numbered.push({ list: open[level], level });
      }
      return open[level]!;
    });
  }

  /** The list of the block at an index; of one that is no item and is to become one, the next that fits. */
  listOf(index: number, isNumbered: boolean): number {
    const own = this.#lists[index] ?? null;
    if (own !== null && own > BULLET_LIST === isNumbered) return own;
    return isNumbered ? (this.#numbered[0]?.list ?? BULLET_LIST + 1) : BULLET_LIST;
  }

  xml(): string {
    const numbered = this.#numbered.length > 0 ? this.#numbered : [{ list: BULLET_LIST + 1, level: 0 }];
    const lists = numbered.map(({ list, level }) =>
      element(
        "w:num",
        { "w:numId": list },
        element("w:abstractNumId", { "w:val": NUMBERS }) +
          element("w:lvlOverride", { "w:ilvl": level }, element("w:startOverride", { "w:val": 1 })),
      ),
    );
    const bullets = element("w:num", { "w:numId": BULLET_LIST }, element("w:abstractNumId", { "w:val": BULLETS }));
    const kinds =
      kind(BULLETS, (level) => ["bullet", SIGNS[level % SIGNS.length]!]) + kind(NUMBERS, (level) => ["decimal", `%${level + 1}.`]);
    return part(element("w:numbering", { "xmlns:w": WORD }, kinds + bullets + lists.join("")));
  }
}

/** Left is where a line begins, also in a paragraph that runs right to left. Numbers are in the digits of the language of such a run. */
function kind(id: number, sign: (level: number) => readonly [format: string, text: string]): string {
  const levels = Array.from({ length: MAX_INDENT + 1 }, (_, level) => {
    const [format, text] = sign(level);
    return element(
      "w:lvl",
      { "w:ilvl": level },
      element("w:start", { "w:val": 1 }) +
        element("w:numFmt", { "w:val": format }) +
        element("w:lvlText", { "w:val": text }) +
        element("w:lvlJc", { "w:val": "left" }) +
        element("w:pPr", {}, element("w:ind", { "w:left": STEP * (level + 1), "w:hanging": STEP })),
    );
  });
  return element(
    "w:abstractNum",
    { "w:abstractNumId": id },
    element("w:multiLevelType", { "w:val": "hybridMultilevel" }) + levels.join(""),
  );
}
