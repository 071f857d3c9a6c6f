import { SaxesParser, type SaxesTagNS } from "saxes";
import { readDataAddress, writeDataAddress } from "./data-address.ts";
import { isBomb, pictureOf } from "./picture.ts";

/** Bytes of the largest SVG file that is read. */
export const LARGEST_DRAWING = 4 * 1024 * 1024;
/** Elements, and how deep they are nested. */
const MOST_ELEMENTS = 10_000;
const DEEPEST = 64;
/** Elements that are drawn where each reference stands for what it refers to: a few lines of `use` can be a billion. */
const MOST_DRAWN = 20_000;
/** Parts that are drawn apart before they are put down, each as large as the picture: masks, and what shows through. */
const MOST_LAYERS = 300;
const MOST_DASHED = 200;
const MOST_PICTURES = 20;
/** One side may be so many times as long as the other. */
const LONGEST_RATIO = 50;

const SVG = "http://www.w3.org/2000/svg";
const XLINK = "http://www.w3.org/1999/xlink";
const XML = "http://www.w3.org/XML/1998/namespace";

const SHAPES = ["path", "rect", "circle", "ellipse", "line", "polyline", "polygon"];
const TEXTS = ["text", "tspan", "textPath"];
const SERVERS = ["linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "marker"];
const KEPT = new Set(["svg", "g", "a", "defs", "symbol", "use", "image", "style", ...SHAPES, ...TEXTS, ...SERVERS]);
/** Say something of the drawing, and draw nothing. */
const SILENT = new Set(["title", "desc", "metadata"]);

/** An SVG file that is not drawn. */
export class DrawingRefused extends Error {
  override readonly name = "DrawingRefused";
  /** It is too much to draw; else it cannot be read. */
  readonly isTooLarge: boolean;

  constructor(message: string, isTooLarge = false) {
    super(message);
    this.isTooLarge = isTooLarge;
  }
}

/** A drawing that nothing can come of but a picture. */
export interface Drawing {
  /** SVG with neither scripts nor anything from outside. */
  readonly svg: string;
  /** How broad it is for its height. */
  readonly ratio: number;
  /** Something of it is not drawn: a script, a filter, a page within it, a picture elsewhere. */
  readonly isReduced: boolean;
}

interface Element {
  readonly name: string;
  readonly attributes: Map<string, string>;
  readonly children: (Element | string)[];
}

/** Whether a file begins as SVG does. @param start its first characters */
export function isDrawing(start: string): boolean {
  return /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*|<!DOCTYPE\s+svg[^>]*>\s*)*<(?:[\w-]+:)?svg[\s>]/i.test(
    start.replace(/^\uFEFF/, ""),
  );
}

/**
 * Reads an SVG file, and writes anew what of it can be drawn: shapes, text, gradients, pictures that it holds. What could run, ask
 * somebody, or take for ever is left out, or the file is refused (PI25, PI26).
 * @throws DrawingRefused
 */
export function readDrawing(text: string): Drawing {
  if (text.length > LARGEST_DRAWING) throw new DrawingRefused("the file is too large", true);
  const reader = new Reader();
  const root = reader.parse(text.replace(/^\uFEFF/, ""));
  const { box, ratio } = sizeOf(root);
  root.attributes.delete("x");
  root.attributes.delete("y");
  root.attributes.set("viewBox", box);
  root.attributes.set("width", String(ratio >= 1 ? 1000 : 1000 * ratio));
  root.attributes.set("height", String(ratio >= 1 ? 1000 / ratio : 1000));
  measure(root);
  return { svg: `<svg xmlns="${SVG}" xmlns:xlink="${XLINK}"${written(root).slice("<svg".length)}`, ratio, isReduced: reader.isReduced };
}

class Reader {
  isReduced = false;
  #elements = 0;
  #pictures = 0;
  #dashed = 0;

