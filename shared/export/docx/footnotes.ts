import type { Node } from "prosemirror-model";
import { footnoteOf, referenceOf } from "../../article/model/footnotes.ts";
import { partFootnotes } from "../../article/model/parted-footnotes.ts";
import type { Direction } from "../../text/direction.ts";
import { Relations } from "./relations.ts";
import type { RunLanguages } from "./runs.ts";
import { STYLES } from "./styles.ts";
import { element, part } from "./xml.ts";

/** IDs of the lines above the footnotes of a sheet, which are footnotes, too. */
const LINE = -1;
const LINE_GOES_ON = 0;

const LINES = [
  [LINE, "separator"],
  [LINE_GOES_ON, "continuationSeparator"],
] as const;

/** How a reference is written: as one of the word processor's, or as the number of one that is referred to already, or missing. */
export type WrittenReference = { readonly id: number } | { readonly shown: number };

/** The footnotes of an article, as its blocks are written: a word processor has them beside the text (EX46). */
export class Footnotes {
  readonly relations = new Relations();
  readonly #numbers: ReadonlyMap<string, number>;
  /** By the ID of each footnote to which something refers, its paragraphs as far as they are written. */
  readonly #paragraphs: ReadonlyMap<string, string[]>;
  readonly #referred = new Set<string>();

  constructor(blocks: readonly Node[]) {
    const { footnotes, numbers } = partFootnotes(blocks);
    this.#numbers = numbers;
    this.#paragraphs = new Map(footnotes.map(({ id }) => [id, []]));
  }

  get isEmpty(): boolean {
    return this.#paragraphs.size === 0;
  }

  /** The footnote of which a block is a paragraph; null for all else, and where nothing refers to it. */
  heldBy(block: Node | undefined): string | null {
    const id = block && footnoteOf(block);
    return id !== null && id !== undefined && this.#paragraphs.has(id) ? id : null;
  }

  /** The sign at the head of a footnote; nothing for its further paragraphs. @param look as `referenceLook` makes it */
  signOf(id: string, look: string): string {
    if (this.#paragraphs.get(id)!.length > 0) return "";
    return element("w:r", {}, look + element("w:footnoteRef")) + element("w:r", {}, element("w:t", { "xml:space": "preserve" }, " "));
  }

  add(id: string, paragraph: string): void {
    this.#paragraphs.get(id)!.push(paragraph);
  }

  /** Null for what refers to none. A document refers to each footnote once. */
  reference(node: Node): WrittenReference | null {
    const id = referenceOf(node);
    if (id === null) return null;
    const number = this.#numbers.get(id)!;
    if (!this.#paragraphs.has(id) || this.#referred.has(id)) return { shown: number };
    this.#referred.add(id);
    return { id: number };
  }

  xml(namespaces: Readonly<Record<string, string>>): string {
    const lines = LINES.map(([id, type]) =>
      element("w:footnote", { "w:type": type, "w:id": id }, element("w:p", {}, element("w:r", {}, element(`w:${type}`)))),
    );
    const footnotes = [...this.#paragraphs].map(([id, paragraphs]) =>
      element("w:footnote", { "w:id": this.#numbers.get(id)! }, paragraphs.join("")),
    );
    return part(element("w:footnotes", namespaces, [...lines, ...footnotes].join("")));
  }
}

/** Properties of the run that a number stands in. */
export const referenceLook = (direction: Direction, languages: RunLanguages): string =>
  element(
    "w:rPr",
    {},
    element("w:rStyle", { "w:val": STYLES.footnoteReference }) +
      (direction === "rtl"
        ? element("w:rtl") + element("w:lang", { "w:bidi": languages.rtl })
        : element("w:lang", { "w:val": languages.ltr })),
  );

/** What the settings of a document with footnotes say of the lines above them. */
export const footnoteSettings = (): string =>
  element("w:footnotePr", {}, LINES.map(([id]) => element("w:footnote", { "w:id": id })).join(""));
