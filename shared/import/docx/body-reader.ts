import { DraftBlock, PLAIN, UNTRACKED, type BlockForm, type Tracked } from "./draft-block.ts";
import type { Numbering } from "./numbering.ts";
import { ParagraphReader, type FoundBeside, type ParagraphSources } from "./paragraph-reader.ts";
import { readSignature } from "./signature.ts";
import { childOf, childrenOf, elementsOf, type Xml } from "./xml-tree.ts";

/** Between the cells of a row. */
const CELL = " | ";
/** Between the blocks of a cell. */
const WITHIN = " / ";

/** Elements whose content counts as if it stood in their place. */
const TRANSPARENT = ["w:sdt", "w:sdtContent", "w:customXml", "w:smartTag"];

/** Reads the content of a document, or of a part of one, into blocks. */
export class BodyReader {
  readonly #sources: ParagraphSources;
  readonly #numbering: Numbering;
  readonly #paragraphs: ParagraphReader;
  blocks: DraftBlock[] = [];
  /** The block of the last paragraph, where that was a picture: what stands below is its caption. */
  #figure: DraftBlock | null = null;
  /** Lists that began already. */
  readonly #lists = new Set<string>();
  /** Points that stand between blocks. */
  #between: { readonly comment: string; readonly type: "start" | "end" }[] = [];

  constructor(sources: ParagraphSources, numbering: Numbering) {
    this.#sources = sources;
    this.#numbering = numbering;
    this.#paragraphs = new ParagraphReader(sources);
  }

  /** Reads a child of the body. @param tracked what is said of all in it */
  read(xml: Xml, tracked: Tracked = UNTRACKED): void {
    const { name, attributes } = xml;
    if (TRANSPARENT.includes(name)) return this.#all(elementsOf(xml), tracked);
    switch (name) {
      case "w:p":
        return this.#paragraph(xml, tracked);
      case "w:tbl":
        return this.#table(xml, tracked);
      case "mc:AlternateContent":
        return this.#all(elementsOf(childOf(xml, "mc:Choice") ?? childOf(xml, "mc:Fallback")), tracked);
      case "w:ins":
      case "w:moveTo":
        return this.#all(elementsOf(xml), { ...tracked, inserted: readSignature(xml) });
      case "w:del":
      case "w:moveFrom":
        return this.#all(elementsOf(xml), { ...tracked, struck: readSignature(xml) });
      case "w:commentRangeStart":
        return void this.#between.push({ comment: attributes["w:id"] ?? "", type: "start" });
      case "w:commentRangeEnd": {
        const last = this.blocks.at(-1);
        if (last) last.point(attributes["w:id"] ?? "", "end");
        else this.#between.push({ comment: attributes["w:id"] ?? "", type: "end" });
        return;
      }
      case "w:altChunk":
        return this.#push(new DraftBlock()).lose("object", "altChunk");
      default:
      // Properties of sections, bookmarks.
    }
  }