  parse(text: string): Element {
    const parser = new SaxesParser({ xmlns: true, position: false });
    const open: Element[] = [];
    /** Elements that are open within one that is left out, with it. */
    let leftOut = 0;
    let root: Element | null = null;
    parser.on("error", (error) => {
      throw new DrawingRefused(error.message);
    });
    parser.on("doctype", (type) => {
      // Its entities may name files, and grow without bounds.
      if (type.includes("[")) throw new DrawingRefused("a document type of its own");
    });
    parser.on("opentag", (tag) => {
      if (++this.#elements > MOST_ELEMENTS) throw new DrawingRefused("too many elements", true);
      if (open.length + leftOut >= DEEPEST) throw new DrawingRefused("nested too deeply", true);
      if (leftOut > 0 || !this.#isKept(tag, root === null)) {
        leftOut++;
        return;
      }
      const element: Element = { name: tag.local, attributes: this.#attributes(tag), children: [] };
      if (root) open.at(-1)!.children.push(element);
      else root = element;
      open.push(element);
    });
    const say = (said: string): void => {
      if (leftOut > 0 || open.length === 0) return;
      const { name, children } = open.at(-1)!;
      if (name === "style" || TEXTS.includes(name)) children.push(said);
    };
    parser.on("text", say);
    parser.on("cdata", say);
    parser.on("closetag", () => {
      if (leftOut > 0) {
        leftOut--;
        return;
      }
      const element = open.pop()!;
      if (element.name !== "style") return;
      const css = element.children.splice(0).join("");
      element.children.push(this.#style(css));
    });
    parser.write(text).close();
    if (!root) throw new DrawingRefused("no drawing");
    return root;
  }

  #isKept({ local, uri }: SaxesTagNS, isRoot: boolean): boolean {
    if (isRoot && (uri !== SVG || local !== "svg")) throw new DrawingRefused("no drawing");
    if (uri === SVG && KEPT.has(local)) return true;
    // Programs keep what they know of a file in elements of their own.
    if (uri === SVG && !SILENT.has(local)) this.isReduced = true;
    return false;
  }

  #attributes({ local: element, attributes }: SaxesTagNS): Map<string, string> {
    const kept = new Map<string, string>();
    for (const { local, uri, value } of Object.values(attributes)) {
      const name = uri === XLINK && local === "href" ? "href" : uri === XML && local === "space" ? "xml:space" : uri === "" ? local : null;
      if (name === null || !/^(?:xml:space|[A-Za-z][A-Za-z0-9-]*)$/.test(name) || /^on/i.test(name) || name === "src") continue;
      const clean = name === "href" ? this.#address(element, value) : name === "style" ? this.#style(value) : this.#value(name, value);
      if (clean !== null) kept.set(name, clean);
      else if (name !== "href" || element !== "a") this.isReduced = true;
    }
    return kept;
  }

  /** What is drawn again, or a picture that the file holds. */
  #address(element: string, value: string): string | null {
    const address = value.trim();
    if (element === "a") return null;
    if (element !== "image") return /^#[\w.:-]+$/.test(address) ? address : null;
    if (++this.#pictures > MOST_PICTURES) return null;
    const held = readDataAddress(address.replaceAll(/\s+/g, ""));
    const picture = held && pictureOf(held.bytes);
    return picture && !isBomb(picture) ? writeDataAddress(picture.type, held.bytes) : null;
  }

  #value(name: string, value: string): string | null {
    if (name === "filter" || name === "cursor") return null;
    if (name === "stroke-dasharray" && value !== "none" && ++this.#dashed > MOST_DASHED) return null;
    if (!/url\s*\(|\\/i.test(value)) return value;
    return /^\s*url\(\s*(["']?)#[\w.:-]+\1\s*\)\s*(?:none|#[0-9a-f]{3,8}|[a-z]+)?\s*$/i.test(value) ? value : null;
  }

  /** Rules of style without what asks somebody, moves, or refers to more than a colour that runs out. */
  #style(css: string): string {
    const plain = css.replaceAll(/\/\*[\s\S]*?\*\//g, " ").replaceAll(/<!--|-->/g, " ");
    // What is spelt in another way is not understood here, and by browsers it is.
    if (/\\|@|<|\/\*/.test(plain)) {
      this.isReduced = true;
      return "";
    }
    return plain.replaceAll(/([\w-]+)\s*:([^;{}]*)/g, (rule: string, property: string, value: string) => {
      if (/^(?:fill|stroke)$/i.test(property) && /^\s*url\(\s*(["']?)#[\w.:-]+\1\s*\)\s*(?:!important)?\s*$/i.test(value)) return rule;
      if (
        !/url|image|element|src/i.test(value) &&
        !/filter|mask|clip|opacity|blend|isolation|dasharray|animation|transition|behavior|binding|cursor|^content$/i.test(property)
      )
        return rule;
      if (/^(?:fill-opacity|stroke-opacity|stop-opacity)$/i.test(property) && !/url/i.test(value)) return rule;
      this.isReduced ||= !/^(?:cursor|animation.*|transition.*|isolation)$/i.test(property);
      return "";
    });
  }
}

/** Units of CSS, in pixels. */
const UNITS: Readonly<Record<string, number>> = { "": 1, px: 1, pt: 4 / 3, pc: 16, mm: 96 / 25.4, cm: 96 / 2.54, in: 96 };

function lengthOf(value: string | undefined): number | null {
  const [, number, unit] = /^\s*\+?(\d*\.?\d+(?:e[+-]?\d+)?)\s*(px|pt|pc|mm|cm|in)?\s*$/i.exec(value ?? "") ?? [];
  const length = Number(number) * UNITS[(unit ?? "").toLowerCase()]!;
  return number !== undefined && length > 0 && Number.isFinite(length) ? length : null;
}

/** What of its plane is drawn, and how broad that is for its height. @throws DrawingRefused */
function sizeOf({ attributes }: Element): { readonly box: string; readonly ratio: number } {
  const [width, height] = [lengthOf(attributes.get("width")), lengthOf(attributes.get("height"))];
  const box = (attributes.get("viewBox") ?? "")
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const hasBox = box.length === 4 && box.every((one) => Number.isFinite(one) && Math.abs(one) < 1e7) && box[2]! > 0 && box[3]! > 0;
  if (!hasBox && !(width && height && width < 1e7 && height < 1e7)) throw new DrawingRefused("a drawing without a size");
  const ratio = width && height ? width / height : box[2]! / box[3]!;
  if (ratio > LONGEST_RATIO || ratio < 1 / LONGEST_RATIO) throw new DrawingRefused("a drawing with no height or no breadth");
  return { box: hasBox ? box.join(" ") : `0 0 ${width} ${height}`, ratio };
}

const REFERRING = ["fill", "stroke", "clip-path", "mask", "marker", "marker-start", "marker-mid", "marker-end", "style"];
/** A marker stands at every corner of its line. */
const CORNERS = /[a-df-z,]|\s/gi;

/** @throws DrawingRefused for a drawing that takes too long, or one that is drawn in itself */
function measure(root: Element): void {
  const byId = new Map<string, Element>();
  const collect = (element: Element): void => {
    const id = element.attributes.get("id");
    if (id !== undefined && !byId.has(id)) byId.set(id, element);
    for (const child of element.children) if (typeof child !== "string") collect(child);
  };
  collect(root);
  const known = new Map<Element, { drawn: number; layers: number }>();
  const within = new Set<Element>();
  const weigh = (element: Element): { drawn: number; layers: number } => {
    const before = known.get(element);
    if (before) return before;
    if (within.has(element)) throw new DrawingRefused("a drawing in itself");
    within.add(element);
    const sum = { drawn: 1, layers: 0 };
    const add = (other: Element | undefined, times = 1): void => {
      if (!other) return;
      const { drawn, layers } = weigh(other);
      sum.drawn += drawn * times;
      sum.layers += layers * times;
    };
    const { name, attributes, children } = element;
    const opacity = attributes.get("opacity");
    if ((opacity !== undefined && opacity.trim() !== "1") || attributes.has("mask") || attributes.has("clip-path") || name === "pattern")
      sum.layers++;
    const href = attributes.get("href");
    if (href?.startsWith("#")) add(byId.get(href.slice(1)));
    for (const referring of REFERRING) {
      const value = attributes.get(referring);
      if (value === undefined) continue;
      const times = referring.startsWith("marker")
        ? 1 + ((attributes.get("d") ?? attributes.get("points") ?? "").match(CORNERS)?.length ?? 1)
        : 1;
      for (const [, id] of value.matchAll(/#([\w.:-]+)/g)) add(byId.get(id!), times);
    }
    // Rules may give what they refer to to every element; gradients are drawn with it.
    if (name === "style")
      for (const [, id] of String(children[0]).matchAll(/url\(\s*["']?#([\w.:-]+)/gi)) {
        const server = byId.get(id!);
        add(server, server?.name.endsWith("Gradient") ? 1 : MOST_DRAWN);
      }
    for (const child of children) if (typeof child !== "string") add(child);
    within.delete(element);
    known.set(element, sum);
    if (sum.drawn > MOST_DRAWN || sum.layers > MOST_LAYERS) throw new DrawingRefused("too much to draw", true);
    return sum;
  };
  weigh(root);
}

const SIGNS: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
  "\t": "&#9;",
  "\r": "&#13;",
};
const escaped = (text: string, signs: RegExp): string => text.replaceAll(signs, (sign) => SIGNS[sign]!);

function written({ name, attributes, children }: Element): string {
  const said = [...attributes]
    .map(([key, value]) => ` ${key === "href" ? "xlink:href" : key}="${escaped(value, /[&<>"\n\t\r]/g)}"`)
    .join("");
  const inner = children.map((child) => (typeof child === "string" ? escaped(child, /[&<>]/g) : written(child))).join("");
  // A link leads nowhere from a picture.
  return name === "a" ? `<g>${inner}</g>` : `<${name}${said}>${inner}</${name}>`;
}
