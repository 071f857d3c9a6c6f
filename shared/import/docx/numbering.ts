import { MAX_INDENT } from "../../article/model/names.ts";
import type { Styles } from "./styles.ts";
import { childOf, childrenOf, valueOf, type Xml } from "./xml-tree.ts";

export interface ListPlace {
  /** Which list of the document it is. */
  readonly id: string;
  readonly list: "bullet" | "number";
  readonly indent: number;
  /** The number that its list begins with. */
  readonly start: number;
}

/** Which signs the lists of a document have. */
export class Numbering {
  readonly #levels = new Map<string, { readonly format: string; readonly start: number }>();

  constructor(part: Xml | null) {
    const root = part ?? undefined;
    const kinds = new Map(childrenOf(root, "w:abstractNum").map((kind) => [kind.attributes["w:abstractNumId"], kind]));
    for (const list of childrenOf(root, "w:num")) {
      const id = list.attributes["w:numId"];
      const levels = [
        ...childrenOf(kinds.get(valueOf(list, "w:abstractNumId")), "w:lvl"),
        ...childrenOf(list, "w:lvlOverride").flatMap((override) => childrenOf(override, "w:lvl")),
      ];
      for (const level of levels) {
        const format = valueOf(level, "w:numFmt") ?? "decimal";
        this.#levels.set(`${id}/${level.attributes["w:ilvl"]}`, { format, start: Number(valueOf(level, "w:start") ?? 1) });
      }
      for (const override of childrenOf(list, "w:lvlOverride")) {
        const [key, start] = [`${id}/${override.attributes["w:ilvl"]}`, valueOf(override, "w:startOverride")];
        const level = this.#levels.get(key);
        if (level && start !== undefined) this.#levels.set(key, { ...level, start: Number(start) });
      }
    }
  }

  /** Where a paragraph stands in a list; null for one that stands in none. @param properties its `w:pPr` */
  placeOf(properties: Xml | undefined, styles: Styles): ListPlace | null {
    const numbering = styles.paragraphProperty(properties, "w:numPr");
    const id = valueOf(numbering, "w:numId");
    if (id === undefined || id === "0") return null;
    const named = Number(valueOf(childOf(properties, "w:numPr") ?? numbering, "w:ilvl") ?? 0);
    const level = Number.isInteger(named) && named > 0 ? named : 0;
    const { format, start } = this.#levels.get(`${id}/${level}`) ?? { format: "bullet", start: 1 };
    const isNumbered = format !== "bullet" && format !== "none";
    return { id, list: isNumbered ? "number" : "bullet", indent: Math.min(level, MAX_INDENT), start };
  }
}