  #all(children: readonly Xml[], tracked: Tracked): void {
    for (const child of children) this.read(child, tracked);
  }

  #push(block: DraftBlock): DraftBlock {
    this.blocks.push(block);
    return block;
  }

  #paragraph(xml: Xml, tracked: Tracked): void {
    const properties = childOf(xml, "w:pPr");
    const change = childOf(properties, "w:pPrChange");
    const form = this.#formOf(properties);
    const above = this.#figure;
    this.#figure = null;
    const continues = above !== null && ((form.kind === "caption" && above.length === 0) || form.kind === "credit");
    const block = continues && form.kind === "caption" ? above : new DraftBlock(form);
    for (const { comment, type } of this.#between.splice(0)) block.point(comment, type);
    const found = this.#paragraphs.read(xml, block, tracked);
    const end = this.#endOf(properties, tracked);
    if (continues) {
      above.end = end;
      if (above === block) above.form = { ...above.form, said: form.said };
      this.#figure = above;
      if (form.kind === "credit") above.credit = block.text;
      if (above !== block) above.losses.push(...block.losses);
    } else {
      block.end = end;
      if (form.kind === "item") this.#began(properties, block);
      if (change) {
        const before = this.#formOf(childOf(change, "w:pPr"));
        if (isSameForm(before, form)) block.lose("change");
        else block.before = { by: readSignature(change), form: before };
      }
      // A sheet that ends says nothing, nor does a paragraph that is there for it.
      if (!(found.hasPageBreak && block.length === 0 && block.points.length === 0 && found.pictures.length === 0)) this.#push(block);
      if (isRule(properties, block, found)) block.form = { ...block.form, kind: "divider" };
    }
    this.#beside(block, found, end, form.kind === "figure");
  }

  /** Tells of a list that does not begin with 1. */
  #began(properties: Xml | undefined, block: DraftBlock): void {
    const place = this.#numbering.placeOf(properties, this.#sources.styles);
    if (place === null || this.#lists.has(place.id)) return;
    this.#lists.add(place.id);
    if (place.list === "number" && place.start !== 1) block.lose("listStart", String(place.start));
  }

  /** A paragraph that is pictures becomes figures; of one with text they stand below it. */
  #beside(block: DraftBlock, { pictures, boxes }: FoundBeside, end: Tracked, isFigure: boolean): void {
    const own = block.text.trim() === "" ? block : null;
    if (own && (isFigure || pictures.length > 0) && own === this.blocks.at(-1)) {
      own.form = { ...own.form, kind: "figure" };
      this.#figure = own;
    }
    const below = pictures.map(({ src, alt }, i) => {
      const figure = i === 0 && own && this.#figure === own ? own : this.#push(new DraftBlock({ ...PLAIN, kind: "figure" }));
      this.#figure = Object.assign(figure, { src, alt });
      return figure;
    });
    // What is said of the end of the paragraph is said of the last block that it became.
    const last = below.at(-1);
    if (last) for (const one of [block, ...below]) one.end = one === last ? end : UNTRACKED;
    for (const box of boxes) this.#all(elementsOf(box), UNTRACKED);
  }

  #formOf(properties: Xml | undefined): BlockForm {
    const { styles } = this.#sources;
    const kind = styles.kindOf(properties);
    const place = kind === null ? this.#numbering.placeOf(properties, styles) : null;
    const isRtl = styles.isRightToLeft(properties);
    return {
      kind: kind?.kind ?? (place ? "item" : "paragraph"),
      level: kind?.kind === "heading" ? kind.level : 1,
      list: place?.list ?? "bullet",
      indent: place?.indent ?? 0,
      said: isRtl === null ? null : isRtl ? "rtl" : "ltr",
    };
  }

  #endOf(properties: Xml | undefined, { inserted, struck }: Tracked): Tracked {
    const letters = childOf(properties, "w:rPr");
    const [ins, del] = [
      childOf(letters, "w:ins") ?? childOf(letters, "w:moveTo"),
      childOf(letters, "w:del") ?? childOf(letters, "w:moveFrom"),
    ];
    return { inserted: ins ? readSignature(ins) : inserted, struck: del ? readSignature(del) : struck };
  }

  /** Each row becomes a block, its cells one behind another; a table of one column, which only frames, what is in it. */
  #table(xml: Xml, tracked: Tracked): void {
    this.#figure = null;
    const rows = rowsOf(xml);
    const columns = Math.max(0, ...rows.map((row) => cellsOf(row).length));
    if (columns <= 1) {
      for (const row of rows) for (const cell of cellsOf(row)) this.#all(elementsOf(cell), trackedRow(row, tracked));
      return;
    }
    let isFirst = true;
    for (const row of rows) {
      const inRow = trackedRow(row, tracked);
      const line = new DraftBlock();
      const figures: DraftBlock[] = [];
      cellsOf(row).forEach((cell, i) => {
        if (i > 0) line.add({ text: CELL, marks: [], tracked: inRow, change: null });
        const blocks = this.#within(elementsOf(cell), inRow).filter((block) => !block.isEmpty);
        let hasText = false;
        for (const block of blocks) {
          if (block.src !== null) figures.push(block);
          if (block.length === 0 && block.points.length === 0) continue;
          if (hasText) line.add({ text: WITHIN, marks: [], tracked: inRow, change: null });
          line.append(block);
          hasText = true;
        }
      });
      if (isFirst) line.lose("table", `${rows.length}×${columns}`);
      isFirst = false;
      this.#push(line);
      for (const figure of figures) this.#push(pictureAlone(figure));
    }
  }

  #within(children: readonly Xml[], tracked: Tracked): DraftBlock[] {
    const outside = this.blocks;
    this.blocks = [];
    this.#all(children, tracked);
    this.#figure = null;
    const inside = this.blocks;
    this.blocks = outside;
    return inside;
  }
}

function pictureAlone({ src, alt, credit }: DraftBlock): DraftBlock {
  return Object.assign(new DraftBlock({ ...PLAIN, kind: "figure" }), { src, alt, credit });
}

const rowsOf = (xml: Xml): readonly Xml[] =>
  elementsOf(xml).flatMap((child) => (child.name === "w:tr" ? [child] : isAround(child) ? rowsOf(child) : []));
const cellsOf = (xml: Xml): readonly Xml[] =>
  elementsOf(xml).flatMap((child) => (child.name === "w:tc" ? [child] : isAround(child) ? cellsOf(child) : []));
const isAround = ({ name }: Xml): boolean => TRANSPARENT.includes(name);

function trackedRow(row: Xml, tracked: Tracked): Tracked {
  const properties = childOf(row, "w:trPr");
  const [ins, del] = [childOf(properties, "w:ins"), childOf(properties, "w:del")];
  return { inserted: ins ? readSignature(ins) : tracked.inserted, struck: del ? readSignature(del) : tracked.struck };
}

const isSameForm = (a: BlockForm, b: BlockForm): boolean =>
  a.kind === b.kind && a.level === b.level && a.list === b.list && a.indent === b.indent && a.said === b.said;

/** Whether a paragraph is a line across the page. */
const isRule = (properties: Xml | undefined, block: DraftBlock, { hasRule, pictures }: FoundBeside): boolean =>
  hasRule ||
  (block.form.kind === "paragraph" &&
    block.text.trim() === "" &&
    pictures.length === 0 &&
    childrenOf(childOf(properties, "w:pBdr"), "w:bottom").some(
      ({ attributes }) => !["nil", "none"].includes(attributes["w:val"] ?? "none"),
    ));
